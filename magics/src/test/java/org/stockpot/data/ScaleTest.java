package org.stockpot.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ScaleTest {

  @Test
  void theScaleIsThatOfAPopulation() {
    assertEquals(Optional.of(new Scale(5, 2)), Scale.of(2, 4, 4, 4, 5, 5, 7, 9));
  }

  @Test
  void invertUndoesApply() {
    Scale scale = new Scale(-3, 0.25);
    assertEquals(4, scale.apply(-2));
    assertEquals(-2, scale.invert(4));
  }

  @Test
  void equalNumbersHaveNoScaleEvenWhereTheirMeanIsRounded() {
    assertEquals(Optional.empty(), Scale.of(0.1, 0.1, 0.1));
    assertEquals(Optional.empty(), Scale.of());
  }

  @Test
  void numbersWhoseSquaresAreNoDoublesHaveAScale() {
    for (double size : new double[] {1e308, 1e200, 1e-200, 1e-300}) {
      Scale scale = Scale.of(-size, size, size, -size).orElseThrow();
      assertEquals(1, scale.apply(size), 1e-12);
      assertEquals(-1, scale.apply(-size), 1e-12);
    }
  }

  @Test
  void aScaleThatIsNoneIsRefused() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> new Scale(0, 0));
    assertEquals(
        "a scale must have a finite mean and a positive sd, got 0.0 and 0.0", e.getMessage());
  }
}
