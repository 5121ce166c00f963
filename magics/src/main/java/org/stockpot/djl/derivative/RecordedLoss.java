package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.stockpot.data.Examples;
import org.stockpot.data.Targets;
import org.stockpot.dense.OutputKind;

/**
 * The loss that {@link org.stockpot.dense.Criterion} computes in Java, by operations that libtorch
 * records: cross-entropy in nats of class probabilities, or squared error as a mean over outputs.
 */
record RecordedLoss(Examples examples, Targets targets, OutputKind kind) {

  /**
   * Returns the losses of examples in a row, one for each row of outputs.
   *
   * @param outputs one row per example, and perhaps more rows, whose losses are 0
   */
  NDArray each(NDManager manager, NDArray outputs, int from, int count) {
    Shape shape = outputs.getShape();
    long rows = shape.get(0);
    NDArray wanted = manager.create(wanted(from, count, (int) shape.size()), shape);
    if (!(targets instanceof Targets.Classes)) {
      NDArray counts = manager.create(counts(count, (int) shape.size()), shape);
      NDArray squares = outputs.sub(wanted).square().mul(counts);
      return squares.reshape(rows, -1).sum(new int[] {1}).div(targets.outputs());
    }
    NDArray scores =
        kind == OutputKind.PROBABILITIES ? outputs.maximum(Float.MIN_NORMAL).log() : outputs;
    return scores.logSoftmax(1).mul(wanted).sum(new int[] {1}).neg();
  }

  private float[] wanted(int from, int count, int size) {
    int width = targets.outputs();
    float[] wanted = new float[size];
    for (int i = 0; i < count; i++) {
      if (targets instanceof Targets.Classes) {
        wanted[i * width + examples.label(from + i)] = 1;
      } else {
        for (int k = 0; k < width; k++) {
          wanted[i * width + k] = examples.target(from + i, k);
        }
      }
    }
    return wanted;
  }

  private float[] counts(int count, int size) {
    float[] counts = new float[size];
    Arrays.fill(counts, 0, count * targets.outputs(), 1);
    return counts;
  }
}
