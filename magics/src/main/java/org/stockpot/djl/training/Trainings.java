package org.stockpot.djl.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.stockpot.data.Data;
import org.stockpot.data.Distortions;
import org.stockpot.data.Examples;
import org.stockpot.data.Targets;
import org.stockpot.dense.BatchLoss;
import org.stockpot.dense.Criteria;
import org.stockpot.dense.Criterion;
import org.stockpot.dense.DenseNetwork;
import org.stockpot.dense.DenseStepper;
import org.stockpot.dense.SparseTable;
import org.stockpot.dense.Stepper;
import org.stockpot.dense.TicketStepper;
import org.stockpot.dense.TrajectoryLoss;
import org.stockpot.dense.WeightOrder;
import org.stockpot.dense.WeightUpdate;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.evaluation.NetworkObjective;
import org.stockpot.djl.memory.MemoryBudget;
import org.stockpot.djl.memory.PassMemory;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.network.NetworkPool;
import org.stockpot.djl.probe.ModelBehaviour;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Snapshots;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.BatchGradients;
import org.stockpot.task.optimizer.Regularizer;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** The trainings of a task: how many run at a time, and by how many threads each. */
public final class Trainings {

  private static final int MOST_THREADS = 1024;

  private final Data data;
  private final Layout layout;
  private final Recalibrated recalibration;
  private final Shape example;
  private final NetworkPool networks;
  private final NetworkObjective validation;
  private final PassMemory passes;
  private final ModelBehaviour behaviour;
  private final Optional<DenseNetwork> dense;
  private volatile int threads;

  /**
   * Starts none.
   *
   * @param data the examples of all sets
   * @param example the shape of one example
   * @param networks the working copies
   * @param validation what trainings are watched by
   * @param passes the memory of passes
   * @param behaviour how the model behaves
   * @param dense the model's layers if it is a network of dense ones
   * @param layout the network's slots
   * @param recalibration re-estimates statistics
   * @param threads that share a training
   */
  public Trainings(
      Data data,
      Shape example,
      NetworkPool networks,
      NetworkObjective validation,
      PassMemory passes,
      ModelBehaviour behaviour,
      Optional<DenseNetwork> dense,
      Layout layout,
      Recalibrated recalibration,
      int threads) {
    this.data = data;
    this.layout = layout;
    this.recalibration = recalibration;
    this.example = example;
    this.networks = networks;
    this.validation = validation;
    this.passes = passes;
    this.behaviour = behaviour;
    this.dense = dense;
    this.threads = threads;
  }

  /**
   * Returns how many threads share a training.
   *
   * @return at least 1
   */
  public int threads() {
    return threads;
  }

  /**
   * Changes how many threads share a training.
   *
   * @param count from 1 to 1024
   * @throws IllegalArgumentException if the count is out of range
   */
  public void setThreads(int count) {
    if (count < 1 || count > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads must lie in 1 to " + MOST_THREADS + ", got " + count);
    }
    threads = count;
  }

  /**
   * Returns how many trainings run at a time: one for each core, unless one training uses them all,
   * draws random numbers from the engine, which has one sequence of them, or runs a TorchScript
   * module, which has one copy of its parameters. Further ones wait.
   *
   * @return at least 1
   */
  public int parallelism() {
    return behaviour.draws() || (threads > 1 && dense.isEmpty()) ? 1 : networks.cores();
  }

  /**
   * Trains, or waits for its turn.
   *
   * @param job the training
   * @param snapshots where its state is kept
   * @param progress told of each step
   * @return what came out
   */
  public Training run(Job job, Snapshots snapshots, Progress progress) {
    int batch = job.recipe().batch();
    long perEpoch = stepsPerEpoch(batch);
    boolean averaged = job.endsInAverage(perEpoch);
    if (averaged) {
      job.recipe().requireFits(job.from(), perEpoch);
      // What cannot be re-estimated at the end is refused before the training, by one batch.
      Examples some = data.training().take(Math.min(batch, data.training().count()));
      recalibration.of(job.start(), some, batch, threads);
    }
    Training training = inTurn(job.recipe(), network -> run(network, job, snapshots, progress));
    return averaged ? withStatistics(training, batch) : training;
  }

  /** Re-estimates the statistics of a mean, and says of it what was said of the last weights. */
  private Training withStatistics(Training training, int batch) {
    Point end = recalibration.of(training.end(), data.training(), batch, threads);
    List<Training.Moment> history = new ArrayList<>(training.history());
    int last = history.size() - 1;
    Training.Moment moment = history.get(last);
    history.set(last, new Training.Moment(moment.step(), moment.loss(), validation.score(end)));
    return new Training(end, training.captured(), history, training.masks(), training.reused());
  }

  /**
   * Takes gradients over the batches of a training, or waits for its turn.
   *
   * @param recipe batch, label smoothing and augmentations
   * @param seed of the training
   * @param steps how many
   * @param walk chooses points, and receives gradients
   */
  public void gradients(Recipe recipe, long seed, long steps, BatchGradients.Walk walk) {
    inTurn(
        recipe,
        network -> {
          gradients(network, recipe, seed, steps, walk);
          return null;
        });
  }

  private <T> T inTurn(Recipe recipe, NetworkPool.Work<T> work) {
    stepsPerEpoch(recipe.batch());
    boolean classes = data.targets() instanceof Targets.Classes;
    if (!classes && recipe.labelSmoothing() > 0) {
      throw new IllegalArgumentException(
          "label-smoothing must be 0 for numbers, got " + recipe.labelSmoothing());
    }
    Distortions distortions = new Distortions(data.shape());
    recipe.augment().forEach(distortions::requireFits);
    if (behaviour.draws()) {
      return networks.alone(network -> Engines.drawing(() -> work.with(network)));
    }
    return parallelism() == 1 ? networks.alone(work) : networks.single(work);
  }

  /**
   * Returns the whole batches of an epoch.
   *
   * @param batch examples of a step
   * @return at least 1
   */
  public long stepsPerEpoch(int batch) {
    int examples = data.training().count();
    if (batch > examples) {
      throw new IllegalArgumentException(
          "batch must be at most the " + examples + " training examples, got " + batch);
    }
    return examples / batch;
  }

  private Training run(Network network, Job job, Snapshots snapshots, Progress progress) {
    prepare(job.recipe());
    Optional<TrajectoryLoss> trajectory = trajectory(job.recipe());
    BatchLoss loss =
        trajectory
            .map(logits -> Criteria.ofOutputs(logits, behaviour.ending()))
            .orElseGet(() -> criterion(job.recipe()));
    try (TrainingLoop.Steps steps = steps(network, job, loss)) {
      TrainingLoop loop = new TrainingLoop(data, job, steps, trajectory, behaviour.draws());
      return loop.run(point -> scoreBetween(network, point), snapshots, progress);
    }
  }

  private TrainingLoop.Steps steps(Network network, Job job, BatchLoss loss) {
    Recipe recipe = job.recipe();
    if (GradientStepper.isNeeded(recipe)) {
      WeightUpdate kept = keeping(recipe);
      Stepper passes = stepper(network, recipe.batch(), loss, kept);
      GradientStepper stepper =
          new GradientStepper(passes, kept, job, stepsPerEpoch(recipe.batch()));
      return new TrainingLoop.Steps(stepper, stepper);
    }
    if (dense.isPresent() && SparseTable.trainsSparsely(dense.get(), job.mask())) {
      TicketStepper stepper = ticketStepper(network, job, loss);
      return new TrainingLoop.Steps(stepper, stepper);
    }
    WeightUpdate update = new WeightUpdate(recipe.optimizer().rule(), job.mask(), order(recipe));
    return new TrainingLoop.Steps(stepper(network, recipe.batch(), loss, update), update);
  }

  private Optional<TrajectoryLoss> trajectory(Recipe recipe) {
    return recipe.flatness().regularizer() instanceof Regularizer.Saf saf
        ? Optional.of(
            Criteria.trajectory(
                data.targets(),
                data.training(),
                recipe.labelSmoothing(),
                saf,
                stepsPerEpoch(recipe.batch())))
        : Optional.empty();
  }

  private void gradients(
      Network network, Recipe recipe, long seed, long steps, BatchGradients.Walk walk) {
    prepare(recipe);
    WeightUpdate kept = keeping(recipe);
    Examples examples = data.training();
    GradientLoop loop =
        new GradientLoop(
            new BatchSampler(examples.count(), recipe.batch(), seed),
            new BatchInputs(examples, new Distortions(data.shape()), recipe.augment(), seed),
            behaviour.draws());
    try (Stepper stepper = stepper(network, recipe.batch(), criterion(recipe), kept)) {
      loop.run(stepper, kept, layout, steps, walk);
    }
  }

  /** Requires memory, and gives the engine its threads. */
  private void prepare(Recipe recipe) {
    int batch = recipe.batch();
    passes.requireStep(batch, MemoryBudget.standard(passes.step(batch)));
    validation.split().requireRoom();
    engineThreads();
  }

  private WeightUpdate keeping(Recipe recipe) {
    return new WeightUpdate(new GradientLoop.Keep(), Mask.full(layout), order(recipe));
  }

  private WeightOrder order(Recipe recipe) {
    if (dense.isEmpty()) {
      return WeightOrder.FLAT;
    }
    Examples examples = data.training();
    Distortions distortions = new Distortions(data.shape());
    return dense
        .get()
        .order(
            layout,
            recipe.batch(),
            examples.count(),
            i -> {
              SplittableRandom random = new SplittableRandom(i);
              return distortions.augmented(examples.inputs(i), recipe.augment(), random);
            });
  }

  private TicketStepper ticketStepper(Network network, Job job, BatchLoss loss) {
    return new TicketStepper(
        dense.orElseThrow(),
        network,
        job.recipe().batch(),
        threads,
        networks,
        loss,
        job.recipe().optimizer().rule(),
        job.mask());
  }

  private Criterion criterion(Recipe recipe) {
    return Criteria.of(
        data.targets(), behaviour.ending(), data.training(), recipe.labelSmoothing());
  }

  private Stepper stepper(Network network, int batch, BatchLoss loss, WeightUpdate update) {
    return dense.isPresent()
        ? new DenseStepper(dense.get(), network, batch, threads, networks, loss, update)
        : new AutogradStepper(network, new Shape(batch).addAll(example), threads - 1, loss, update);
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
}
