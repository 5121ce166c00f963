package org.stockpot.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class SplitTest {

  @Test
  void sharesOutOfRangeAreRefused() {
    refused("validation must lie in (0, 1), got 0.0", 0, 0.2);
    refused("validation must lie in (0, 1), got 1.0", 1, 0);
    refused("validation must lie in (0, 1), got NaN", Double.NaN, 0);
    refused("test must lie in [0, 1), got -0.1", 0.1, -0.1);
    refused("test must lie in [0, 1), got NaN", 0.1, Double.NaN);
    refused("validation and test must leave something for training, got 0.5 and 0.5", 0.5, 0.5);
  }

  @Test
  void eachComponentCanBeChanged() {
    Split split = Split.defaults().withValidation(0.3).withTest(0.1).withSeed(9);
    assertEquals(new Split(0.3, 0.1, 9), split);
  }

  private static void refused(String message, double validation, double test) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> new Split(validation, test, 0));
    assertEquals(message, e.getMessage());
  }
}
