package org.stockpot.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.task.Metric;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;

final class MonotonicityTest {

  private static Monotonicity of(double... losses) {
    List<Score> scores =
        Arrays.stream(losses).mapToObj(l -> new Score(Metric.ACCURACY, l, 1 - l, 10)).toList();
    List<Double> positions =
        java.util.stream.IntStream.range(0, losses.length).mapToObj(i -> (double) i).toList();
    return Monotonicity.of(
        new PathScores(Statistics.CARRY, positions, scores, List.of(), PerExample.NONE),
        Quantity.TEST_LOSS);
  }

  @Test
  void aCurveThatOnlyFallsHasNoDelta() {
    assertTrue(of(3, 2, 2, 1).isMonotonic());
  }

  @Test
  void deltaIsTheLargestRiseBetweenAnyTwoPositions() {
    assertEquals(1.5, of(3, 1, 1.5, 1.25, 2.5, 0).delta());
    assertFalse(of(3, 1, 2).isMonotonic());
  }

  @Test
  void whatWasNotMeasuredHasNoDelta() {
    PathScores path =
        new PathScores(Statistics.CARRY, List.of(), List.of(), List.of(), PerExample.NONE);
    assertTrue(Double.isNaN(Monotonicity.of(path, Quantity.TRAINING_LOSS).delta()));
  }
}
