package org.stockpot.djl;

import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.stockpot.data.Data;
import org.stockpot.data.DataTask;
import org.stockpot.data.Examples;
import org.stockpot.data.Targets;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.memory.Glibc;
import org.stockpot.djl.training.Trainings;
import org.stockpot.task.Availability;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.PointWriter;
import org.stockpot.task.Progress;
import org.stockpot.task.Snapshots;
import org.stockpot.task.TaskRows;
import org.stockpot.task.TaskSpec;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.BatchGradients;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.PreActivations;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitSelection;

/**
 * A DJL block and data as a task. Softmax cross-entropy and accuracy for classes, L2 and R² for
 * numbers; of a model that ends in softmax, cross-entropy of what it gives.
 *
 * <p>A user's block keeps its weights: passes read the task's own copies. One that arrives without
 * weights is initialised, and cleared on close; a TorchScript module inside a block is written to,
 * and restored on close. Jobs beyond {@link #parallelism} wait.
 */
public final class DjlTask implements DataTask, PointWriter {

  private final String name;
  private final Data data;
  private final BoundModel model;
  private final TaskObjectives objectives;
  private final Trainings trainings;
  private final TaskAnalysis analysis;
  private final TaskIdentity identity = new TaskIdentity(this);
  private Availability<Supplier<TaskSpec>> spec =
      Availability.none("the task is made of Java variables, which no words describe");

  private DjlTask(Data data, String words, ModelBlock block) {
    this.data = data;
    name = data.name() + " " + words;
    Glibc.keepFreed();
    try {
      model = BoundModel.of(toString(), data, block);
      objectives = new TaskObjectives(data, model);
      trainings = model.trainings(objectives.validation());
      analysis = new TaskAnalysis(data, model);
    } catch (RuntimeException e) {
      block.close();
      throw e;
    }
  }

  /**
   * Returns the task of a model by name.
   *
   * @param data the examples
   * @param model a name of {@link Models}, or {@code torchscript:} and a file
   * @return the task
   * @throws IllegalArgumentException if there is no such model, or it does not take the data
   */
  public static DjlTask of(Data data, String model) {
    return of(data, model, ModelOptions.defaults());
  }

  /**
   * Returns the task of a model by name.
   *
   * @param data the examples
   * @param model a name of {@link Models}, or {@code torchscript:} and a file
   * @param options what is decided about its slots
   * @return the task
   * @throws IllegalArgumentException as {@link #of(Data, String)}, or if the options name no slot
   */
  public static DjlTask of(Data data, String model, ModelOptions options) {
    return new DjlTask(data, model, ModelBlock.ofWords(data, model, options));
  }

  /**
   * Returns the task of a user's block.
   *
   * @param data the examples
   * @param model what to call the block
   * @param block any block with one input and one output; its weights are not changed
   * @return the task
   * @throws IllegalArgumentException if the block does not take the data or has no parameters
   */
  public static DjlTask of(Data data, String model, Block block) {
    return of(data, model, block, ModelOptions.defaults());
  }

  /**
   * Returns the task of a user's block.
   *
   * @param data the examples
   * @param model what to call the block
   * @param block any block with one input and one output; its weights are not changed
   * @param options what is decided about its slots
   * @return the task
   * @throws IllegalArgumentException as without options, or if they name no slot
   */
  public static DjlTask of(Data data, String model, Block block, ModelOptions options) {
    return new DjlTask(data, model, ModelBlock.of(block, options));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Data data() {
    return data;
  }

  /**
   * Returns what was decided about the model's slots.
   *
   * @return the options that the task was made with
   */
  public ModelOptions options() {
    return model.block().options();
  }

  @Override
  public Layout layout() {
    return model.binding().layout();
  }

  @Override
  public TaskRows rows() {
    return model.rows();
  }

  @Override
  public Metric metric() {
    return data.targets() instanceof Targets.Classes ? Metric.ACCURACY : Metric.R2;
  }

  @Override
  public Point init(long seed) {
    return model.init(seed);
  }

  @Override
  public Optional<Point> pretrained() {
    return model.pretrained();
  }

  @Override
  public long stepsPerEpoch(int batch) {
    return trainings.stepsPerEpoch(batch);
  }

  @Override
  public Training train(Job job, Progress progress) {
    return train(job, Snapshots.NONE, progress);
  }

  @Override
  public Training train(Job job, Snapshots snapshots, Progress progress) {
    layout().requireSame(job.start().layout());
    model.binding().requireVariances(job.start());
    return trainings.run(job, snapshots, progress);
  }

  @Override
  public int parallelism() {
    return trainings.parallelism();
  }

  @Override
  public SortedMap<String, String> identity() {
    return identity.facts(threads(), model.dense());
  }

  @Override
  public Objective training() {
    return objectives.training();
  }

  @Override
  public Objective validation() {
    return objectives.validation();
  }

  @Override
  public Objective test() {
    return objectives.test();
  }

  @Override
  public Availability<Objective> objective(Subset subset) {
    return subset.isAll()
        ? DataTask.super.objective(subset)
        : Availability.of(objectives.of(subset));
  }

  @Override
  public Availability<Derivatives> derivatives(Subset subset) {
    return analysis.derivatives(subset);
  }

  @Override
  public Availability<BatchGradients> batchGradients() {
    return Availability.of(trainings::gradients);
  }

  @Override
  public Availability<Representations> representations(Subset subset) {
    return analysis.representations(subset);
  }

  @Override
  public Availability<PreActivations> preActivations(Subset subset) {
    return analysis.preActivations(subset);
  }

  @Override
  public Availability<UnitGroups> unitGroups() {
    return analysis.unitGroups();
  }

  @Override
  public Availability<Resizing> resizing() {
    return unitGroups().then(groups -> Availability.of(new TaskResizing(model, groups)));
  }

  @Override
  public DjlTask smaller(UnitSelection kept) {
    ResizedModel smaller = ResizedModel.of(model, name, kept);
    return new DjlTask(data, smaller.words(), smaller.block()).withThreads(threads());
  }

  @Override
  public DjlTask gated(double share) {
    String words = name.substring(data.name().length() + 1) + " gated " + share;
    return new DjlTask(data, words, model.block().gated(share)).withThreads(threads());
  }

  @Override
  public <T> Optional<T> as(Class<T> type) {
    return DataTask.super.as(type).or(() -> TaskGates.of(model, type));
  }

  @Override
  public Availability<TaskSpec> spec() {
    return spec.then(words -> Availability.of(words.get()));
  }

  DjlTask describedBy(Supplier<TaskSpec> words) {
    spec = Availability.of(words);
    return this;
  }

  @Override
  public List<String> furtherTests() {
    return List.copyOf(data.also().keySet());
  }

  @Override
  public Objective furtherTest(String set) {
    return data.also().containsKey(set) ? objectives.further(set) : DataTask.super.furtherTest(set);
  }

  @Override
  public Objective shifted(Distortion shift) {
    return objectives.shifted(shift, threads());
  }

  @Override
  public Point recalibrate(Point point, int batch) {
    return model.recalibrated(point, model.data().training(), batch, threads());
  }

  @Override
  public float[] outputs(Point point, Examples examples) {
    return model.outputs(point, examples);
  }

  @Override
  public void save(Point point, Path file) {
    model.save(point, file);
  }

  @Override
  public int threads() {
    return trainings.threads();
  }

  @Override
  public String engine() {
    return Engines.description(threads());
  }

  /**
   * Changes the number of threads of this task.
   *
   * @param count from 1 to 1024
   * @return this task
   * @throws IllegalArgumentException if the count is out of range
   */
  public DjlTask withThreads(int count) {
    trainings.setThreads(count);
    identity.forget();
    return this;
  }

  @Override
  public List<String> notes() {
    return model.notes();
  }

  /** Returns slots by other names that a TorchScript module has for them. */
  Map<String, String> tied() {
    return model.block().script().map(script -> Map.copyOf(script.tied())).orElse(Map.of());
  }

  @Override
  public synchronized void close() {
    model.close();
  }

  @Override
  public String toString() {
    return "task " + name;
  }
}
