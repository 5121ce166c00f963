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
  void numbersTooFarApartAreRefused() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Scale.of(-1e308, 1e308));
    assertEquals(
        "a scale must have a finite mean and a positive sd, got 0.0 and Infinity", e.getMessage());
  }
}
