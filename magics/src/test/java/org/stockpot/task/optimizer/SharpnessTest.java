package org.stockpot.task.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.task.Recipe;

final class SharpnessTest {

  @Test
  void theHighestLossIsARadiusAway() {
    float[] w = {2, -1, 0, 5};
    float[] g = {3, 4, 0, 0};
    float[] sam = Sharpness.parse("sam:0.5").highest(w, g);
    assertArrayEquals(new float[] {2.3f, -0.6f, 0, 5}, sam, 1e-6f);
    // |w| g = (6, 4), w² g = (12, 4).
    double norm = Math.sqrt(52);
    float[] asam = Sharpness.parse("asam:0.5").highest(w, g);
    float[] wanted = {(float) (2 + 6 / norm), (float) (-1 + 2 / norm), 0, 5};
    assertArrayEquals(wanted, asam, 1e-6f);
    assertEquals(0, Float.floatToRawIntBits(asam[2]));
    assertArrayEquals(w, Sharpness.parse("sam").highest(w, new float[4]));
  }

  @Test
  void textsAreReadAsTheyAreWritten() {
    for (String text : new String[] {"none", "sam:0.05", "asam:0.5", "sam:2.0"}) {
      assertEquals(text, Sharpness.parse(text).toString());
    }
    assertEquals(Sharpness.parse("sam:0.05"), Sharpness.parse("sam"));
    assertEquals(Sharpness.parse("asam:0.5"), Sharpness.parse("asam"));
    String plain = Recipe.defaults().toString();
    assertEquals(plain, Recipe.defaults().withSharpness(Sharpness.NONE).toString());
    assertEquals(
        plain.replaceFirst("]$", ", sharpness=sam:0.05]"),
        Recipe.defaults().withSharpness(Sharpness.parse("sam")).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "sam:", "sam:0", "asam:-1", "sam:NaN", "sam:Infinity", "sharp", "none:1"})
  void whatIsNoneIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Sharpness.parse(text));
  }
}
