package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.stockpot.data.Data;
import org.stockpot.data.Distortions;
import org.stockpot.data.Examples;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Interrupts;
import org.stockpot.task.Job;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Seeds;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Snapshots;
import org.stockpot.task.Training;
import org.stockpot.weights.Point;

/** One training: the flat vector in Java, forward and backward in libtorch. */
final class TrainingLoop {

  private final Network network;
  private final Examples examples;
  private final Distortions distortions;
  private final Criterion criterion;
  private final Shape shape;
  private final Job job;
  private final boolean draws;
  private final long perEpoch;
  private final int[][] ranges;
  private final int[] pruned;

  private final float[] weights;
  private final float[] gradient;
  private final FlatOptimizer optimizer;
  private final Sampler sampler;
  private final SortedMap<Long, Point> captured = new TreeMap<>();
  private final List<Training.Moment> history = new ArrayList<>();
  private double lossSum;
  private long lossSteps;

  /** Keeps what it gets; {@code draws} if a pass uses the engine's random numbers. */
  TrainingLoop(
      Network network, Shape shape, Data data, Criterion criterion, Job job, boolean draws) {
    this.draws = draws;
    this.network = network;
    examples = data.training();
    distortions = new Distortions(data.shape());
    this.shape = shape;
    this.criterion = criterion;
    this.job = job;
    perEpoch = examples.count() / job.recipe().batch();
    ranges = network.trainedRanges();
    pruned = job.mask().prunedIndices();
    weights = job.start().toArray();
    gradient = new float[weights.length];
    optimizer = new FlatOptimizer(job.recipe().optimizer(), weights.length);
    sampler = new Sampler(examples.count(), job.recipe().batch(), job.seed());
  }

  Training run(Objective validation, Snapshots snapshots, Progress progress) {
    network.set(job.start().values());
    long begin = begin(snapshots, progress);
    try (NDArray batch = network.manager().create(shape, DataType.FLOAT32)) {
      FloatBuffer memory = Network.memory(batch);
      for (long step = begin; ; step++) {
        capture(step);
        if (step > begin && step < job.to() && snapshots.isDue()) {
          snapshots.keep(snapshot(step));
        }
        pause(step, validation, snapshots, progress);
        if (step == job.to()) {
          break;
        }
        progress.watch("loss", step(step, batch, memory));
        progress.done(1);
      }
    }
    return new Training(point(), captured, history);
  }

  /** Measures where an epoch ends, and stops if that is wanted, with the state kept. */
  private void pause(long step, Objective validation, Snapshots snapshots, Progress progress) {
    try {
      Interrupts.check();
      boolean ends = step % perEpoch == 0 || step == job.to();
      if (ends && lossSteps > 0) {
        note(step, validation, progress);
      }
    } catch (CancellationException e) {
      snapshots.keep(snapshot(step));
      throw e;
    }
  }

  /** Returns the step to begin with, in the state of its snapshot if there is one. */
  private long begin(Snapshots snapshots, Progress progress) {
    Optional<Snapshot> latest = snapshots.latest();
    latest.ifPresent(this::resume);
    long begin = latest.map(Snapshot::step).orElse(job.from());
    progress.done(begin - job.from());
    return begin;
  }

  private void resume(Snapshot snapshot) {
    snapshot.weights().values().get(weights);
    network.set(snapshot.weights().values());
    optimizer.resume(snapshot.moments(), snapshot.step() - job.from());
    captured.putAll(snapshot.captured());
    history.addAll(snapshot.history());
    lossSum = snapshot.lossSum();
    lossSteps = snapshot.lossSteps();
  }

  private Snapshot snapshot(long step) {
    List<Point> moments =
        optimizer.moments().stream().map(m -> Point.of(job.start().layout(), m)).toList();
    return new Snapshot(step, point(), moments, lossSum, lossSteps, history, captured);
  }

  private double step(long step, NDArray batch, FloatBuffer memory) {
    int[] chosen = sampler.batch(step);
    fill(memory.rewind(), chosen, step);
    if (draws) {
      JniUtils.setSeed(Seeds.mix(job.seed(), step));
    }
    double loss;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray outputs = network.forwardWithGradient(batch);
      float[] outputGradient = new float[(int) outputs.size()];
      loss = criterion.loss(Network.memory(outputs), chosen, outputGradient);
      if (!Double.isFinite(loss)) {
        throw new DivergedException(
            "loss became "
                + loss
                + " at step "
                + step
                + ", try a lower lr (now at "
                + rate(step)
                + ")");
      }
      network.backward(outputs, outputGradient, gradient);
    }
    for (int i : pruned) {
      gradient[i] = 0f;
    }
    optimizer.step(weights, gradient, rate(step), ranges);
    network.setTrained(weights);
    lossSum += loss;
    lossSteps++;
    return loss;
  }

  private void fill(FloatBuffer memory, int[] chosen, long step) {
    if (job.recipe().augment().isEmpty()) {
      for (int example : chosen) {
        examples.copyInput(example, memory);
      }
      return;
    }
    SplittableRandom random = new SplittableRandom(Seeds.mix(job.seed(), step));
    float[] row = new float[examples.size()];
    for (int example : chosen) {
      examples.copyInput(example, row, 0);
      memory.put(distortions.augmented(row, job.recipe().augment(), random));
    }
  }

  private double rate(long step) {
    return job.recipe().rate(step, perEpoch);
  }

  private void note(long step, Objective validation, Progress progress) {
    history.add(new Training.Moment(step, lossSum / lossSteps, validation.score(point())));
    progress.watch(
        "validation " + history.get(0).validation().metric().label(),
        history.get(history.size() - 1).validation().value());
    lossSum = 0;
    lossSteps = 0;
  }

  private void capture(long step) {
    if (job.captures().contains(step)) {
      captured.put(step, point());
    }
  }

  private Point point() {
    network.getStatistics(weights);
    return Point.of(job.start().layout(), weights);
  }
}
