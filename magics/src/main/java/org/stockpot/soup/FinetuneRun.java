package org.stockpot.soup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.stockpot.soup.FinetuneResult.Diverged;
import org.stockpot.soup.FinetuneResult.Tuned;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Objective;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;
import org.stockpot.task.Training;
import org.stockpot.task.Work;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** Fine-tunes a base in several ways, and keeps what is finished when one fails. */
final class FinetuneRun {

  private final MaskedPoint base;
  private final List<Variation> variations;
  private final Task task;
  private final List<TestSet> shift;
  private final Map<String, Tuned> known;
  private final List<Job> jobs;
  private final Work measuring;
  private final List<Progress> pieces = new ArrayList<>();
  private final Tuned[] done;
  private final Diverged[] diverged;

  FinetuneRun(
      MaskedPoint base,
      List<Variation> variations,
      Task task,
      List<TestSet> shift,
      Map<String, Tuned> known,
      Progress progress) {
    this.base = base;
    this.variations = variations;
    this.task = task;
    this.shift = shift;
    this.known = Collections.synchronizedMap(known);
    jobs = variations.stream().map(this::job).toList();
    measuring = measuring();
    done = new Tuned[jobs.size()];
    diverged = new Diverged[jobs.size()];
    jobs.forEach(job -> pieces.add(announced(job, progress.piece(task.parallelism()))));
  }

  private Job job(Variation variation) {
    long perEpoch = task.stepsPerEpoch(variation.recipe().batch());
    return Job.of(base, variation.recipe(), perEpoch, variation.seed());
  }

  private Work measuring() {
    List<Objective> passes = new ArrayList<>(List.of(task.validation(), task.test()));
    shift.forEach(set -> passes.add(task.beside(set)));
    return Work.points("network", passes.toArray(Objective[]::new));
  }

  private Progress announced(Job job, Progress piece) {
    piece.plan(Work.step(job.recipe()), known.containsKey(job.digest()) ? 0 : job.steps());
    piece.plan(measuring, 1);
    return piece;
  }

  /** Trains and measures, up to an interrupt or a failure. */
  FinetuneResult result() {
    List<Integer> numbers = IntStream.range(0, done.length).boxed().toList();
    Outcome outcome;
    try {
      outcome = Outcome.of(() -> Workers.map(task.parallelism(), numbers, this::tune));
    } catch (RuntimeException e) {
      if (present(done).isEmpty()) {
        throw e;
      }
      outcome = failed(e);
    }
    return new FinetuneResult(
        task.name(),
        base.point(),
        base.mask(),
        shift,
        present(done),
        present(diverged),
        outcome,
        task.rows().training());
  }

  private int tune(int i) {
    Progress piece = pieces.get(i);
    piece.phase("ingredient " + (i + 1) + " of " + done.length);
    try {
      done[i] = tuned(i, piece);
      piece.done(measuring, 1);
    } catch (DivergedException e) {
      diverged[i] = new Diverged(i + 1, variations.get(i), e.step(), e.getMessage());
    }
    piece.end();
    return i;
  }

  /** Names the first that failed; those before it were begun, and so finished. */
  private Outcome failed(RuntimeException e) {
    int failed = 0;
    while (done[failed] != null || diverged[failed] != null) {
      failed++;
    }
    String message = "ingredient " + (failed + 1) + ": " + Outcome.words(e);
    return new Outcome(Outcome.State.FAILED, message);
  }

  private static <T> List<T> present(T[] all) {
    return Arrays.stream(all).filter(Objects::nonNull).toList();
  }

  private Tuned tuned(int i, Progress progress) {
    Job job = jobs.get(i);
    Tuned before = known.get(job.digest());
    if (before != null) {
      return scored(i, before.training(), before.seconds(), true);
    }
    long began = System.nanoTime();
    Training training = task.train(job, progress);
    double seconds = training.seconds((System.nanoTime() - began) / 1e9);
    Tuned tuned = scored(i, training, seconds, training.isReused());
    known.put(job.digest(), tuned);
    return tuned;
  }

  private Tuned scored(int i, Training training, double seconds, boolean reused) {
    Point end = training.end();
    return new Tuned(
        i + 1,
        variations.get(i),
        training,
        task.validation().score(end),
        task.test().score(end),
        shift.stream().map(s -> task.beside(s).score(end)).toList(),
        seconds,
        reused);
  }
}
