package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.stockpot.data.Data;
import org.stockpot.data.Distortions;
import org.stockpot.data.Examples;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Interrupts;
import org.stockpot.task.Job;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Seeds;
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

  Training run(Objective validation, Progress progress) {
    network.set(job.start().values());
    NDArray batch = network.manager().create(shape, DataType.FLOAT32);
    FloatBuffer memory = Network.memory(batch);
    capture(job.from());
    for (long step = job.from(); step < job.to(); step++) {
      Interrupts.check();
      double loss = step(step, batch, memory);
      lossSum += loss;
      lossSteps++;
      progress.done(1);
      progress.watch("loss", loss);
      capture(step + 1);
      if ((step + 1) % perEpoch == 0 || step + 1 == job.to()) {
        note(step + 1, validation, progress);
      }
    }
    batch.close();
    return new Training(point(), captured, history);
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
