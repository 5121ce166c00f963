package org.stockpot.task.replicates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.stockpot.task.Metric;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval.Over;
import org.stockpot.task.replicates.Paired.Between;
import org.stockpot.task.replicates.Paired.Difference;

final class PairedTest {

  private static double t(double freedom) {
    return new TDistribution(freedom).inverseCumulativeProbability(0.975);
  }

  /** Errors of which some examples are 1. */
  private static PerExample errors(int count, int from, int to) {
    float[] errors = new float[count];
    for (int i = from; i < to; i++) {
      errors[i] = 1;
    }
    return PerExample.of(errors);
  }

  private static Difference difference(long seed, PerExample a, PerExample b) {
    return Difference.of(seed, a.mean(), b.mean(), a, b);
  }

  /**
   * One network errs on 0 to 19, the other on 13 to 22: 13 and 3 of 100 differ, as McNemar has it.
   */
  @Test
  void oneReplicateHasMcNemarsError() {
    Interval interval = Paired.of(List.of(difference(1, errors(100, 0, 20), errors(100, 13, 23))));
    double mean = (13 - 3) / 100.0;
    double error = Math.sqrt((16 / 100.0 - mean * mean) / 99);
    assertEquals(mean, interval.mean(), 1e-12);
    assertEquals(t(99) * error, interval.halfWidth(), 1e-6);
    assertEquals(Over.EXAMPLES, interval.over());
    assertEquals(1, interval.n());
  }

  /** Welch's interval of {1, 2, 3} and {2, 4, 9}, worked out by hand and by quadrature. */
  @Test
  void meansOfOtherSeedsAreComparedAsWelchDoes() {
    List<Difference> low = values(1, 1, 2, 3);
    List<Difference> high = values(4, 2, 4, 9);
    Interval interval = Paired.unpaired(high, low);
    assertEquals(3, interval.mean(), 1e-12);
    assertEquals(8.207701579, interval.halfWidth(), 1e-6);
    assertEquals(6, interval.n());
    assertEquals(Over.REPLICATES, interval.over());
    assertTrue(Double.isNaN(Paired.unpaired(values(1, 1), values(2, 2)).halfWidth()));
  }

  private static List<Difference> values(long first, double... values) {
    List<Difference> all = new ArrayList<>();
    for (double value : values) {
      all.add(new Difference(first + all.size(), value, PerExample.NONE));
    }
    return all;
  }

  /** Both kinds share the test set: what it adds does not depend on how many seeds there are. */
  @Test
  void theTestSetsErrorIsAddedToThatOfMeans() {
    List<Difference> tickets = new ArrayList<>();
    List<Difference> dense = new ArrayList<>();
    for (long seed = 1; seed <= 50; seed++) {
      tickets.add(new Difference(seed, 0.2, errors(100, 0, 20)));
      dense.add(new Difference(100 + seed, 0.1, errors(100, 0, 10)));
    }
    double test = Math.sqrt((0.1 - 0.01) / 99);
    assertEquals(t(99) * test, Paired.unpaired(tickets, dense).halfWidth(), 1e-6);
    Interval one = Paired.unpaired(tickets.subList(0, 1), dense.subList(0, 1));
    assertEquals(Over.EXAMPLES, one.over());
  }

  /** Seeds share the test set: its error does not fall with their number. */
  @Test
  void theTestSetsErrorIsAddedToThatOfSeeds() {
    PerExample dense = errors(100, 0, 10);
    PerExample ticket = errors(100, 0, 20);
    List<Difference> same = new ArrayList<>();
    for (long seed = 1; seed <= 50; seed++) {
      same.add(difference(seed, ticket, dense));
    }
    double test = Math.sqrt((0.1 - 0.01) / 99);
    assertEquals(t(99) * test, Paired.of(same).halfWidth(), 1e-6);
    assertEquals(50, Paired.of(same).n());

    Difference other = difference(2, errors(100, 0, 30), dense);
    Interval two = Paired.of(List.of(same.get(0), other));
    double seeds = 0.1 * 0.1 / 2 / 2;
    // Means over both seeds: ten examples of 1, ten of 1/2.
    double examples = (10 * 1 + 10 * 0.25 - 100 * 0.15 * 0.15) / 99 / 100;
    double sum = seeds + examples;
    double freedom = sum * sum / (seeds * seeds + examples * examples / 99);
    assertEquals(0.15, two.mean(), 1e-12);
    assertEquals(t(freedom) * Math.sqrt(sum), two.halfWidth(), 1e-5);
    assertEquals(Over.REPLICATES, two.over());
  }

  @Test
  void copiesOfOneReplicateAreAveragedFirst() {
    PerExample none = errors(100, 0, 0);
    Difference a = difference(1, errors(100, 0, 10), none);
    Difference b = difference(1, errors(100, 0, 20), none);
    Difference c = difference(2, errors(100, 0, 5), none);
    Difference d = difference(2, errors(100, 0, 15), none);
    Interval interval = Paired.of(List.of(a, b, c, d));
    assertEquals(2, interval.n());
    assertEquals(0.125, interval.mean(), 1e-12);
  }

  @Test
  void aSetOnWhichNothingDiffersDoesNotLookExact() {
    PerExample same = errors(360, 0, 8);
    Interval interval = Paired.of(List.of(difference(1, same, same)));
    assertEquals(0, interval.mean());
    assertEquals(t(359) / 360, interval.halfWidth(), 1e-9);
    assertEquals(Verdict.UNDECIDED, interval.atMost(0.005));
    assertEquals(Verdict.YES, interval.atMost(0.02));
  }

  @Test
  void withoutExamplesSeedsAloneCount() {
    List<Difference> some =
        List.of(
            new Difference(1, 1, PerExample.NONE),
            new Difference(2, 2, PerExample.NONE),
            new Difference(3, 6, PerExample.NONE));
    Interval interval = Paired.of(some);
    assertEquals(3, interval.mean());
    assertEquals(t(2) * Math.sqrt(7.0 / 3), interval.halfWidth(), 1e-9);
    assertTrue(Double.isNaN(Paired.of(some.subList(0, 1)).halfWidth()));
    assertEquals(Verdict.UNDECIDED, Paired.of(some.subList(0, 1)).atMost(100));
  }

  /**
   * For values a_i + a_j the mean over pairs is twice that of a, and so is the jackknife's error.
   */
  @Test
  void pairsThatShareNetworksHaveTheJackknifeOverThem() {
    double[] a = {1, 4, 2, 9, 5};
    List<Between> pairs = new ArrayList<>();
    for (int i = 0; i < a.length; i++) {
      for (int j = i + 1; j < a.length; j++) {
        pairs.add(new Between("" + i, "" + j, a[i] + a[j], PerExample.NONE));
      }
    }
    Interval interval = Paired.ofSharing(pairs);
    double variance = (3.2 * 3.2 + 0.2 * 0.2 + 2.2 * 2.2 + 4.8 * 4.8 + 0.8 * 0.8) / 4;
    assertEquals(8.4, interval.mean(), 1e-12);
    assertEquals(t(4) * 2 * Math.sqrt(variance / 5), interval.halfWidth(), 1e-9);
    assertEquals(5, interval.n());
    assertEquals(Over.NETWORKS, interval.over());
  }

  @Test
  void fewNetworksHaveNoInterval() {
    List<Between> three =
        List.of(
            new Between("a", "b", 1, PerExample.NONE),
            new Between("b", "c", 2, PerExample.NONE),
            new Between("c", "a", 3, PerExample.NONE));
    assertEquals(3, Paired.ofSharing(three).n());
    assertTrue(Double.isNaN(Paired.ofSharing(three).halfWidth()));
    List<Between> star =
        List.of(
            new Between("a", "b", 1, errors(9, 0, 2)),
            new Between("a", "c", 2, errors(9, 0, 3)),
            new Between("a", "d", 3, errors(9, 0, 4)));
    assertTrue(Double.isNaN(Paired.ofSharing(star).halfWidth()));
  }

  @Test
  void verdictsNeedTheWholeInterval() {
    Interval interval = new Interval(1, 0.5, 3, Over.REPLICATES);
    assertEquals(Verdict.YES, interval.atMost(1.5));
    assertEquals(Verdict.UNDECIDED, interval.atMost(1.4));
    assertEquals(Verdict.UNDECIDED, interval.atMost(0.5));
    assertEquals(Verdict.NO, interval.atMost(0.4));
    assertEquals(Verdict.UNDECIDED, interval.atMost(Double.NaN));
    assertEquals(Verdict.NO, Verdict.UNDECIDED.and(Verdict.NO));
    assertEquals(Verdict.UNDECIDED, Verdict.YES.and(Verdict.UNDECIDED));
    assertEquals(Verdict.UNDECIDED, Verdict.NO.onlyIf(false));
  }

  @Test
  void tolerancesAreReadAndWritten() {
    assertEquals(Tolerance.SPREAD, Tolerance.parse("sd"));
    assertEquals(0.007, Tolerance.parse("0.7%").share());
    assertEquals("0.2%", Tolerance.parse("0.002").toString());
    assertEquals("2%", Tolerance.TWO_POINTS.toString());
    Estimate dense = Estimate.of(List.of(0.02, 0.03, 0.04));
    assertEquals(0.01, Tolerance.SPREAD.bound(dense), 1e-12);
    assertEquals("spread of 3 runs", Tolerance.SPREAD.words(dense));
    assertTrue(Double.isNaN(Tolerance.SPREAD.bound(Estimate.of(List.of(0.02)))));
  }

  @Test
  void accuraciesHaveTheErrorOfTheirTestSet() {
    Score score = new Score(Metric.ACCURACY, 0, 0.9, 360);
    assertEquals(Math.sqrt(0.09 / 360), score.standardError(), 1e-12);
    Score perfect = new Score(Metric.ACCURACY, 0, 1, 360);
    assertEquals(Math.sqrt(359.0) / 360 / Math.sqrt(360), perfect.standardError(), 1e-12);
  }
}
