package org.stockpot.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.stockpot.data.Data;
import org.stockpot.data.Distortions;
import org.stockpot.data.Examples;
import org.stockpot.data.Targets;
import org.stockpot.format.Disk;
import org.stockpot.task.Distortion;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Snapshots;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.TaskRows;
import org.stockpot.task.Training;
import org.stockpot.weights.Digests;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/**
 * A DJL block and data as a task. Softmax cross-entropy and accuracy for classes, L2 and R² for
 * numbers.
 *
 * <p>A user's block keeps its weights: passes read the task's own copies. A block that arrives
 * without weights is initialised for its shapes, as DJL's trainer would, and cleared on close; a
 * TorchScript module inside a user's block is the one thing that is written to, and restored on
 * close. As many jobs run at a time as {@link #parallelism} says; others wait.
 */
public final class DjlTask implements Task {

  private final String name;
  private final Data data;
  private final Block block;
  private final Optional<TorchScript> script;
  private final NDManager manager;
  private final Binding binding;
  private final Networks networks;
  private final Optional<DenseFirst> denseFirst;
  private final Optional<Dense> dense;
  private final boolean arranges;
  private final PassMemory passes;
  private final boolean draws;
  private final List<Parameter> initialised = new ArrayList<>();
  private final Optional<Point> pretrained;
  private final NetworkObjective training;
  private final NetworkObjective validation;
  private final NetworkObjective test;
  private final Map<Distortion, NetworkObjective> shifts = new ConcurrentHashMap<>();
  private volatile int threads = 1;
  private volatile String behaviour;

  private DjlTask(Data data, String model, Block block, Optional<TorchScript> script) {
    this.data = data;
    this.block = block;
    this.script = script;
    name = data.name() + " " + model;
    Glibc.keepFreed();
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    try {
      boolean arrived = initialise();
      binding = new Binding(block);
      Room.standard().require(binding.layout().size());
      pretrained = arrived ? Optional.of(BlockWeights.of(block, binding).get()) : Optional.empty();
      int cores = isScripted() ? 1 : Runtime.getRuntime().availableProcessors();
      networks =
          new Networks(toString(), cores, () -> new Network(manager, block, binding, held()));
      denseFirst = DenseFirst.of(block);
      Shape example = batchShape(1).slice(1);
      arranges =
          !binding.layout().hasStatistics()
              && denseFirst.map(parts -> parts.arranges(example, manager)).orElse(false);
      passes = networks.alone(this::requireOutputs);
      training = objective(data.training());
      validation = objective(data.validation());
      test = objective(data.test());
      draws = isScripted() || networks.alone(this::drawsRandomNumbers);
      dense = draws ? Optional.empty() : Dense.of(block, binding, example, manager);
      threads =
          dense
              .map(d -> d.threads(cores))
              .orElseGet(() -> Engines.threads(block, binding.layout(), data.training().size()));
    } catch (RuntimeException e) {
      release();
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
    if (model.startsWith("torchscript:")) {
      TorchScript script = TorchScript.load(Path.of(model.substring("torchscript:".length())));
      return new DjlTask(data, model, script.block(), Optional.of(script));
    }
    Block block = Models.named(model, data.shape(), data.targets().outputs());
    return new DjlTask(data, model, block, Optional.empty());
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
    return new DjlTask(data, model, block, Optional.empty());
  }

  /** Gives the block its shapes; returns whether it arrived with weights. */
  private boolean initialise() {
    List<Parameter> parameters = block.getParameters().values();
    boolean arrived =
        !parameters.isEmpty() && parameters.stream().allMatch(Parameter::isInitialized);
    if (!arrived) {
      parameters.stream().filter(p -> !p.isInitialized()).forEach(initialised::add);
      explained(() -> initialised(batchShape(1)));
    }
    return arrived;
  }

  private boolean initialised(Shape shape) {
    block.initialize(Room.standard().guarding(manager), DataType.FLOAT32, shape);
    return true;
  }

  private boolean isScripted() {
    return !TorchScript.within(block).isEmpty();
  }

  /** Requires that the model gives what the targets need; returns what a pass takes. */
  private PassMemory requireOutputs(Network network) {
    return Engines.inference(
        1,
        () -> {
          try (NDManager passing = manager.newSubManager()) {
            NDArray batch = passing.zeros(batchShape(2));
            requireOutputs(explained(() -> network.forwardByBlock(batch).getShape()));
            return PassMemory.of(batch);
          }
        });
  }

  private void requireOutputs(Shape shape) {
    int outputs = data.targets().outputs();
    if (!shape.equals(new Shape(2, outputs))) {
      throw new IllegalArgumentException(
          "the model must give "
              + outputs
              + " outputs for "
              + String.join(", ", data.targets().names())
              + ", got shape "
              + shape.slice(1)
              + " per example");
    }
  }

  /** Returns whether a training pass moves the engine's random numbers on, as dropout does. */
  private boolean drawsRandomNumbers(Network network) {
    return Engines.drawing(
        () ->
            Engines.inference(
                1,
                () -> {
                  JniUtils.setSeed(0);
                  float untouched = manager.randomUniform(0, 1, new Shape(1)).getFloat();
                  JniUtils.setSeed(0);
                  network.forward(manager.zeros(batchShape(2)), true);
                  return manager.randomUniform(0, 1, new Shape(1)).getFloat() != untouched;
                }));
  }

  private <T> T explained(Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (RoomException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the model must take examples of shape " + data.shape() + ", got: " + firstLine(e), e);
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  private NetworkObjective objective(Examples examples) {
    Shape example = batchShape(1).slice(1);
    int chunk = passes.chunk(denseFirst.isPresent() ? 1000 : 500);
    int engineThreads = isScripted() ? threads : 1;
    SplitObjective split =
        new SplitObjective(
            examples, data.targets(), arranges, example, manager, engineThreads, chunk, passes);
    return new NetworkObjective(split, networks, binding, denseFirst, manager);
  }

  Shape batchShape(int count) {
    return new Shape(count).addAll(new Shape(data.shape().stream().mapToLong(d -> d).toArray()));
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Returns the examples.
   *
   * @return the data
   */
  public Data data() {
    return data;
  }

  @Override
  public Layout layout() {
    return binding.layout();
  }

  @Override
  public TaskRows rows() {
    return new TaskRows(data.training().rows(), data.validation().rows(), data.test().rows());
  }

  @Override
  public Metric metric() {
    return data.targets() instanceof Targets.Classes ? Metric.ACCURACY : Metric.R2;
  }

  @Override
  public Point init(long seed) {
    return networks.single(
        network ->
            Engines.drawing(
                () -> {
                  Engine.getEngine("PyTorch").setRandomSeed((int) seed);
                  JniUtils.setSeed(seed);
                  return Point.build(binding.layout(), this::initialise);
                }));
  }

  private void initialise(float[] values) {
    List<Slot> slots = binding.layout().slots();
    for (int i = 0; i < slots.size(); i++) {
      Parameter parameter = binding.entries().get(i).parameter();
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray array = fresh(parameter, slots.get(i).role());
        Network.memory(array).get(values, slots.get(i).offset(), slots.get(i).size());
      }
    }
  }

  private NDArray fresh(Parameter parameter, Role role) {
    Shape shape = Binding.shape(parameter);
    // A one-dimensional WEIGHT is a scale whatever its declared type; Xavier does not take it.
    if (role == Role.SCALE && parameter.getType() == Parameter.Type.WEIGHT) {
      return manager.ones(shape);
    }
    if (parameter.getInitializer() == null) {
      return manager.zeros(shape);
    }
    return parameter.getInitializer().initialize(manager, shape, DataType.FLOAT32);
  }

  @Override
  public Optional<Point> pretrained() {
    return pretrained;
  }

  @Override
  public long stepsPerEpoch(int batch) {
    int examples = data.training().count();
    if (batch > examples) {
      throw new IllegalArgumentException(
          "batch must be at most the " + examples + " training examples, got " + batch);
    }
    return examples / batch;
  }

  @Override
  public Training train(Job job, Progress progress) {
    return train(job, Snapshots.NONE, progress);
  }

  @Override
  public Training train(Job job, Snapshots snapshots, Progress progress) {
    layout().requireSame(job.start().layout());
    binding.requireVariances(job.start());
    stepsPerEpoch(job.recipe().batch());
    if (metric() == Metric.R2 && job.recipe().labelSmoothing() > 0) {
      throw new IllegalArgumentException(
          "label-smoothing must be 0 for numbers, got " + job.recipe().labelSmoothing());
    }
    Distortions distortions = new Distortions(data.shape());
    job.recipe().augment().forEach(distortions::requireFits);
    if (draws) {
      return networks.alone(
          network -> Engines.drawing(() -> train(network, job, snapshots, progress)));
    }
    return parallelism() == 1
        ? networks.alone(network -> train(network, job, snapshots, progress))
        : networks.single(network -> train(network, job, snapshots, progress));
  }

  private Training train(Network network, Job job, Snapshots snapshots, Progress progress) {
    int batch = job.recipe().batch();
    passes.requireStep(batch, Room.standard(passes.step(batch)));
    validation.split().requireRoom();
    engineThreads();
    Update update = new Update(job, order(job));
    try (Stepper stepper = stepper(network, job, update)) {
      TrainingLoop loop = new TrainingLoop(data, job, update, stepper, draws);
      return loop.run(point -> scoreBetween(network, point), snapshots, progress);
    }
  }

  private Order order(Job job) {
    if (dense.isEmpty()) {
      return Order.FLAT;
    }
    Examples examples = data.training();
    Distortions distortions = new Distortions(data.shape());
    return dense
        .get()
        .order(
            layout(),
            job.recipe().batch(),
            examples.count(),
            i -> {
              SplittableRandom random = new SplittableRandom(i);
              return distortions.augmented(examples.inputs(i), job.recipe().augment(), random);
            });
  }

  private Stepper stepper(Network network, Job job, Update update) {
    int batch = job.recipe().batch();
    double smoothing = job.recipe().labelSmoothing();
    Criterion criterion = Criterion.of(data.targets(), data.training(), smoothing);
    return dense.isPresent()
        ? new DenseStepper(dense.get(), network, batch, threads, networks, criterion, update)
        : new NetworkStepper(network, batchShape(batch), threads - 1, criterion, update);
  }

  /** Layers that are shared in parts have a thread to each part, and need none within one. */
  private void engineThreads() {
    JniUtils.setNumThreads(dense.isPresent() ? 1 : threads);
  }

  /** Scores a point on the validation examples between two steps of a training. */
  private Score scoreBetween(Network network, Point point) {
    int all = networks.cores();
    Score score =
        parallelism() == 1
            ? validation.score(network, point, all)
            : networks.lending(count -> validation.score(network, point, count));
    engineThreads();
    return score;
  }

  /**
   * Returns how many trainings run at a time: one for each core, unless one training uses them all,
   * draws random numbers from the engine, which has one sequence of them, or runs a TorchScript
   * module, which has one copy of its parameters. Further ones wait.
   */
  @Override
  public int parallelism() {
    return draws || (threads > 1 && dense.isEmpty()) ? 1 : networks.cores();
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
    identity.put("threads", "" + threads);
    behaviour = behaviour == null ? behave() : behaviour;
    identity.put("behaviour", behaviour);
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
      validation().along(line, new double[] {0.5}, (i, score) -> scores.append(score));
      return Digests.of(steps.end().digest(), scores.toString());
    } catch (DivergedException e) {
      return e.getMessage();
    }
  }

  /** Returns the modules whose statistics a training pass would change out of reach. */
  private List<PtSymbolBlock> held() {
    boolean harmless = script.map(s -> s.buffers().isEmpty()).orElse(false);
    return harmless ? List.of() : TorchScript.within(block);
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

  @Override
  public Objective shifted(Distortion shift) {
    return shifts.computeIfAbsent(
        shift, s -> objective(new Distortions(data.shape()).shifted(data.test(), s)));
  }

  @Override
  public Point recalibrate(Point point, int batch) {
    layout().requireSame(point.layout());
    if (!layout().hasStatistics()) {
      return point;
    }
    return networks.alone(
        network ->
            Engines.drawing(
                () -> Engines.inference(threads, () -> over(network, batch).of(point, batch))));
  }

  private Recalibration over(Network network, int batch) {
    passes.requireStep(batch, Room.standard(passes.step(batch)));
    Batches batches = new Batches(data.training(), batchShape(1).slice(1), manager);
    return new Recalibration(network, binding, batches, draws);
  }

  /**
   * Writes a point as DJL's {@code Model.save} writes this task's block, so that {@code Model.load}
   * reads it into such a block.
   *
   * @param point a point of this task
   * @param file the file; {@code Model.load} finds {@code NAME-0000.params} by {@code NAME}
   * @throws org.stockpot.format.FormatException if the file cannot be written
   */
  public void save(Point point, Path file) {
    String model = file.getFileName().toString().replaceFirst("(-\\d{4})?\\.params$", "");
    networks.single(
        network -> {
          Disk.write(file, out -> BlockWeights.of(block, binding).write(point, model, out));
          return null;
        });
  }

  /**
   * Returns the number of threads that share one training: the parts of its layers, or each matrix
   * product. Results depend on it in their last bits.
   *
   * @return at least 1
   */
  public int threads() {
    return threads;
  }

  /**
   * Changes the number of threads of this task.
   *
   * @param count at least 1
   * @return this task
   * @throws IllegalArgumentException if the count is below 1
   */
  public DjlTask withThreads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + count);
    }
    threads = count;
    behaviour = null;
    return this;
  }

  /**
   * Returns what a user should know of this task beyond its numbers.
   *
   * @return one sentence each
   */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(data.notes());
    script
        .filter(s -> !s.buffers().isEmpty())
        .ifPresent(
            s ->
                notes.add(
                    "the module's buffers ("
                        + String.join(", ", s.buffers())
                        + ") cannot be reached from the JVM: they stay as in the file, and the module"
                        + " trains in evaluation mode"));
    return notes;
  }

  @Override
  public synchronized void close() {
    if (networks.close()) {
      release();
    }
  }

  private void release() {
    initialised.forEach(Parameter::close);
    manager.close();
    script.ifPresent(TorchScript::close);
  }

  @Override
  public String toString() {
    return "task " + name;
  }
}
