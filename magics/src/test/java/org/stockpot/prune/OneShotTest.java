package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.prune.Retraining.Ladder;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Ladders of which each round prunes the dense run. Ten steps make an epoch: T = 30. */
final class OneShotTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(3));

  private final Bowl bowl = new Bowl(Points.small());

  private static PruneOptions options(String rewind, Ladder ladder) {
    return PruneOptions.defaults()
        .withRounds(4)
        .withControls(Control.RANDOM_MASK, Control.RANDOM_INIT)
        .withRetraining(
            Retraining.after(Rewind.parse(rewind))
                .withRetrain(rewind.equals("lr") ? Span.epochs(1) : Span.ZERO)
                .withPruning(ladder));
  }

  private PruneResult run(PruneOptions options) {
    return IterativePruning.run(bowl, RECIPE, options, Optional.empty(), Progress.NONE);
  }

  private PruneReplicate replicate(PruneOptions options) {
    return run(options).replicates().get(0);
  }

  private static List<Integer> kept(List<Round> rounds) {
    return rounds.stream().map(round -> round.mask().kept()).toList();
  }

  @ParameterizedTest
  @CsvSource({"GLOBAL, 1", "LAYERWISE, 1", "ROW, 1", "ERDOS_RENYI, 1", "GLOBAL, 3"})
  void roundsKeepExactlyWhatTheIterativeLadderKeeps(Scope scope, int iterations) {
    PruneOptions iterative =
        options("init", Ladder.ITERATIVE)
            .withScope(scope)
            .withScoring(
                Scoring.defaults()
                    .withSaliency((point, seed) -> Saliencies.magnitude().scores(point, seed))
                    .withIterations(iterations));
    PruneOptions once =
        iterative.withRetraining(iterative.retraining().withPruning(Ladder.ONE_SHOT));
    PruneReplicate shot = replicate(once);
    PruneReplicate chain = replicate(iterative);
    for (int round = 0; round < 5; round++) {
      Mask one = shot.round(round).mask();
      Mask other = chain.round(round).mask();
      assertEquals(other.kept(), one.kept());
      if (scope != Scope.GLOBAL) {
        one.layout().slots().forEach(slot -> assertEquals(other.kept(slot), one.kept(slot)));
      }
    }
  }

  @Test
  void eachMaskKeepsTheLargestOfTheDenseRunAndNestsInTheLast() {
    PruneReplicate shot = replicate(options("12it", Ladder.ONE_SHOT).withFraction(0.4));
    Point dense = shot.round(0).solution();
    for (Round round : shot.rounds().subList(1, 5)) {
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      for (Slot slot : dense.layout().slots()) {
        for (int i = slot.offset(); slot.role().isPrunable() && i < slot.end(); i++) {
          double magnitude = Math.abs(dense.at(i));
          if (round.mask().keeps(i)) {
            least = Math.min(least, magnitude);
          } else {
            most = Math.max(most, magnitude);
          }
        }
      }
      assertTrue(most <= least, most + " pruned, " + least + " kept");
      assertTrue(round.mask().isNestedIn(shot.round(round.round() - 1).mask()));
      assertEquals(shot.origin().masked(round.mask()), round.start());
    }
    List<Round> random = shot.controls().get(Control.RANDOM_MASK);
    assertEquals(kept(shot.rounds().subList(1, 5)), kept(random));
    for (int i = 1; i < 4; i++) {
      assertTrue(random.get(i).mask().isNestedIn(random.get(i - 1).mask()));
    }
  }

  @Test
  void theFirstRoundIsThatOfTheIterativeLadderAndPlannedOnce() {
    for (String rewind : List.of("init", "lr")) {
      PruneOptions iterative = options(rewind, Ladder.ITERATIVE);
      PruneOptions once = options(rewind, Ladder.ONE_SHOT);
      assertEquals(
          replicate(iterative).round(1).solution(), replicate(once).round(1).solution(), rewind);
      Plan both = Plan.sum(List.of(plan(iterative), plan(once)));
      long shared = steps(plan(iterative.withRounds(1)));
      assertEquals(steps(plan(iterative)) + steps(plan(once)) - shared, steps(both), rewind);
    }
  }

  private Plan plan(PruneOptions options) {
    return IterativePruning.plan(bowl, RECIPE, options, Copies.ONE, Optional.empty());
  }

  private static long steps(Plan plan) {
    return plan.distinct().stream().mapToLong(Plan.PlannedTraining::steps).sum();
  }

  /** T = 30 and one retraining of r = 10, whatever the round. */
  @Test
  void noRoundInheritsTheStepsOfAnother() {
    PruneResult result = run(options("lr", Ladder.ONE_SHOT));
    PruneReplicate shot = result.replicates().get(0);
    Point dense = shot.round(0).solution();
    List<List<Round>> all =
        List.of(
            shot.rounds().subList(1, 5),
            shot.continued(),
            shot.controls().get(Control.RANDOM_MASK),
            shot.controls().get(Control.RANDOM_INIT));
    for (List<Round> rounds : all) {
      assertEquals(List.of(40L, 40L, 40L, 40L), rounds.stream().map(Round::stepsFromInit).toList());
    }
    for (int i = 0; i < 4; i++) {
      assertEquals(dense, shot.continued().get(i).start());
      assertEquals(dense.masked(shot.round(i + 1).mask()), shot.round(i + 1).start());
    }
    assertEquals(
        1 + 4 + 4 + 4 + 4 * 2, shot.trainings(result.options().retraining(), 1), "trainings");
    assertEquals(30 + 4 * (10 + 10 + 10 + 40), steps(plan(options("lr", Ladder.ONE_SHOT))));
  }

  @Test
  void pairsOfRoundsThatDoNotFollowEachOtherAreRefused() {
    PruneResult result = run(options("init", Ladder.ONE_SHOT));
    Exception refused = assertThrows(IllegalArgumentException.class, () -> result.pairs("imp"));
    assertEquals(
        "successive rounds must come of --pruning iterative, got one-shot; %barrier imp.1 imp.2"
            + " compares two of them",
        refused.getMessage());
  }
}
