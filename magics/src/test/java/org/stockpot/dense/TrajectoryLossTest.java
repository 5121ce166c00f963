package org.stockpot.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.data.Data;
import org.stockpot.data.image.Digits;
import org.stockpot.task.optimizer.Regularizer;

/** The gradient of the trajectory loss is that of its formula, of logits and of probabilities. */
final class TrajectoryLossTest {

  private static final int CLASSES = 10;
  private static final int[] BATCH = {5, 2};

  private final Data data = Digits.load();
  private final TrajectoryLoss loss = loss();

  private TrajectoryLoss loss() {
    Regularizer.Saf saf = (Regularizer.Saf) Regularizer.parse("saf:0.7:3:2:0");
    return Criteria.trajectory(data.targets(), data.training(), 0.1, saf, 4);
  }

  private static float[] outputs(OutputKind kind, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] outputs = new float[2 * CLASSES];
    for (int row = 0; row < 2; row++) {
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        double z = random.nextDouble(-4, 4);
        outputs[row * CLASSES + k] = (float) (kind == OutputKind.PROBABILITIES ? Math.exp(z) : z);
        sum += Math.exp(z);
      }
      for (int k = 0; kind == OutputKind.PROBABILITIES && k < CLASSES; k++) {
        outputs[row * CLASSES + k] /= (float) sum;
      }
    }
    return outputs;
  }

  /** {@code 0.7 · 9 / 2 Σ KL}. */
  private static double formula(OutputKind kind, float[] then, float[] now) {
    double sum = 0;
    for (int row = 0; row < 2; row++) {
      double[] p = softened(kind, then, row);
      double[] q = softened(kind, now, row);
      for (int k = 0; k < CLASSES; k++) {
        sum += p[k] * Math.log(p[k] / q[k]);
      }
    }
    return 0.7 * 9 / 2 * sum;
  }

  private static double[] softened(OutputKind kind, float[] outputs, int row) {
    double[] soft = new double[CLASSES];
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      double z = outputs[row * CLASSES + k];
      soft[k] = Math.exp((kind == OutputKind.PROBABILITIES ? Math.log(z) : z) / 3);
      sum += soft[k];
    }
    for (int k = 0; k < CLASSES; k++) {
      soft[k] /= sum;
    }
    return soft;
  }

  private float[] gradient(OutputKind kind, long step, float[] outputs) {
    loss.begin(step);
    float[] gradient = new float[outputs.length];
    double value = Criteria.ofOutputs(loss, kind).loss(FloatBuffer.wrap(outputs), BATCH, gradient);
    assertEquals(plain(kind, outputs, new float[outputs.length]), value);
    return gradient;
  }

  private double plain(OutputKind kind, float[] outputs, float[] gradient) {
    return Criteria.of(data.targets(), kind, data.training(), 0.1)
        .loss(FloatBuffer.wrap(outputs), BATCH, gradient);
  }

  @ParameterizedTest
  @EnumSource(
      value = OutputKind.class,
      names = {"LOGITS", "PROBABILITIES"})
  void theGradientIsThatOfItsFormula(OutputKind kind) {
    float[] then = outputs(kind, 1);
    float[] now = outputs(kind, 3);
    float[] wanted = new float[then.length];
    assertTrue(plain(kind, then, wanted) > 0);
    assertArrayEquals(wanted, gradient(kind, 1, then));
    gradient(kind, 6, outputs(kind, 2));
    float[] both = gradient(kind, 8, now);
    assertTrue(plain(kind, now, wanted) > 0);
    for (int i = 0; i < now.length; i++) {
      float h = kind == OutputKind.PROBABILITIES ? now[i] / 64 : 1f / 64;
      float[] up = now.clone();
      float[] down = now.clone();
      up[i] += h;
      down[i] -= h;
      double slope =
          (formula(kind, then, up) - formula(kind, then, down)) / (up[i] - (double) down[i]);
      double unit = kind == OutputKind.PROBABILITIES ? 1 / now[i] : 1;
      assertEquals(slope / unit, (both[i] - wanted[i]) / unit, 1e-4, "output " + i);
    }
    // A second pass of a step is pulled as the first one was, and leaves no outputs.
    float[] again = new float[now.length];
    assertTrue(Criteria.ofOutputs(loss, kind).loss(FloatBuffer.wrap(then), BATCH, again) > 0);
    float[] far = gradient(kind, 16, now);
    assertTrue(plain(kind, now, wanted) > 0);
    assertArrayEquals(wanted, far, 1e-6f);
  }
}
