package org.stockpot.task.replicates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EstimateTest {

  @Test
  void theSpreadIsTheSampleStandardDeviation() {
    Estimate estimate = Estimate.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
    assertEquals(5, estimate.mean());
    assertEquals(Math.sqrt(32.0 / 7), estimate.sd(), 1e-15);
    assertEquals(8, estimate.n());
  }

  @Test
  void equalValuesHaveTheirOwnMeanAndNoSpread() {
    assertEquals(new Estimate(0.1, 0, 3), Estimate.of(List.of(0.1, 0.1, 0.1)));
    assertEquals(0, Estimate.of(List.of(0.3, 0.1 + 0.2)).sd());
  }

  @Test
  void oneValueHasNoSpreadAndNoneHasNoMean() {
    assertTrue(Double.isNaN(Estimate.of(List.of(3.0)).sd()));
    assertTrue(Double.isNaN(Estimate.of(List.of()).mean()));
  }
}
