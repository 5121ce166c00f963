package org.stockpot.djl.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Optional;
import java.util.SplittableRandom;
import org.stockpot.data.Data;
import org.stockpot.data.Distortions;
import org.stockpot.data.Examples;
import org.stockpot.data.Targets;
import org.stockpot.dense.Criteria;
import org.stockpot.dense.Criterion;
import org.stockpot.dense.DenseNetwork;
import org.stockpot.dense.DenseStepper;
import org.stockpot.dense.SparseTable;
import org.stockpot.dense.Stepper;
import org.stockpot.dense.TicketStepper;
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
import org.stockpot.task.optimizer.Sharpness;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** The trainings of a task: how many run at a time, and by how many threads each. */
public final class Trainings {

  private static final int MOST_THREADS = 1024;

  private final Data data;
  private final Layout layout;
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
      int threads) {
    this.data = data;
    this.layout = layout;
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
    return inTurn(job.recipe(), network -> run(network, job, snapshots, progress));
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
    if (!recipe.sharpness().equals(Sharpness.NONE)) {
      throw new IllegalArgumentException(
          "sharpness must be none for the bends of a curve, got " + recipe.sharpness());
    }
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
    if (GradientStepper.isNeeded(job.recipe())) {
      WeightUpdate kept = keeping(job.recipe());
      Stepper passes = stepper(network, job.recipe(), kept);
      try (GradientStepper stepper =
          new GradientStepper(passes, kept, job, stepsPerEpoch(job.recipe().batch()))) {
        TrainingLoop loop = new TrainingLoop(data, job, stepper, stepper, behaviour.draws());
        return loop.run(point -> scoreBetween(network, point), snapshots, progress);
      }
    }
    if (dense.isPresent() && SparseTable.trainsSparsely(dense.get(), job.mask())) {
      try (TicketStepper stepper = ticketStepper(network, job)) {
        TrainingLoop loop = new TrainingLoop(data, job, stepper, stepper, behaviour.draws());
        return loop.run(point -> scoreBetween(network, point), snapshots, progress);
      }
    }
    WeightUpdate update =
        new WeightUpdate(job.recipe().optimizer().rule(), job.mask(), order(job.recipe()));
    try (Stepper stepper = stepper(network, job.recipe(), update)) {
      TrainingLoop loop = new TrainingLoop(data, job, update, stepper, behaviour.draws());
      return loop.run(point -> scoreBetween(network, point), snapshots, progress);
    }
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
    try (Stepper stepper = stepper(network, recipe, kept)) {
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

  private TicketStepper ticketStepper(Network network, Job job) {
    return new TicketStepper(
        dense.orElseThrow(),
        network,
        job.recipe().batch(),
        threads,
        networks,
        criterion(job.recipe()),
        job.recipe().optimizer().rule(),
        job.mask());
  }

  private Criterion criterion(Recipe recipe) {
    return Criteria.of(
        data.targets(), behaviour.ending(), data.training(), recipe.labelSmoothing());
  }

  private Stepper stepper(Network network, Recipe recipe, WeightUpdate update) {
    int batch = recipe.batch();
    Criterion criterion = criterion(recipe);
    return dense.isPresent()
        ? new DenseStepper(dense.get(), network, batch, threads, networks, criterion, update)
        : new AutogradStepper(
            network, new Shape(batch).addAll(example), threads - 1, criterion, update);
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
