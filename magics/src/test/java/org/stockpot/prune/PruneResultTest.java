package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stockpot.testing.Ladders.errors;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.task.Pair;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Ladders;
import org.stockpot.testing.Points;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

final class PruneResultTest {

  private static final PruneOptions OPTIONS = PruneOptions.defaults();

  private static double t(double freedom) {
    return new TDistribution(freedom).inverseCumulativeProbability(0.975);
  }

  /**
   * Dense runs differ by 20 points, but each ticket errs on ten examples more than its dense run:
   * the difference is 1 point, and has no error but that of the test set.
   */
  @Test
  void differencesAreTakenInsideEachSeed() {
    PruneResult result =
        new Ladders(OPTIONS.withMatching(Tolerance.share(0.02)))
            .seed(1, errors(1000, 0, 100), errors(1000, 0, 110))
            .seed(2, errors(1000, 0, 200), errors(1000, 0, 210))
            .seed(3, errors(1000, 0, 300), errors(1000, 0, 310))
            .result();
    Interval above = result.difference(NetworkKind.TICKET, NetworkKind.DENSE, 1);
    // Thirty examples on which one of three seeds differs.
    double variance = (30 / 9.0 - 1000 * 0.01 * 0.01) / 999;
    assertEquals(0.01, above.mean(), 1e-9);
    assertEquals(t(999) * Math.sqrt(variance / 1000), above.halfWidth(), 1e-6);
    assertEquals(3, above.n());
    assertEquals(Verdict.YES, result.matching(1));
  }

  /** The old rule called this matching: the mean is within one deviation of the dense runs. */
  @Test
  void ticketsThatAreSurelyWorseThanTheToleranceDoNotMatch() {
    Ladders replicates = new Ladders(OPTIONS);
    for (int seed = 1; seed <= 5; seed++) {
      int dense = 100 + seed % 2;
      replicates.seed(seed, errors(10_000, 0, dense), errors(10_000, 0, dense + 60));
    }
    PruneResult result = replicates.result();
    assertEquals(1e-4 * Math.sqrt(0.3), result.tolerance(), 1e-12);
    assertEquals(Verdict.NO, result.matching(1));
    assertEquals(Verdict.YES, result.matching(0));
  }

  /** Twelve points of 360 lost in one seed and won in the other tell nothing. */
  @Test
  void anIntervalThatReachesToBothSidesIsUndecided() {
    PruneResult result =
        new Ladders(OPTIONS.withMatching(Tolerance.share(0.002)))
            .seed(1, errors(360, 0, 20), errors(360, 0, 32))
            .seed(2, errors(360, 0, 32), errors(360, 0, 20))
            .result();
    assertEquals(0, result.difference(NetworkKind.TICKET, NetworkKind.DENSE, 1).mean(), 1e-12);
    assertEquals(Verdict.UNDECIDED, result.matching(1));
  }

  @Test
  void oneDenseRunHasNoSpreadAndDecidesNothing() {
    PruneResult result =
        new Ladders(OPTIONS).seed(1, errors(1000, 0, 10), errors(1000, 0, 500)).result();
    assertTrue(Double.isNaN(result.tolerance()));
    assertEquals(Optional.empty(), result.randomMatches(1));
    assertEquals(Verdict.UNDECIDED, result.matching(1));
  }

  /** One seed and a fixed bound: McNemar's interval of the test set decides. */
  @Test
  void oneSeedIsDecidedByItsTestSetAlone() {
    Ladders replicates =
        new Ladders(OPTIONS.withMatching(Tolerance.share(0.01)))
            .seed(1, errors(1000, 0, 10), errors(1000, 0, 12), errors(1000, 0, 90));
    PruneResult result = replicates.result();
    assertEquals(
        Interval.Over.EXAMPLES, result.difference(NetworkKind.TICKET, NetworkKind.DENSE, 1).over());
    assertEquals(Verdict.YES, result.matching(1));
    assertEquals(Verdict.NO, result.matching(2));
  }

  @Test
  void ticketsAreComparedWithTheControlsOfTheirSeeds() {
    PruneResult result =
        new Ladders(OPTIONS.withControls(Control.RANDOM_MASK, Control.RANDOM_INIT))
            .seed(1, errors(1000, 0, 10), errors(1000, 0, 12), errors(1000, 0, 20))
            .with(Control.RANDOM_MASK, errors(1000, 0, 12), errors(1000, 0, 220))
            .with(Control.RANDOM_INIT, errors(1000, 0, 112))
            .seed(2, errors(1000, 0, 30), errors(1000, 0, 28), errors(1000, 0, 40))
            .with(Control.RANDOM_MASK, errors(1000, 0, 30), errors(1000, 0, 260))
            .result();
    assertEquals(
        -0.1,
        result.difference(NetworkKind.TICKET, NetworkKind.RANDOM_INIT, 1).mean(),
        1e-9,
        "one seed");
    assertEquals(1, result.difference(NetworkKind.TICKET, NetworkKind.RANDOM_INIT, 1).n());
    assertEquals(0, result.difference(NetworkKind.TICKET, NetworkKind.RANDOM_INIT, 2).n());
    assertEquals(
        -0.21, result.difference(NetworkKind.TICKET, NetworkKind.RANDOM_MASK, 2).mean(), 1e-9);
    assertEquals(Optional.of(Verdict.YES), result.randomMatches(1));
    assertEquals(Optional.of(Verdict.NO), result.randomMatches(2));
    assertEquals(Verdict.UNDECIDED, result.matching(NetworkKind.RANDOM_INIT, 2));
  }

  @Test
  void onlySeedsThatReachedARoundCount() {
    PruneResult result =
        new Ladders(OPTIONS)
            .seed(1, errors(100, 0, 10), errors(100, 0, 20))
            .seed(2, errors(100, 0, 10))
            .result();
    assertEquals(2, result.error(NetworkKind.TICKET, 0).n());
    assertEquals(1, result.error(NetworkKind.TICKET, 1).n());
    assertEquals(0.2, result.error(NetworkKind.TICKET, 1).mean(), 1e-9);
    assertEquals(0, result.error(NetworkKind.TICKET, 2).n());
    assertEquals(Verdict.UNDECIDED, result.matching(2));
  }

  @Test
  void whatComesTwiceIsRefusedByName() {
    assertRefused("seeds must be all different, got 2 twice", () -> OPTIONS.withSeeds(1L, 2L, 2L));
    assertRefused(
        "controls must be all different, got random-mask twice",
        () -> OPTIONS.withControls(Control.RANDOM_MASK, Control.RANDOM_MASK));
  }

  private static void assertRefused(
      String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }

  private static PruneResult run(Bowl bowl, String rewind, Optional<Point> from) {
    return IterativePruning.run(
        bowl,
        Recipe.defaults().withLength(Span.epochs(3)),
        OPTIONS.withRounds(3).withRewind(Rewind.parse(rewind)),
        from.map(MaskedPoint::zerosOf),
        Progress.NONE);
  }

  private static List<Pair> pairs(PruneResult result, String series) {
    Predicate<Pair> in = pair -> pair.series().equals(series);
    return result.pairs("imp").stream().filter(in).toList();
  }

  /** Level 0 was trained from w_0, but its rewound start is m(0) w_k like all others. */
  @ParameterizedTest
  @ValueSource(strings = {"init", "12it"})
  void rewoundStartsAreTheMaskedOriginAtEveryLevel(String rewind) {
    Bowl bowl = new Bowl(Points.small());
    Mask half = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    for (Optional<Point> from :
        List.of(Optional.<Point>empty(), Optional.of(bowl.init(7).masked(half)))) {
      PruneResult result = run(bowl, rewind, from);
      PruneReplicate replicate = result.replicates().get(0);
      List<Pair> starts = pairs(result, SuccessivePairs.STARTS);
      assertEquals(3, starts.size());
      for (Pair pair : starts) {
        Mask here = replicate.rounds().get(pair.level()).mask();
        Mask next = replicate.rounds().get(pair.level() + 1).mask();
        assertEquals(replicate.origin().masked(here), pair.line().from());
        assertEquals(replicate.origin().masked(next), pair.line().to());
      }
      assertEquals(rewind.equals("init"), replicate.origin().equals(replicate.init()));
    }
  }

  /** Nothing was rewound: each level starts at the projection of the one before. */
  @ParameterizedTest
  @ValueSource(strings = {"lr", "none"})
  void withoutRewoundWeightsThereAreNoRewoundStarts(String rewind) {
    PruneResult result = run(new Bowl(Points.small()), rewind, Optional.empty());
    assertEquals(List.of(), pairs(result, SuccessivePairs.STARTS));
    assertEquals(3, pairs(result, SuccessivePairs.SOLUTIONS).size());
    List<Pair> projections = pairs(result, SuccessivePairs.PROJECTIONS);
    List<Round> rounds = result.replicates().get(0).rounds();
    for (Pair pair : projections) {
      assertEquals(rounds.get(pair.level() + 1).start(), pair.line().to());
      assertNotEquals(pair.line().from(), pair.line().to());
    }
  }
}
