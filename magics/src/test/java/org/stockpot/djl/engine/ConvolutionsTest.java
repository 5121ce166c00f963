package org.stockpot.djl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Data;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Convolutions are right on the processor at hand, whatever their channels. */
final class ConvolutionsTest {

  private static Block network(int first, int second) {
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(first).build())
        .add(Activation.tanhBlock())
        .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(second).build())
        .add(Activation.tanhBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(10).build());
  }

  private static Layout layout(int first, int second) {
    try (DjlTask task =
        DjlTask.of(Golden.digits(List.of(1, 8, 8)), "block", network(first, second))) {
      return task.layout();
    }
  }

  @Test
  void blocksOfChannelsAreWholeOrNot() {
    assertTrue(Convolutions.areWhole(layout(16, 32)));
    assertTrue(Convolutions.areWhole(layout(64, 96)));
    assertFalse(Convolutions.areWhole(layout(6, 16)), "outputs of the first");
    assertFalse(Convolutions.areWhole(layout(16, 20)), "outputs of the second");
    assertFalse(Convolutions.areWhole(layout(48, 16)), "half a block");
  }

  @Test
  void scoresAreThoseOfPlainArithmetic() {
    Data digits = Golden.digits(List.of(1, 8, 8));
    try (DjlTask task = DjlTask.of(digits, "block", network(20, 6))) {
      Point at = task.init(1);
      Subset some = Subset.of(Part.TRAINING, 200);
      double expected = 0;
      for (int row : some.rows(digits.training().count())) {
        expected += loss(at, digits.training().inputs(row), digits.training().label(row)) / 200;
      }
      assertEquals(expected, task.objective(some).orThrow().score(at).loss(), 1e-5);
      assertEquals(expected, task.derivatives(some).orThrow().loss(at), 1e-5);
    }
  }

  /** Cross-entropy by the definitions, in double. */
  private static double loss(Point at, float[] pixels, int label) {
    double[] values = IntStream.range(0, 64).mapToDouble(i -> pixels[i]).toArray();
    values = convolved(values, 8, slot(at, 0), slot(at, 1));
    values = convolved(values, 6, slot(at, 2), slot(at, 3));
    double[] outputs = slot(at, 5);
    double[] weights = slot(at, 4);
    double sum = 0;
    for (int k = 0; k < outputs.length; k++) {
      for (int i = 0; i < values.length; i++) {
        outputs[k] += weights[k * values.length + i] * values[i];
      }
      sum += Math.exp(outputs[k]);
    }
    return Math.log(sum) - outputs[label];
  }

  private static double[] slot(Point at, int index) {
    Slot slot = at.layout().slots().get(index);
    return IntStream.range(slot.offset(), slot.end()).mapToDouble(at::at).toArray();
  }

  /** The hyperbolic tangent of a 3 × 3 convolution of square images. */
  private static double[] convolved(double[] images, int side, double[] kernels, double[] biases) {
    int inner = side - 2;
    int channels = images.length / (side * side);
    double[] made = new double[biases.length * inner * inner];
    for (int i = 0; i < made.length; i++) {
      int unit = i / (inner * inner);
      int corner = i / inner % inner * side + i % inner;
      double sum = biases[unit];
      for (int k = 0; k < 9 * channels; k++) {
        int place = k / 9 * side * side + corner + k / 3 % 3 * side + k % 3;
        sum += kernels[unit * 9 * channels + k] * images[place];
      }
      made[i] = Math.tanh(sum);
    }
    return made;
  }

  @Test
  void gradientsAreSlopes() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(1, 8, 8)), "block", network(16, 6))) {
      Point at = task.init(2);
      Derivatives derivatives = task.derivatives(Subset.of(Part.TRAINING, 64)).orThrow();
      Point gradient = derivatives.gradient(at);
      double norm = gradient.norm();
      double step = 1e-2;
      double slope =
          (derivatives.loss(at.plus(gradient.times(step / norm)))
                  - derivatives.loss(at.minus(gradient.times(step / norm))))
              / (2 * step);
      assertEquals(norm, slope, 0.01 * norm);
    }
  }
}
