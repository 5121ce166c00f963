package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

final class TargetDensityTest {

  private static final Layout LAYOUT =
      Layout.of(
          List.of(
              new Slot("fc1.weight", Role.WEIGHT, List.of(200, 100), 0),
              new Slot("fc2.weight", Role.WEIGHT, List.of(50, 200), 20_000)));

  private static final Mask FULL = Mask.full(LAYOUT);

  private static int end(PruneOptions options) {
    List<Integer> plan = new Pruner(LAYOUT, options).plan(FULL);
    return plan.get(plan.size() - 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.5, 0.2, 0.05, 0.036, 0.01})
  void anyNumberOfRoundsEndsThereButForRounding(double density) {
    for (int rounds = 1; rounds <= 12; rounds++) {
      PruneOptions options = PruneOptions.defaults().withRounds(rounds);
      int kept = end(new TargetDensity(density).inRounds(options, FULL));
      assertEquals(density * 30_000, kept, 0.5 * rounds + 1e-6);
    }
  }

  @Test
  void theFewestRoundsThatPruneNoMoreThanTheFraction() {
    PruneOptions halves = PruneOptions.defaults().withFraction(0.5);
    PruneOptions exact = new TargetDensity(0.125).inSteps(halves, FULL);
    assertEquals(3, exact.rounds());
    assertEquals(0.5, exact.fraction(), 1e-12);
    PruneOptions usual = new TargetDensity(0.05).inSteps(PruneOptions.defaults(), FULL);
    assertEquals(14, usual.rounds(), "0.8^13 = 5.5 %, 0.8^14 = 4.4 %");
    assertEquals(1 - Math.pow(0.05, 1.0 / 14), usual.fraction(), 1e-12);
  }

  @Test
  void excludedWeightsCountAndStay() {
    PruneOptions options = PruneOptions.defaults().withExclude("fc2").withRounds(4);
    assertEquals(15_000, end(new TargetDensity(0.5).inRounds(options, FULL)), 2);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new TargetDensity(0.3).inRounds(options, FULL))
            .getMessage();
    assertEquals(
        "to must lie between 33.33%, which excluded weights keep, and 100.0%, where pruning starts,"
            + " got 30.00%",
        message);
  }

  @Test
  void fractionsOfSlotsAreRefused() {
    PruneOptions options =
        PruneOptions.defaults().withScope(Scope.LAYERWISE).withFractions(Map.of("fc2", 0.1));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new TargetDensity(0.3).inSteps(options, FULL))
            .getMessage();
    assertTrue(message.startsWith("to must come without fractions"), message);
  }
}
