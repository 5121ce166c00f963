package org.stockpot.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.stockpot.task.Availability;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Snapshots;
import org.stockpot.task.Task;
import org.stockpot.task.TaskRows;
import org.stockpot.task.TaskSpec;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.BatchGradients;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.PreActivations;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitSelection;

/**
 * A task whose trainings, scores and re-estimated statistics a store keeps: made are those that it
 * does not have. What comes out is the same, bit for bit.
 */
public final class StoredTask implements Task, NumberCache {

  private final Task task;
  private final UnaryOperator<Task> relatives;
  private final CachedTrainer trainer;
  private final CachedScores scores;

  /**
   * Keeps what comes of a task.
   *
   * @param store where it is kept
   * @param task makes what is missing; its identity must be known
   * @param interval time between two snapshots of a training, or between writing the scores of a
   *     soup or a plane; zero for one at each step
   * @param fresh whether to make again what the store has
   */
  public StoredTask(Store store, Task task, Duration interval, boolean fresh) {
    this.task = task;
    relatives = other -> new StoredTask(store, other, interval, fresh);
    trainer = new CachedTrainer(store, task, interval, fresh);
    ScoreEntries entries = new ScoreEntries(store.files(), interval, fresh, trainer::note);
    scores = new CachedScores(task, entries);
  }

  /**
   * Returns the keys of all trainings asked for, sorted.
   *
   * @return a new list
   */
  public List<String> trainings() {
    return trainer.keys();
  }

  /**
   * Returns the keys of all entries of scores and re-estimated statistics asked for, sorted.
   *
   * @return a new list
   */
  public List<String> scores() {
    return Stream.of(scores.scores(), scores.statistics(), scores.numbers())
        .flatMap(asked -> asked.keys().stream())
        .sorted()
        .toList();
  }

  /**
   * Returns what a user should know of the store: what was damaged, and where it is now.
   *
   * @return a new list, one sentence each
   */
  public List<String> storeNotes() {
    return trainer.notes();
  }

  /**
   * Returns how much work was saved.
   *
   * @return such as {@code reused 12 of 13 trainings, 50 of 50 scores, continued 1}; empty if all
   *     was made
   */
  public String saved() {
    return trainer.saved(trainer.counter(), scores.scores(), scores.statistics(), scores.numbers());
  }

  /**
   * Returns how much work was saved by several tasks, one after the other; what one made and
   * another one found counts as made.
   *
   * @param tasks in the order in which they were used
   * @return as {@link #saved()}
   */
  public static String saved(List<StoredTask> tasks) {
    List<ReuseCounter> sums =
        List.of(
            new ReuseCounter("training"),
            new ReuseCounter("score"),
            new ReuseCounter("re-estimation"),
            new ReuseCounter("computation"));
    for (StoredTask task : tasks) {
      sums.get(0).addAll(task.trainer.counter());
      sums.get(1).addAll(task.scores.scores());
      sums.get(2).addAll(task.scores.statistics());
      sums.get(3).addAll(task.scores.numbers());
    }
    return ReuseCounter.reused(sums.toArray(ReuseCounter[]::new));
  }

  /** Returns how many trainings and scores were made here. */
  List<Integer> made() {
    return List.of(trainer.counter().made(), scores.scores().made());
  }

  @Override
  public Training train(Job job, Progress progress) {
    return trainer.train(job, progress);
  }

  @Override
  public double[] get(List<String> key, Supplier<double[]> compute) {
    return scores.numbers(key, compute);
  }

  /** Runs a job whose state is asked for on the way: it is made, even if its end is kept. */
  @Override
  public Training train(Job job, Snapshots snapshots, Progress progress) {
    return task.train(job, snapshots, progress);
  }

  @Override
  public int parallelism() {
    return task.parallelism();
  }

  @Override
  public String name() {
    return task.name();
  }

  @Override
  public List<String> notes() {
    return task.notes();
  }

  @Override
  public String engine() {
    return task.engine();
  }

  @Override
  public int threads() {
    return task.threads();
  }

  @Override
  public Availability<Objective> objective(Subset subset) {
    return task.objective(subset).then(o -> Availability.of(stored(subset.toString(), o)));
  }

  @Override
  public Availability<Derivatives> derivatives(Subset subset) {
    return task.derivatives(subset);
  }

  @Override
  public Availability<BatchGradients> batchGradients() {
    return task.batchGradients();
  }

  @Override
  public Availability<Representations> representations(Subset subset) {
    return task.representations(subset);
  }

  @Override
  public Availability<PreActivations> preActivations(Subset subset) {
    return task.preActivations(subset);
  }

  @Override
  public Availability<TaskSpec> spec() {
    return task.spec();
  }

  @Override
  public Availability<Resizing> resizing() {
    return task.resizing();
  }

  @Override
  public Task smaller(UnitSelection kept) {
    return relatives.apply(task.smaller(kept));
  }

  @Override
  public Task gated(double share) {
    return relatives.apply(task.gated(share));
  }

  @Override
  public Availability<UnitGroups> unitGroups() {
    return task.unitGroups();
  }

  /**
   * Returns the task whose results are kept.
   *
   * @return the task itself
   */
  public Task plain() {
    return task;
  }

  /** Returns what this task can do, or else the task whose results are kept. */
  @Override
  public <T> Optional<T> as(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : task.as(type);
  }

  @Override
  public SortedMap<String, String> identity() {
    return task.identity();
  }

  @Override
  public Layout layout() {
    return task.layout();
  }

  @Override
  public TaskRows rows() {
    return task.rows();
  }

  @Override
  public Metric metric() {
    return task.metric();
  }

  @Override
  public Point init(long seed) {
    return task.init(seed);
  }

  @Override
  public Optional<Point> pretrained() {
    return task.pretrained();
  }

  @Override
  public long stepsPerEpoch(int batch) {
    return task.stepsPerEpoch(batch);
  }

  @Override
  public Objective training() {
    return stored("training", task.training());
  }

  @Override
  public Objective validation() {
    return stored("validation", task.validation());
  }

  @Override
  public Objective test() {
    return stored("test", task.test());
  }

  @Override
  public List<String> furtherTests() {
    return task.furtherTests();
  }

  @Override
  public Objective furtherTest(String name) {
    return stored("test, " + name, task.furtherTest(name));
  }

  @Override
  public Objective shifted(Distortion shift) {
    return stored("test, " + shift, task.shifted(shift));
  }

  @Override
  public Point recalibrate(Point point, int batch) {
    return scores.recalibrated(point, batch);
  }

  private Objective stored(String examples, Objective objective) {
    return new StoredObjective(objective, examples, scores);
  }

  @Override
  public void close() {
    task.close();
  }
}
