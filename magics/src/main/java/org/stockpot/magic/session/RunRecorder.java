package org.stockpot.magic.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.data.Data;
import org.stockpot.data.DataTask;
import org.stockpot.display.Display;
import org.stockpot.report.Csv;
import org.stockpot.report.task.TaskReport;
import org.stockpot.store.Run;
import org.stockpot.store.Store;
import org.stockpot.store.StoredTask;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.text.Html;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One magic's trainings and scores, as far as the session has a store: kept, reused, and listed as
 * a run.
 */
public final class RunRecorder {

  private final Call call;
  private final Task task;
  private final Optional<Store> store;
  private final Optional<StoredTask> stored;
  private final List<StoredTask> relatives = new ArrayList<>();
  private boolean listed;
  private final long began = System.nanoTime();

  /** Begins a magic that has the {@link SharedOptions.Reuse} options. */
  public RunRecorder(Call call, Task task) {
    this.call = call;
    this.task = task;
    call.uses().onFailure(this::listFailure);
    store = call.session().storage().of(task);
    boolean fresh = call.options(SharedOptions.Reuse.class).fresh();
    stored = store.map(s -> new StoredTask(s, task, call.session().snapshotInterval(), fresh));
    call.variant().ifPresent(run -> stored.ifPresent(run::storedBy));
  }

  /** Returns the task to train and to measure with. */
  public Task task() {
    return stored.<Task>map(s -> s).orElse(task);
  }

  /** Returns another task to train and to measure with, kept as the magic's own is. */
  public Task kept(Task relative) {
    Task plain = relative instanceof StoredTask other ? other.plain() : relative;
    Optional<Store> shelf = call.session().storage().of(plain);
    if (shelf.isEmpty()) {
      return relative;
    }
    boolean fresh = call.options(SharedOptions.Reuse.class).fresh();
    StoredTask made = new StoredTask(shelf.get(), plain, call.session().snapshotInterval(), fresh);
    relatives.add(made);
    return made;
  }

  private List<StoredTask> all() {
    return Stream.concat(stored.stream(), relatives.stream()).toList();
  }

  /** Returns whether trainings are kept in the store, which then needs no other memory of them. */
  public boolean isStored() {
    return store.isPresent();
  }

  /** Adds to how work ended what of it was there before. */
  public Outcome outcome(Outcome made) {
    String saved = StoredTask.saved(all());
    return saved.isEmpty() ? made : new Outcome(made.state(), made.message() + " (" + saved + ")");
  }

  /** Returns what is to be known of the run beside its settings. */
  private Map<String, String> about() {
    Map<String, String> about = new LinkedHashMap<>();
    Optional<Data> data = task.as(DataTask.class).map(DataTask::data);
    data.ifPresent(d -> about.put("split", Provenance.split(d)));
    call.session().derivations().of(task).ifPresent(made -> about.put("task line", made.line()));
    data.ifPresent(d -> about.put("data from", d.source()));
    List<String> parents = parents();
    if (!parents.isEmpty()) {
      about.put("parents", String.join(", ", parents));
    }
    return about;
  }

  /** Returns the points and results that the run was given, points with their digests. */
  private List<String> parents() {
    Map<String, NamedPoint> points = call.uses().points();
    List<String> parents = new ArrayList<>();
    points.forEach(
        (name, used) -> parents.add(name + " (" + used.point().digest().substring(0, 8) + ")"));
    Set<String> heads = points.keySet().stream().map(PointNames::head).collect(Collectors.toSet());
    call.sources().stream().filter(n -> !heads.contains(n)).forEach(parents::add);
    return parents;
  }

  /** Lists a magic that failed before it listed itself; its table is empty. */
  private void listFailure(Throwable failure) {
    if (!listed && store.isPresent()) {
      String words = failed(failure);
      list(
          new Outcome(Outcome.State.FAILED, words),
          Table.create(StringColumn.create("failure", words)));
    }
  }

  private static String failed(Throwable failure) {
    String words = Outcome.words(failure);
    boolean told = words.startsWith("interrupted") || words.contains("diverged");
    return told ? words : "failed: " + words;
  }

  /** Lists the magic as a run, with how it ended and its table, and says what was damaged. */
  public void list(Outcome made, Table table) {
    listed = true;
    if (store.isEmpty()) {
      return;
    }
    Run run =
        new Run(
            call.variant().map(VariantRun::name).orElse(call.output().as()),
            call.deciding(),
            TaskReport.title(task),
            task.identity(),
            about(),
            all().stream().flatMap(each -> each.trainings().stream()).distinct().toList(),
            all().stream().flatMap(each -> each.scores().stream()).distinct().toList(),
            made.message() + call.uses().mark().map(mark -> "; " + mark).orElse(""),
            (System.nanoTime() - began) / 1e9,
            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
            Csv.of(table));
    store.get().keep(run);
    all().stream()
        .flatMap(each -> each.storeNotes().stream())
        .forEach(note -> call.show(Display.text(Html.line(note, 500))));
  }
}
