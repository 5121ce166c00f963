package org.stockpot.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.task.Baseline;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Progress;
import org.stockpot.task.Statistics;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Landscape;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class LinearBarrierTest {

  private static final Layout ONE = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
  private static final Layout NORMALISED =
      Layout.builder().add("w", Role.WEIGHT, 1, 1).add("s", Role.STATISTIC, 1).build();

  private static Landscape of(DoubleUnaryOperator loss) {
    return new Landscape(ONE, p -> loss.applyAsDouble(p.at(0)));
  }

  private static Pair pair(Point from, Point to) {
    return new Pair("pairs", 0, 1, "a to b", new Line(from, to));
  }

  private static BarrierResult measure(Landscape task, Point from, Point to, BarrierOptions o) {
    return LinearBarrier.of(
        List.of(pair(from, to)), task, o, LinearBarrier.Watcher.NONE, Progress.NONE);
  }

  private static PathScores path(DoubleUnaryOperator loss, float from, float to) {
    BarrierOptions options = BarrierOptions.defaults();
    BarrierResult result = measure(of(loss), Point.of(ONE, from), Point.of(ONE, to), options);
    return result.pairs().get(0).path();
  }

  @Test
  void theBarrierOfADoubleWellIsItsHump() {
    PathScores path = path(w -> (w * w - 1) * (w * w - 1) / 4, -1, 1);
    assertEquals(0.25, path.height(Quantity.TEST_LOSS, Baseline.MEAN));
    assertEquals(0.25, path.height(Quantity.TRAINING_ERROR, Baseline.CHORD));
    assertEquals(0.5, path.peak(Quantity.TEST_LOSS, Baseline.CHORD));
  }

  @Test
  void aTiltedDoubleWellTellsTheBaselinesApart() {
    PathScores path = path(w -> (w * w - 1) * (w * w - 1) / 4 + 0.05 * (w + 1), -1, 1);
    assertEquals(0.25, path.height(Quantity.TEST_LOSS, Baseline.CHORD), 1e-12);
    assertTrue(path.height(Quantity.TEST_LOSS, Baseline.MEAN) > 0.25);
    assertTrue(path.peak(Quantity.TEST_LOSS, Baseline.MEAN) > 0.5);
  }

  @Test
  void aConvexBowlHasNoBarrier() {
    PathScores path = path(w -> w * w, -1, 0.5f);
    assertEquals(0, path.height(Quantity.TEST_LOSS, Baseline.CHORD));
    assertEquals((1 - 0.25) / 2, path.height(Quantity.TEST_LOSS, Baseline.MEAN));
  }

  @Test
  void aPlateauHasNone() {
    PathScores path = path(w -> 0.3, -1, 1);
    assertEquals(0, path.height(Quantity.TEST_ERROR, Baseline.MEAN));
    assertEquals(0, path.height(Quantity.TEST_ERROR, Baseline.CHORD), 1e-15);
    assertEquals(0, path.peak(Quantity.TEST_ERROR, Baseline.MEAN));
  }

  @ParameterizedTest
  @EnumSource(Quantity.class)
  void theReversedLineGivesTheMirroredResult(Quantity quantity) {
    DoubleUnaryOperator loss = w -> Math.sin(3 * w) + w;
    PathScores there = path(loss, -1, 2);
    PathScores back = path(loss, 2, -1);
    double[] values = there.values(quantity);
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], back.values(quantity)[values.length - 1 - i], 1e-7);
    }
    assertEquals(
        there.height(quantity, Baseline.CHORD), back.height(quantity, Baseline.CHORD), 1e-7);
    assertEquals(
        there.peak(quantity, Baseline.CHORD), 1 - back.peak(quantity, Baseline.CHORD), 1e-7);
  }

  @Test
  void bothEndsAreMeasuredAndAreThePointsOwnScores() {
    Landscape task = of(w -> 1 / (3 + w));
    Point from = Point.of(ONE, -0.1f);
    Point to = Point.of(ONE, 0.7f);
    PathScores path = measure(task, from, to, BarrierOptions.defaults()).pairs().get(0).path();
    assertEquals(25, path.positions().size());
    assertEquals(0.0, path.positions().get(0));
    assertEquals(1.0, path.positions().get(24));
    assertEquals(task.test().score(from), path.test().get(0));
    assertEquals(task.test().score(to), path.test().get(24));
  }

  @Test
  void positionsAreEvenlySpaced() {
    PathScores path = path(w -> w, 0, 1);
    for (int i = 0; i < 25; i++) {
      assertEquals(i / 24.0, path.positions().get(i));
      assertEquals((float) (i / 24.0), path.test().get(i).loss(), 1e-7);
    }
  }

  @Test
  void statisticsAreKeptCarriedOrReEstimated() {
    Landscape task = new Landscape(NORMALISED, p -> p.at(1));
    Point from = Point.of(NORMALISED, 0, 1);
    Point to = Point.of(NORMALISED, 1, 3);
    BarrierOptions options =
        BarrierOptions.defaults()
            .withSamples(3)
            .withRecalibrate(Statistics.NONE, Statistics.CARRY, Statistics.RE_ESTIMATE);
    List<PathScores> paths = measure(task, from, to, options).pairs().get(0).paths();
    List<Double> middles = paths.stream().map(c -> c.test().get(1).loss()).toList();
    assertEquals(List.of(1.0, 2.0, 7.0), middles);
    for (PathScores path : paths.subList(0, 2)) {
      assertEquals(1, path.test().get(0).loss());
      assertEquals(3, path.test().get(2).loss());
    }
    assertEquals(7, paths.get(2).test().get(0).loss(), "re-estimated everywhere");
  }

  @Test
  void withoutStatisticsOneTreatmentIsEnough() {
    BarrierOptions all =
        BarrierOptions.defaults().withRecalibrate(Statistics.NONE, Statistics.RE_ESTIMATE);
    BarrierResult result = measure(of(w -> w), Point.of(ONE, 0), Point.of(ONE, 1), all);
    assertEquals(1, result.pairs().get(0).paths().size());
  }

  /** On a straight rise there is nothing to climb: half of it used to count as a barrier. */
  @Test
  void unequalEndsOfAStraightRiseHaveNoBarrierByTheChordAndHalfTheRiseByTheMean() {
    Landscape task = Landscape.withExamples(ONE, 1000, w -> 0.01 + 0.1 * w.at(0));
    BarrierResult result =
        measure(task, Point.of(ONE, 0), Point.of(ONE, 1), BarrierOptions.defaults());
    PairResult pair = result.pairs().get(0);
    assertEquals(0, pair.path().height(Quantity.TEST_ERROR, Baseline.CHORD), 1e-3);
    assertEquals(0.05, pair.path().height(Quantity.TEST_ERROR, Baseline.MEAN), 1e-3);
    assertEquals(Verdict.YES, result.height(pair).atMost(0.02));
    BarrierOptions mean = BarrierOptions.defaults().withBaseline(Baseline.MEAN);
    BarrierResult byMean = measure(task, Point.of(ONE, 0), Point.of(ONE, 1), mean);
    assertEquals(Verdict.NO, byMean.height(byMean.pairs().get(0)).atMost(0.02));
  }

  /**
   * Half of the examples err in the middle of the line alone, and so in half of the chord's mean.
   */
  @Test
  void oneHeightHasTheIntervalOfItsTestSetAtTheHighestPosition() {
    Landscape task = Landscape.withExamples(ONE, 400, w -> 0.1 * (1 - w.at(0) * w.at(0)));
    BarrierResult result =
        measure(task, Point.of(ONE, -1), Point.of(ONE, 1), BarrierOptions.defaults());
    Interval height = result.height(result.pairs().get(0));
    assertEquals(0.1, height.mean(), 1e-9);
    double error = Math.sqrt(0.1 * 0.9 / 399);
    assertEquals(1.9659 * error, height.halfWidth(), 1e-4);
    assertEquals(Interval.Over.EXAMPLES, height.over());
  }

  @Test
  void pairsThatShareNetworksAreNoReplicates() {
    Landscape task = Landscape.withExamples(ONE, 400, w -> 0.1 * (1 - w.at(0) * w.at(0)));
    List<Point> points =
        List.of(Point.of(ONE, -1), Point.of(ONE, 1), Point.of(ONE, 0.9f), Point.of(ONE, -0.9f));
    List<Pair> apart =
        List.of(
            new Pair("pairs", 0, 1, "a", new Line(points.get(0), points.get(1))),
            new Pair("pairs", 0, 2, "b", new Line(points.get(2), points.get(3))));
    List<Pair> ring =
        List.of(
            new Pair("pairs", 0, 1, "a", new Line(points.get(0), points.get(1))),
            new Pair("pairs", 0, 2, "b", new Line(points.get(1), points.get(2))),
            new Pair("pairs", 0, 3, "c", new Line(points.get(2), points.get(0))));
    Interval two = height(task, apart);
    assertEquals(Interval.Over.REPLICATES, two.over());
    assertEquals(2, two.n());
    Interval three = height(task, ring);
    assertEquals(Interval.Over.NETWORKS, three.over());
    assertEquals(3, three.n());
    assertTrue(Double.isNaN(three.halfWidth()));
  }

  private static Interval height(Landscape task, List<Pair> pairs) {
    BarrierResult result =
        LinearBarrier.of(
            pairs, task, BarrierOptions.defaults(), LinearBarrier.Watcher.NONE, Progress.NONE);
    return result.height(result.pairs());
  }

  @Test
  void theTrainingExamplesCanBeLeftOut() {
    BarrierOptions options =
        new BarrierOptions(
            5, List.of(Statistics.CARRY), Baseline.CHORD, Tolerance.TWO_POINTS, true);
    PathScores path =
        measure(of(w -> w), Point.of(ONE, 0), Point.of(ONE, 1), options).pairs().get(0).path();
    assertEquals(List.of(), path.training());
    assertTrue(Double.isNaN(path.height(Quantity.TRAINING_LOSS, Baseline.MEAN)));
  }

  @Test
  void anInterruptKeepsTheFinishedPairs() {
    List<Double> seen = new ArrayList<>();
    Landscape task =
        of(
            w -> {
              if (seen.size() == 60) {
                throw new java.util.concurrent.CancellationException("interrupted");
              }
              seen.add(w);
              return w;
            });
    Pair pair = pair(Point.of(ONE, 0), Point.of(ONE, 1));
    BarrierResult result =
        LinearBarrier.of(
            List.of(pair, pair),
            task,
            BarrierOptions.defaults(),
            LinearBarrier.Watcher.NONE,
            Progress.NONE);
    assertEquals(1, result.pairs().size());
    assertEquals(Outcome.State.INTERRUPTED, result.outcome().state());
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertEquals(
        "samples must be at least 3, got 2",
        assertThrows(IllegalArgumentException.class, () -> BarrierOptions.defaults().withSamples(2))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> BarrierOptions.defaults().withRecalibrate());
  }
}
