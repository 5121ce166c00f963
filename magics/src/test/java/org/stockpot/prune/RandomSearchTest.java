package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.prune.Retraining.Ladder;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
import org.stockpot.task.Span;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Random search: the one of ten random masks that starts best. */
final class RandomSearchTest {

  private static final long RANDOM_MASKS = -3;
  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(3));

  private final Bowl bowl = new Bowl(Points.small());

  /** The masks are drawn again here, one by one, and their starts scored. */
  @ParameterizedTest
  @CsvSource({"init, ITERATIVE", "12it, ONE_SHOT", "lr, ITERATIVE", "lr, ONE_SHOT"})
  void itTrainsTheStartOfTheLowestValidationLoss(String rewind, Ladder ladder) {
    Retraining how = Retraining.after(Rewind.parse(rewind)).withPruning(ladder);
    PruneOptions options =
        PruneOptions.defaults()
            .withRounds(3)
            .withFraction(0.3)
            .withRetraining(how)
            .withControls(Control.RANDOM_MASK, Control.RANDOM_SEARCH);
    PruneReplicate run =
        IterativePruning.run(bowl, RECIPE, options, Optional.empty(), Progress.NONE)
            .replicates()
            .get(0);
    List<Round> searched = run.controls().get(Control.RANDOM_SEARCH);
    assertEquals(3, searched.size());
    Mask within = run.round(0).mask();
    Point base = how.accumulates() ? run.round(0).solution() : run.origin();
    for (int round = 1; round <= 3; round++) {
      Round found = searched.get(round - 1);
      for (Slot slot : bowl.layout().slots()) {
        assertEquals(run.round(round).mask().kept(slot), found.mask().kept(slot));
      }
      assertEquals(base.masked(found.mask()), found.start());
      assertEquals(run.round(round).stepsFromInit(), found.stepsFromInit());
      long drawn = Seeds.mix(Seeds.mix(1, RANDOM_MASKS), ladder == Ladder.ONE_SHOT ? 1 : round);
      double best = bowl.validation().score(found.start()).loss();
      boolean among = false;
      for (int i = 0; i < 10; i++) {
        Mask other =
            Pruner.randomLike(run.round(round).mask(), within, run.init(), Seeds.mix(drawn, i));
        among |= other.equals(found.mask());
        assertTrue(best <= bowl.validation().score(base.masked(other)).loss());
      }
      assertTrue(among, "one of the ten");
      if (ladder == Ladder.ITERATIVE) {
        within = found.mask();
        base = how.accumulates() ? found.solution() : base;
      }
    }
    assertNotEquals(run.controls().get(Control.RANDOM_MASK).get(0).mask(), searched.get(0).mask());
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void itsScoresArePlanned(int rounds) {
    PruneOptions with =
        PruneOptions.defaults().withRounds(rounds).withControls(Control.RANDOM_SEARCH);
    PruneOptions without = with.withControls(Control.RANDOM_MASK);
    assertEquals(10L * rounds, plan(with).measurements() - plan(without).measurements());
  }

  private Plan plan(PruneOptions options) {
    return IterativePruning.plan(bowl, RECIPE, options, Copies.ONE, Optional.empty());
  }
}
