package org.stockpot.task.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.task.Recipe;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Role;

final class RegularizerTest {

  private static final Layout LAYOUT =
      Layout.builder()
          .add("fc1.weight", Role.WEIGHT, 2, 3)
          .add("fc1.bias", Role.BIAS, 2)
          .add("fc2.weight", Role.WEIGHT, 1, 2)
          .build();

  private static Regularizer.Compressibility loss(String text) {
    return (Regularizer.Compressibility) Regularizer.parse(text);
  }

  @Test
  void ternaryWeightsAreCriticalAndItsValueIsTheRootOfTheirNumber() {
    float[] ternary = {0.3f, -0.3f, 0, 0.3f, 0, -0.3f, 7, -2, 0.3f, 0};
    float[] gradient = new float[10];
    assertEquals(2 * Math.sqrt(5), loss("compressibility:2").add(LAYOUT, ternary, gradient), 1e-12);
    for (float slope : gradient) {
      assertEquals(0, slope, 1e-7);
    }
    // The layers have four and one that are not 0; of magnitudes that differ each is ternary.
    ternary[8] = -40;
    double layers = loss("compressibility:1:layer").add(LAYOUT, ternary, gradient);
    assertEquals(Math.sqrt(4) + 1, layers, 1e-12);
    for (float slope : gradient) {
      assertEquals(0, slope, 1e-7);
    }
    assertEquals(0, loss("compressibility:1").add(LAYOUT, new float[10], gradient));
  }

  @ParameterizedTest
  @ValueSource(strings = {"compressibility:0.7", "compressibility:0.7:layer"})
  void theGradientIsThatOfTheLossAndLeavesItsScale(String text) {
    SplittableRandom random = new SplittableRandom(3);
    float[] weights = new float[10];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble(-1, 1);
    }
    weights[1] = 0;
    float[] gradient = new float[10];
    double value = loss(text).add(LAYOUT, weights, gradient);
    double along = 0;
    for (int i = 0; i < weights.length; i++) {
      along += weights[i] * gradient[i];
      boolean counts = i != 1 && (i < 6 || i > 7);
      double slope = (moved(text, weights, i, 1e-3f) - moved(text, weights, i, -1e-3f)) / 2e-3;
      assertEquals(counts ? slope : 0, gradient[i], 1e-4, "entry " + i);
    }
    assertEquals(0, along, 1e-6);
    float[] twice = new float[10];
    for (int i = 0; i < weights.length; i++) {
      twice[i] = 2 * weights[i];
    }
    assertEquals(value, loss(text).add(LAYOUT, twice, new float[10]), 1e-12);
  }

  private static double moved(String text, float[] weights, int entry, float by) {
    float[] moved = weights.clone();
    moved[entry] += by;
    return loss(text).add(LAYOUT, moved, new float[10]);
  }

  @Test
  void textsAreReadAsTheyAreWritten() {
    for (String text :
        new String[] {
          "none",
          "saf:0.3:5.0:3:5",
          "saf:2.0:1.0:1:0",
          "compressibility:0.1",
          "compressibility:0.001:layer"
        }) {
      assertEquals(text, Regularizer.parse(text).toString());
      assertEquals(Regularizer.parse(text), Regularizer.parse(text));
    }
    assertEquals(Regularizer.parse("saf:0.3:5:3:5"), Regularizer.parse("saf"));
    assertEquals(Regularizer.parse("saf:1:5:3:5"), Regularizer.parse("saf:1"));
    String plain = Recipe.defaults().toString();
    assertEquals(
        plain.replaceFirst("]$", ", regularizer=compressibility:0.5, average=swa:0.75:1ep]"),
        Recipe.defaults()
            .withRegularizer(Regularizer.parse("compressibility:0.5"))
            .withAverage(WeightAveraging.parse("swa"))
            .toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "saf:",
        "saf:0",
        "saf:1:0",
        "saf:1:5:0",
        "saf:1:5:1:-1",
        "saf:1:5:1.5",
        "saf:1:5:3:5:1",
        "saf:NaN",
        "compressibility",
        "compressibility:",
        "compressibility:0",
        "compressibility:1:unit",
        "compressibility:1:layer:2",
        "compressibility:Infinity",
        "l1:1",
        "none:1"
      })
  void whatIsNoneIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Regularizer.parse(text));
  }

  @Test
  void aTrajectoryLossMustActBeforeTheEnd() {
    Regularizer saf = Regularizer.parse("saf:1:5:2:3");
    saf.requireFits(0, 31, 10);
    saf.requireFits(19, 31, 10);
    assertThrows(IllegalArgumentException.class, () -> saf.requireFits(0, 30, 10));
    // Of epoch 2 nothing is known before epoch 4.
    assertThrows(IllegalArgumentException.class, () -> saf.requireFits(20, 40, 10));
  }
}
