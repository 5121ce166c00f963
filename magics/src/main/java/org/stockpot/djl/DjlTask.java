package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.stockpot.data.Data;
import org.stockpot.data.DataTask;
import org.stockpot.data.Distortions;
import org.stockpot.data.Examples;
import org.stockpot.data.Targets;
import org.stockpot.dense.DenseNetwork;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.Initialisation;
import org.stockpot.djl.derivative.NetworkDerivatives;
import org.stockpot.djl.derivative.NetworkRepresentations;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.evaluation.NetworkObjective;
import org.stockpot.djl.evaluation.Recalibration;
import org.stockpot.djl.evaluation.SplitScorer;
import org.stockpot.djl.memory.Glibc;
import org.stockpot.djl.memory.MemoryBudget;
import org.stockpot.djl.memory.PassMemory;
import org.stockpot.djl.network.DenseBlocks;
import org.stockpot.djl.network.DenseFirstLayer;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.NetworkPool;
import org.stockpot.djl.probe.ModelBehaviour;
import org.stockpot.djl.script.TorchScript;
import org.stockpot.djl.training.TrainingThreads;
import org.stockpot.djl.training.Trainings;
import org.stockpot.format.tensor.Disk;
import org.stockpot.task.Availability;
import org.stockpot.task.Derivatives;
import org.stockpot.task.Distortion;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Part;
import org.stockpot.task.PointWriter;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Representations;
import org.stockpot.task.Snapshots;
import org.stockpot.task.Span;
import org.stockpot.task.TaskRows;
import org.stockpot.task.TaskSpec;
import java.util.function.Supplier;
import org.stockpot.task.Training;
import org.stockpot.weights.Digests;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;
import org.stockpot.weights.UnitGroups;
import org.stockpot.djl.units.PermutationCheck;
import org.stockpot.djl.units.UnitDerivation;

/**
 * A DJL block and data as a task. Softmax cross-entropy and accuracy for classes, L2 and R² for
 * numbers; of a model that ends in softmax, cross-entropy of what it gives.
 *
 * <p>A user's block keeps its weights: passes read the task's own copies. A block that arrives
 * without weights is initialised for its shapes, as DJL's trainer would, and cleared on close; a
 * TorchScript module inside a user's block is the one thing that is written to, and restored on
 * close. As many jobs run at a time as {@link #parallelism} says; others wait.
 */
public final class DjlTask implements DataTask, PointWriter {

  private static final String SCRIPT = "torchscript:";
  private static final int MOST_THREADS = 1024;

  private final String name;
  private final Data data;
  private final ModelBlock model;
  private final NetworkPool networks;
  private final Optional<DenseFirstLayer> denseFirst;
  private final boolean arranges;
  private final PassMemory passes;
  private final ModelBehaviour behaviour;
  private final Binding binding;
  private final Optional<Point> pretrained;
  private final NetworkObjective training;
  private final NetworkObjective validation;
  private final NetworkObjective test;
  private final Trainings trainings;
  private final Map<Distortion, NetworkObjective> shifts = new ConcurrentHashMap<>();
  private final Map<String, NetworkObjective> further = new ConcurrentHashMap<>();
  private volatile String steps;
  private Optional<Supplier<TaskSpec>> spec = Optional.empty();

  private DjlTask(Data data, String words, ModelBlock model) {
    this.data = data;
    this.model = model;
    name = data.name() + " " + words;
    Glibc.keepFreed();
    try {
      Shape example = example();
      ModelInspection trial = ModelInspection.of(model, data, example);
      passes = trial.passes();
      behaviour = trial.behaviour();
      binding = trial.binding();
      pretrained = model.pretrained(binding);
      Block block = model.block();
      NDManager manager = model.manager();
      int cores = model.isScripted() ? 1 : Runtime.getRuntime().availableProcessors();
      networks = new NetworkPool(toString(), cores, () -> model.network(binding));
      denseFirst = DenseFirstLayer.of(block);
      arranges =
          !binding.layout().hasStatistics()
              && denseFirst.map(parts -> parts.arranges(example, manager)).orElse(false);
      boolean steady = !behaviour.draws() && !model.isScripted();
      Optional<DenseNetwork> dense =
          steady ? DenseBlocks.of(block, binding, example, manager) : Optional.empty();
      int threads =
          dense
              .map(d -> d.threads(cores))
              .orElseGet(() -> TrainingThreads.of(block, layout(), data.training().size()));
      training = objective(data.training(), 1);
      validation = objective(data.validation(), 1);
      test = objective(data.test(), 1);
      trainings =
          new Trainings(
              data, example, networks, validation, passes, behaviour, dense, layout(), threads);
    } catch (RuntimeException e) {
      model.close();
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
   * @throws IllegalArgumentException if there is no such model, it does not take the data, an
   *     example's outputs depend on chance or on its batch, or the options name no slot
   */
  public static DjlTask of(Data data, String model, ModelOptions options) {
    if (model.startsWith(SCRIPT)) {
      Path file = Path.of(model.substring(SCRIPT.length()));
      return new DjlTask(data, model, ModelBlock.ofFile(file, options));
    }
    Block block = Models.named(model, data.shape(), data.targets().outputs());
    return new DjlTask(data, model, ModelBlock.named(block, options));
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
   * @throws IllegalArgumentException if the block does not take the data or has no parameters, an
   *     example's outputs depend on chance or on its batch, or the options name no slot
   */
  public static DjlTask of(Data data, String model, Block block, ModelOptions options) {
    return new DjlTask(data, model, ModelBlock.of(block, options));
  }

  private NetworkObjective objective(Examples examples, int engineThreads) {
    int chunk = passes.chunk(denseFirst.isPresent() ? 1000 : 500);
    SplitScorer split =
        new SplitScorer(
            new ExampleBatches(examples, example(), model.manager()),
            data.targets(),
            behaviour.ending(),
            arranges,
            engineThreads,
            chunk,
            passes);
    return new NetworkObjective(split, networks, binding, denseFirst, model.manager());
  }

  /** Returns the shape of one example. */
  private Shape example() {
    return new Shape(data.shape().stream().mapToLong(d -> d).toArray());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Data data() {
    return data;
  }

  @Override
  public Layout layout() {
    return binding.layout();
  }

  @Override
  public TaskRows rows() {
    RowSet test = data.test().rows();
    for (Examples further : data.also().values()) {
      test = test.union(further.rows());
    }
    return new TaskRows(data.training().rows(), data.validation().rows(), test);
  }

  @Override
  public Metric metric() {
    return data.targets() instanceof Targets.Classes ? Metric.ACCURACY : Metric.R2;
  }

  @Override
  public Point init(long seed) {
    return networks.single(
        network -> new Initialisation(binding, model.manager(), pretrained).of(seed));
  }

  @Override
  public Optional<Point> pretrained() {
    return pretrained;
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
    binding.requireVariances(job.start());
    return trainings.run(job, snapshots, progress);
  }

  /**
   * Returns how many trainings run at a time: one for each core, unless one training uses them all,
   * draws random numbers from the engine, which has one sequence of them, or runs a TorchScript
   * module, which has one copy of its parameters. Further ones wait.
   */
  @Override
  public int parallelism() {
    return trainings.parallelism();
  }

  /**
   * Returns the digests of data and layout, the engine with its threads, and what two steps of
   * training and a blend of their ends come to. The last stands for what a block does, which cannot
   * be read off it, and for the arithmetic of this machine and this version.
   */
  @Override
  public SortedMap<String, String> identity() {
    SortedMap<String, String> identity = new TreeMap<>();
    identity.put("data", data.digest());
    identity.put("layout", layout().digest());
    identity.put("engine", Engines.version());
    identity.put("threads", "" + threads());
    steps = steps == null ? behave() : steps;
    identity.put("behaviour", steps);
    return identity;
  }

  private String behave() {
    int batch = Math.min(16, data.training().count());
    Recipe recipe = Recipe.defaults().withBatch(batch).withLength(Span.iterations(2));
    Point start = init(0);
    try {
      Training steps = train(Job.dense(start, recipe, stepsPerEpoch(batch), 0), Progress.NONE);
      StringBuilder scores = new StringBuilder(steps.history().toString());
      Line line = new Line(start, steps.end());
      validation.along(line, new double[] {0.5}, (i, score) -> scores.append(score));
      return Digests.of(steps.end().digest(), scores.toString());
    } catch (DivergedException e) {
      return e.getMessage();
    }
  }

  @Override
  public Objective training() {
    return training;
  }

  @Override
  public Objective validation() {
    return validation;
  }

  @Override
  public Objective test() {
    return test;
  }

  private Examples examples(Part part) {
    return switch (part) {
      case TRAINING -> data.training();
      case VALIDATION -> data.validation();
      case TEST -> data.test();
    };
  }

  @Override
  public Availability<Derivatives> derivatives(Part part) {
    if (!model.nested().isEmpty()) {
      return Availability.none(
          "a TorchScript module inside of a block records no derivatives in evaluation; make the"
              + " task of the module itself, by torchscript:FILE");
    }
    return Availability.of(
        new NetworkDerivatives(
            networks,
            binding,
            new ExampleBatches(examples(part), example(), model.manager()),
            data.targets(),
            behaviour.ending(),
            passes.chunk(500),
            model.script().map(TorchScript::block)));
  }

  /** Notes the words that this task was made from. */
  DjlTask describedBy(String words, SortedMap<String, String> options) {
    String model = name.substring(data.name().length() + 1);
    spec = Optional.of(() -> TaskSpecs.spec(this, words, model, options));
    return this;
  }

  @Override
  public Availability<TaskSpec> spec() {
    return spec.map(Supplier::get)
        .map(Availability::of)
        .orElseGet(
            () ->
                Availability.none(
                    "task " + name + " is made of Java variables, which no words describe"));
  }

  @Override
  public Availability<UnitGroups> unitGroups() {
    if (model.isScripted()) {
      return Availability.none(
          "which units move together is not known: a TorchScript module's graph is not followed");
    }
    Examples some = data.training().take(Math.min(8, data.training().count()));
    return UnitDerivation.of(model.block(), binding, example(), model.manager())
        .then(groups -> PermutationCheck.of(groups, init(1), point -> outputs(point, some)));
  }

  @Override
  public Availability<Representations> representations(Part part) {
    ExampleBatches batches = new ExampleBatches(examples(part), example(), model.manager());
    return Availability.of(
        new NetworkRepresentations(networks, binding, batches, passes.chunk(500), model.block()));
  }

  @Override
  public List<String> furtherTests() {
    return List.copyOf(data.also().keySet());
  }

  @Override
  public Objective furtherTest(String set) {
    if (!data.also().containsKey(set)) {
      return DataTask.super.furtherTest(set);
    }
    return further.computeIfAbsent(set, s -> objective(data.also().get(s), 1));
  }

  @Override
  public Objective shifted(Distortion shift) {
    return shifts.computeIfAbsent(
        shift,
        s ->
            objective(
                new Distortions(data.shape()).shifted(data.test(), s),
                model.isScripted() ? threads() : 1));
  }

  @Override
  public Point recalibrate(Point point, int batch) {
    layout().requireSame(point.layout());
    model.requireReach();
    if (!layout().hasStatistics()) {
      return point;
    }
    passes.requireStep(batch, MemoryBudget.standard(passes.step(batch)));
    ExampleBatches batches = new ExampleBatches(data.training(), example(), model.manager());
    return networks.alone(
        network -> {
          Recalibration recalibration =
              new Recalibration(network, binding, batches, behaviour.draws(), model.script());
          return Engines.drawing(
              () -> Engines.inference(threads(), () -> recalibration.of(point, batch)));
        });
  }

  @Override
  public float[] outputs(Point point, Examples examples) {
    layout().requireSame(point.layout());
    ExampleBatches batches = new ExampleBatches(examples, example(), model.manager());
    return networks.single(
        network -> {
          network.set(point.values());
          return Engines.inference(
              1,
              () -> {
                NDArray inputs = batches.range(0, examples.count());
                return network.forward(inputs, false).toFloatArray();
              });
        });
  }

  /**
   * Writes a point as DJL's {@code Model.save} writes this task's block, so that {@code Model.load}
   * reads it into such a block.
   *
   * @param point a point of this task
   * @param file the file; {@code Model.load} finds {@code NAME-0000.params} by {@code NAME}
   * @throws org.stockpot.format.tensor.FormatException if the file cannot be written
   */
  @Override
  public void save(Point point, Path file) {
    String title = file.getFileName().toString().replaceFirst("(-\\d{4})?\\.params$", "");
    networks.single(
        network -> {
          BlockWeights weights = BlockWeights.of(model.block(), binding);
          Disk.write(file, out -> weights.write(point, title, out));
          return null;
        });
  }

  /**
   * Returns the number of threads that share one training: the parts of its layers, or each matrix
   * product. Results depend on it in their last bits.
   *
   * @return at least 1
   */
  @Override
  public int threads() {
    return trainings.threads();
  }

  @Override
  public String engine() {
    String threads = threads() + (threads() == 1 ? " thread" : " threads");
    return Engines.version() + ", " + Engines.device() + ", " + threads;
  }

  /**
   * Changes the number of threads of this task.
   *
   * @param count from 1 to 1024
   * @return this task
   * @throws IllegalArgumentException if the count is out of range
   */
  public DjlTask withThreads(int count) {
    if (count < 1 || count > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads must lie in 1 to " + MOST_THREADS + ", got " + count);
    }
    trainings.setThreads(count);
    steps = null;
    return this;
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(data.notes());
    notes.addAll(ModelNotes.of(model, binding, behaviour));
    return notes;
  }

  /**
   * Returns the names of a TorchScript module's tensors that are one with another, as those of
   * layers that share their weights are. A state dict has both names, and the layout the first.
   *
   * @return slot names by the other names
   */
  public Map<String, String> tied() {
    return model.script().map(script -> Map.copyOf(script.tied())).orElse(Map.of());
  }

  @Override
  public synchronized void close() {
    if (networks.close()) {
      model.close();
    }
  }

  @Override
  public String toString() {
    return "task " + name;
  }
}
