package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.Targets;
import org.stockpot.dense.OutputKind;
import org.stockpot.task.Availability;

/** What is recorded of outputs, a number for each example, by operations of libtorch. */
record RecordedLoss(Examples examples, Targets targets, OutputKind kind, Of of) {

  /** Which number. */
  enum Of {
    /**
     * What {@link org.stockpot.dense.Criterion} computes in Java: cross-entropy in nats of class
     * probabilities, or squared error as a mean over outputs.
     */
    OWN,
    /** The squared error of class probabilities, as a mean over classes. */
    SQUARED_ERRORS,
    /** The entropy of class probabilities in nats. */
    ENTROPIES,
    /** The sum of an example's outputs. */
    OUTPUTS
  }

  /** Returns the same of some of the examples. */
  RecordedLoss some(int... chosen) {
    return new RecordedLoss(examples.subset(chosen), targets, kind, of);
  }

  /** Returns the squared error of class probabilities, if there are classes. */
  Availability<RecordedLoss> ofSquaredErrors() {
    return targets instanceof Targets.Classes
        ? Availability.of(new RecordedLoss(examples, targets, kind, Of.SQUARED_ERRORS))
        : Availability.none(
            "squared errors of class probabilities need classes, and this task's targets are"
                + " numbers: its own loss is the squared error already");
  }

  /** Returns the entropy of class probabilities, if there are classes. */
  Availability<RecordedLoss> ofEntropies() {
    return targets instanceof Targets.Classes
        ? Availability.of(new RecordedLoss(examples, targets, kind, Of.ENTROPIES))
        : Availability.none(
            "entropies of predictions need classes, and this task's targets are numbers");
  }

  /** Returns the sum of outputs of one example whose inputs are all 1. */
  RecordedLoss ofOutputsAtOnes() {
    float[] ones = new float[examples.size()];
    Arrays.fill(ones, 1);
    Examples one = new ExamplesBuilder(ones.length).add(ones, 0, 0).build();
    return new RecordedLoss(one, targets, kind, Of.OUTPUTS);
  }

  /**
   * Returns the losses of examples in a row, one for each row of outputs.
   *
   * @param outputs one row per example, and perhaps more rows, whose losses are 0
   */
  NDArray each(NDManager manager, NDArray outputs, int from, int count) {
    Shape shape = outputs.getShape();
    long rows = shape.get(0);
    if (of == Of.OUTPUTS) {
      NDArray counts = manager.create(counts(count, (int) shape.size()), shape);
      return outputs.mul(counts).reshape(rows, -1).sum(new int[] {1});
    }
    NDArray wanted = manager.create(wanted(from, count, (int) shape.size()), shape);
    if (of == Of.ENTROPIES) {
      NDArray counts = manager.create(counts(count, (int) shape.size()), shape);
      NDArray logs = logProbabilities(outputs);
      return logs.exp().mul(logs).mul(counts).sum(new int[] {1}).neg();
    }
    if (of == Of.SQUARED_ERRORS || !(targets instanceof Targets.Classes)) {
      NDArray counts = manager.create(counts(count, (int) shape.size()), shape);
      NDArray given = of == Of.SQUARED_ERRORS ? logProbabilities(outputs).exp() : outputs;
      NDArray errors = given.sub(wanted).square().mul(counts);
      return errors.reshape(rows, -1).sum(new int[] {1}).div(targets.outputs());
    }
    return logProbabilities(outputs).mul(wanted).sum(new int[] {1}).neg();
  }

  /** Returns what outputs of examples in a row are held against, a row for each. */
  NDArray wanted(NDManager manager, int from, int count) {
    int width = targets.outputs();
    return manager.create(wanted(from, count, count * width), new Shape(count, width));
  }

  private NDArray logProbabilities(NDArray outputs) {
    NDArray scores =
        kind == OutputKind.PROBABILITIES ? outputs.maximum(Float.MIN_NORMAL).log() : outputs;
    return scores.logSoftmax(1);
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
