package org.stockpot.magic;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.stockpot.display.Display;
import org.stockpot.djl.DjlTask;
import org.stockpot.report.Csv;
import org.stockpot.report.TaskReport;
import org.stockpot.store.Run;
import org.stockpot.store.Store;
import org.stockpot.store.StoredTask;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.text.Html;
import tech.tablesaw.api.Table;

/**
 * One magic's trainings and scores, as far as the session has a store: kept, reused, and listed as
 * a run.
 */
final class Kept {

  private final Call call;
  private final DjlTask task;
  private final Optional<Store> store;
  private final Optional<StoredTask> stored;
  private final long began = System.nanoTime();

  /** Begins a magic that has the {@link Reuse} options. */
  Kept(Call call, DjlTask task) {
    this.call = call;
    this.task = task;
    store = call.session().keeping().store();
    boolean fresh = call.options(Reuse.class).fresh();
    stored = store.map(s -> new StoredTask(s, task, call.session().snapshotInterval(), fresh));
    call.variant().ifPresent(run -> stored.ifPresent(run::keptBy));
  }

  /** Returns the task to train and to measure with. */
  Task task() {
    return stored.<Task>map(s -> s).orElse(task);
  }

  /** Returns whether trainings are kept in the store, which then needs no other memory of them. */
  boolean isStored() {
    return store.isPresent();
  }

  /** Adds to how work ended what of it was there before. */
  Outcome outcome(Outcome made) {
    String saved = stored.map(StoredTask::saved).orElse("");
    return saved.isEmpty() ? made : new Outcome(made.state(), made.message() + " (" + saved + ")");
  }

  /** Lists the magic as a run, with how it ended and its table, and says what was damaged. */
  void list(Outcome made, Table table) {
    if (store.isEmpty()) {
      return;
    }
    Run run =
        new Run(
            call.variant().map(VariantRun::name).orElse(call.output().as()),
            call.line().replaceAll(" --(fresh|quiet)(?= |$)", ""),
            TaskReport.title(task, task.data()),
            task.identity(),
            stored.orElseThrow().trainings(),
            stored.get().scores(),
            made.message() + call.uses().mark().map(mark -> "; " + mark).orElse(""),
            (System.nanoTime() - began) / 1e9,
            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
            Csv.of(table));
    store.get().keep(run);
    stored.get().notes().forEach(note -> call.show(Display.text(Html.line(note, 500))));
  }
}
