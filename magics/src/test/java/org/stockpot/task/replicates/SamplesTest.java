package org.stockpot.task.replicates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.stockpot.task.Metric;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;

final class SamplesTest {

  private static Sample network(long replicate, double value) {
    return new Sample(replicate, "n" + replicate + value, "", value, PerExample.NONE);
  }

  private static Sample pair(long replicate, String from, String to, double value) {
    return new Sample(replicate, from, to, value, PerExample.NONE);
  }

  @Test
  void independentReplicatesHaveStudentsInterval() {
    Interval interval = Samples.mean(List.of(network(1, 1), network(2, 2), network(3, 3)));
    Interval students = Interval.of(Estimate.of(List.of(1.0, 2.0, 3.0)));
    assertEquals(students.mean(), interval.mean());
    assertEquals(students.halfWidth(), interval.halfWidth(), 1e-12);
  }

  @Test
  void pairsThatShareNetworksHaveTheJackknife() {
    List<Sample> pairs =
        List.of(
            pair(1, "a", "b", 1), pair(2, "b", "c", 2), pair(3, "c", "d", 4), pair(4, "d", "a", 3));
    Interval interval = Samples.mean(pairs);
    assertEquals(Interval.Over.NETWORKS, interval.over());
    assertEquals(4, interval.n());
    assertEquals(2.5, interval.mean());
    assertTrue(Double.isNaN(Samples.mean(pairs.subList(0, 2)).halfWidth()), "three networks");
  }

  @Test
  void sharedReplicatesArePairedOthersAreNot() {
    List<Sample> low = List.of(network(1, 1), network(2, 2), network(3, 4));
    List<Sample> high = List.of(network(1, 2), network(2, 3), network(3, 5));
    Contrast paired = Contrast.of(low, high, true);
    assertEquals(Contrast.Pairing.PAIRED, paired.pairing());
    assertEquals(new Interval(-1, 0, 3, Interval.Over.REPLICATES), paired.difference());
    assertEquals(Verdict.YES, paired.better());
    assertEquals(Verdict.UNDECIDED, Contrast.of(low, high, false).better());
    List<Sample> others = List.of(network(4, 2), network(5, 3), network(6, 5));
    assertEquals(Contrast.Pairing.UNPAIRED, Contrast.of(low, others, true).pairing());
    assertEquals(Contrast.Pairing.SAME, Contrast.of(low, low, true).pairing());
    assertEquals(Verdict.NO, Contrast.of(low, low, true).better());
  }

  @Test
  void oneTestSetLeavesTwoStandardErrorsOpen() {
    Score best = new Score(Metric.ACCURACY, 0.1, 0.9, 100);
    assertEquals(2 * 0.03, TestSetError.of(best), 1e-12);
    assertTrue(TestSetError.covers(best, new Score(Metric.ACCURACY, 0.1, 0.82, 100)));
    assertFalse(TestSetError.covers(best, new Score(Metric.ACCURACY, 0.1, 0.7, 100)));
    assertFalse(TestSetError.covers(new Score(Metric.R2, 0, 1, 9), new Score(Metric.R2, 0, 1, 9)));
    Score other = new Score(Metric.ACCURACY, 0.5, 0.7, 100);
    assertEquals(0.3, Estimate.mean(List.of(best, other)).loss(), 1e-12);
    assertEquals(0.8, Estimate.mean(List.of(best, other)).value(), 1e-12);
    assertTrue(Double.isNaN(Estimate.mean(DoubleStream.empty())));
  }
}
