package org.stockpot.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class SparseNetworkTest {

  private static final int INPUTS = 200;
  private static final int HIDDEN = 150;
  private static final int OUTPUTS = 3;

  /** The first layer has no biases. */
  private static final DenseNetwork NETWORK =
      new DenseNetwork(
          List.of(
              new DenseNetwork.Layer(0, -1, INPUTS, HIDDEN),
              new DenseNetwork.Layer(1, 2, HIDDEN, OUTPUTS)));

  private static final Layout LAYOUT =
      Layout.builder()
          .add("one", Role.WEIGHT, HIDDEN, INPUTS)
          .add("two", Role.WEIGHT, OUTPUTS, HIDDEN)
          .add("bias", Role.BIAS, OUTPUTS)
          .build();

  private static Point point(double density) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[LAYOUT.size()];
    for (int i = 0; i < values.length; i++) {
      boolean kept = random.nextDouble() < density || i >= LAYOUT.slot("bias").offset();
      values[i] = kept ? (float) random.nextGaussian() : 0;
    }
    return Point.of(LAYOUT, values);
  }

  /** Examples whose last inputs are mostly background. */
  private static Examples examples(int count, float background) {
    SplittableRandom random = new SplittableRandom(2);
    ExamplesBuilder builder = new ExamplesBuilder(INPUTS);
    for (int i = 0; i < count; i++) {
      float[] row = new float[INPUTS];
      for (int k = 0; k < INPUTS; k++) {
        boolean shown = random.nextDouble() < Math.pow(0.95, k);
        row[k] = shown ? (float) random.nextGaussian() : background;
      }
      builder.add(row, 0, i);
    }
    return builder.build();
  }

  private static double[] outputs(Point point, float[] inputs) {
    double[] hidden = new double[HIDDEN];
    for (int unit = 0; unit < HIDDEN; unit++) {
      for (int i = 0; i < INPUTS; i++) {
        hidden[unit] += (double) point.at(unit * INPUTS + i) * inputs[i];
      }
    }
    double[] outputs = new double[OUTPUTS];
    for (int unit = 0; unit < OUTPUTS; unit++) {
      outputs[unit] = point.at(LAYOUT.slot("bias").offset() + unit);
      for (int i = 0; i < HIDDEN; i++) {
        int place = LAYOUT.slot("two").offset() + unit * HIDDEN + i;
        outputs[unit] += point.at(place) * Math.max(hidden[i], 0);
      }
    }
    return outputs;
  }

  @ParameterizedTest
  @CsvSource({"0", "-0.42"})
  void outputsAreThoseOfAllWeights(float background) {
    Point point = point(0.04);
    SortedExamples sorted = SortedExamples.of(examples(300, background)).orElseThrow();
    SparseNetwork network =
        SparseNetwork.of(NETWORK, point, () -> Optional.of(sorted)).orElseThrow();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      for (int from = 0; from < 300; from += 100) {
        NDArray inputs = sorted.inputs(manager, from, 100);
        assertTrue(inputs.getShape().get(1) < INPUTS);
        FloatBuffer found = network.outputs(NativeArrays.floats(inputs), 100);
        for (int i = 0; i < 100; i++) {
          double[] expected = outputs(point, sorted.examples().inputs(from + i));
          for (int unit = 0; unit < OUTPUTS; unit++) {
            assertEquals(expected[unit], found.get(i * OUTPUTS + unit), 2e-5, i + ", " + unit);
          }
        }
      }
    }
  }

  @Test
  void bitsDoNotDependOnWhatElseIsComputed() {
    SparseNetwork network = SparseNetwork.of(NETWORK, point(0.04), Optional::empty).orElseThrow();
    Examples examples = examples(300, 0);
    float[] rows = new float[300 * INPUTS];
    for (int i = 0; i < 300; i++) {
      System.arraycopy(examples.inputs(i), 0, rows, i * INPUTS, INPUTS);
    }
    FloatBuffer together = network.outputs(FloatBuffer.wrap(rows), 300);
    for (int i : new int[] {0, 17, 299}) {
      FloatBuffer alone = network.outputs(FloatBuffer.wrap(examples.inputs(i)), 1);
      assertEquals(together.slice(i * OUTPUTS, OUTPUTS), alone);
    }
  }

  @Test
  void theTableDecidesByDensity() {
    assertTrue(SparseTable.scoresSparsely(NETWORK, point(0.045)));
    assertTrue(!SparseTable.scoresSparsely(NETWORK, point(0.055)));
    DenseNetwork small = new DenseNetwork(NETWORK.layers().subList(1, 2));
    assertTrue(!SparseTable.scoresSparsely(small, point(0.01)));
  }
}
