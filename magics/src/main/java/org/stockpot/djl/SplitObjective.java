package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.Examples;
import org.stockpot.task.Interrupts;
import org.stockpot.task.Score;
import org.stockpot.weights.Point;

/** The score on one split, whose examples stay in native memory once measured. */
final class SplitObjective {

  /** Examples per pass: large enough for fast products, small enough for the outputs of layers. */
  private static final int CHUNK = 1000;

  private final Examples examples;
  private final Criterion criterion;
  private final Shape example;
  private final NDManager manager;
  private final List<NDArray> batches = new ArrayList<>();

  SplitObjective(Examples examples, Criterion criterion, Shape example, NDManager manager) {
    this.examples = examples;
    this.criterion = criterion;
    this.example = example;
    this.manager = manager;
  }

  Score score(Network network, Point point) {
    network.set(point.values());
    double[] total = null;
    int from = 0;
    for (NDArray batch : batches()) {
      Interrupts.check();
      int count = (int) batch.getShape().head();
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray outputs = network.forward(batch, false);
        double[] sums = criterion.sums(Network.memory(outputs), from, count);
        total = total == null ? sums : sum(total, sums);
      }
      from += count;
    }
    return criterion.score(total);
  }

  /** Scores the mean prediction of points. */
  Score ensemble(Network network, Iterable<Point> points, int outputs) {
    double[] predictions = new double[Math.multiplyExact(examples.count(), outputs)];
    int count = 0;
    for (Point point : points) {
      network.set(point.values());
      int at = 0;
      for (NDArray batch : batches()) {
        Interrupts.check();
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          FloatBuffer memory = Network.memory(network.forward(batch, false));
          criterion.addPredictions(memory, predictions, at);
          at += memory.capacity();
        }
      }
      count++;
    }
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] /= count;
    }
    return criterion.scorePredictions(predictions);
  }

  /** Returns all examples in order, in batches of at most {@link #CHUNK}. */
  List<NDArray> batches() {
    for (int from = batches.size() * CHUNK; from < examples.count(); from += CHUNK) {
      int count = Math.min(CHUNK, examples.count() - from);
      NDArray batch = manager.create(new Shape(count).addAll(example), DataType.FLOAT32);
      FloatBuffer memory = Network.memory(batch);
      for (int i = 0; i < count; i++) {
        examples.copyInput(from + i, memory);
      }
      batches.add(batch);
    }
    return batches;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }
}
