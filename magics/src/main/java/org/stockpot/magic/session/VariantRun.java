package org.stockpot.magic.session;

import java.util.Optional;
import org.stockpot.store.StoredTask;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Work;

/** One run among several that are shown together: what it is told, and what is said of it. */
public final class VariantRun {

  private final String name;
  private final Progress progress;
  private final UsedPoints uses = new UsedPoints();
  private String java = "";
  private Outcome outcome = Outcome.DONE;
  private Optional<StoredTask> stored = Optional.empty();

  VariantRun(String name, Progress progress) {
    this.name = name;
    this.progress = new Announced(progress);
  }

  String name() {
    return name;
  }

  /** Returns who is told of the work, which was announced before the first of all runs. */
  Progress progress() {
    return progress;
  }

  void echoed(String expression, UsedPoints of) {
    java = expression;
    uses.addAll(of);
  }

  String java() {
    return java;
  }

  UsedPoints uses() {
    return uses;
  }

  void storedBy(StoredTask task) {
    stored = Optional.of(task);
  }

  /** Returns who stored what came of it, if there is a store. */
  Optional<StoredTask> stored() {
    return stored;
  }

  void ended(Outcome how) {
    outcome = how;
  }

  boolean isInterrupted() {
    return outcome.state() == Outcome.State.INTERRUPTED;
  }

  /** Passes on all but announcements. */
  private record Announced(Progress progress) implements Progress {

    @Override
    public void phase(String phase) {
      progress.phase(phase);
    }

    @Override
    public void done(long units) {
      progress.done(units);
    }

    @Override
    public void done(Work work, long units) {
      progress.done(work, units);
    }

    @Override
    public void skip(Work work, long units) {
      progress.skip(work, units);
    }

    @Override
    public void watch(String name, double value) {
      progress.watch(name, value);
    }
  }
}
