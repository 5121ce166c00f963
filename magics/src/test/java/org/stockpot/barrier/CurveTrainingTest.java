package org.stockpot.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.task.Baseline;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Seeds;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.optimizer.Sharpness;
import org.stockpot.task.sparse.MaskRule;
import org.stockpot.task.sparse.SparseTraining;
import org.stockpot.testing.Landscape;
import org.stockpot.testing.Sloped;
import org.stockpot.weights.BezierCurve;
import org.stockpot.weights.Curve;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class CurveTrainingTest {

  private static final Layout PLANE = Layout.builder().add("w", Role.WEIGHT, 1, 2).build();
  private static final Point A = Point.of(PLANE, 1, 0);
  private static final Point B = Point.of(PLANE, 0, 1);

  /** A ring-shaped valley: {@code (|w|² - 1)²}. */
  private static final Task RING = ring(PLANE);

  private static Task ring(Layout layout) {
    return new Sloped(
        new Landscape(layout, CurveTrainingTest::height), p -> p.times(4 * (square(p) - 1)));
  }

  private static double square(Point p) {
    return p.at(0) * (double) p.at(0) + p.at(1) * (double) p.at(1);
  }

  private static double height(Point p) {
    return (square(p) - 1) * (square(p) - 1);
  }

  private static Recipe steps(int count, double lr) {
    return CurveOptions.recipe()
        .withOptimizer(Optimizer.sgd(lr, 0))
        .withLength(Span.iterations(count));
  }

  private static Curve train(Bends bends, Recipe recipe, long seed) {
    return CurveTraining.between(A, B, Mask.full(PLANE), RING, bends, recipe, seed, Progress.NONE);
  }

  @Test
  void theFirstStepIsTheBendsShareOfTheGradientAtThePointOnTheCurve() {
    double t = new SplittableRandom(Seeds.mix(5, 0)).nextDouble();
    double c = 2 * t * (1 - t);
    Point at = new Line(A, B).at(t);
    Point mid = new Line(A, B).at(0.5);
    Point bend = train(Bends.THREE, steps(1, 0.1), 5).points().get(1);
    for (int i = 0; i < 2; i++) {
      double slope = 4 * (square(at) - 1) * at.at(i);
      assertEquals(mid.at(i) - 0.1 * c * slope, bend.at(i), 1e-6);
    }
    Recipe decayed = steps(1, 0.1).withOptimizer(Optimizer.sgd(0.1, 0).withWeightDecay(0.5));
    Point pulled = train(Bends.THREE, decayed, 5).points().get(1);
    assertEquals(bend.at(0) - 0.1 * c * 0.5 * at.at(0), pulled.at(0), 1e-6);
  }

  @Test
  void theBendGoesWhereTheMeanLossOverTheCurveIsLeast() {
    Point bend = train(Bends.THREE, steps(4000, 0.1), 1).points().get(1);
    double best = least(c -> mean(BezierCurve.bent(A, Point.of(PLANE, (float) c, (float) c), B)));
    assertEquals(best, bend.at(0), 0.02);
    assertEquals(best, bend.at(1), 0.02);
  }

  private static double mean(Curve curve) {
    double sum = 0;
    for (int i = 0; i < 200; i++) {
      sum += height(curve.at((i + 0.5) / 200)) / 200;
    }
    return sum;
  }

  /** By sections. */
  private static double least(DoubleUnaryOperator f) {
    double low = 0;
    double high = 2;
    while (high - low > 1e-4) {
      double third = (high - low) / 3;
      boolean left = f.applyAsDouble(low + third) < f.applyAsDouble(high - third);
      low = left ? low : low + third;
      high = left ? high - third : high;
    }
    return low;
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "5", "chain", "chain:4"})
  void everyKindGoesAroundTheHillAndKeepsItsEnds(String kind) {
    Bends bends = Bends.parse(kind);
    assertEquals(kind, bends.toString());
    Curve curve = train(bends, steps(1500, 0.1), 2);
    assertSame(A, curve.at(0));
    assertSame(B, curve.at(1));
    assertEquals(bends.count(), curve.points().size());
    assertTrue(mean(curve) < mean(bends.straight(new Line(A, B))) / 4, () -> "" + mean(curve));
    assertEquals(curve, train(bends, steps(1500, 0.1), 2));
    assertNotEquals(curve, train(bends, steps(1500, 0.1), 3));
  }

  @Test
  void whatIsPrunedStaysZeroAndStatisticsAreNoCoordinates() {
    Layout layout =
        Layout.builder()
            .add("w", Role.WEIGHT, 1, 2)
            .add("pruned", Role.WEIGHT, 1, 1)
            .add("mean", Role.STATISTIC, 1)
            .build();
    Point from = Point.of(layout, 1, 0, 0, 4);
    Point to = Point.of(layout, 0, 1, 0, 6);
    Mask mask = Mask.keeping(layout, i -> i != 2);
    Task task =
        new Sloped(
            new Landscape(layout, CurveTrainingTest::height), p -> Point.of(layout, -1, -1, 9, 0));
    for (Optimizer.Kind kind : Optimizer.Kind.values()) {
      Recipe recipe = steps(20, 0.01).withOptimizer(new Optimizer(kind, 0.01, 0.9, false, 0.1));
      Point bend =
          CurveTraining.between(from, to, mask, task, Bends.THREE, recipe, 1, Progress.NONE)
              .points()
              .get(1);
      assertEquals(0, Float.floatToRawIntBits(bend.at(2)), kind::toString);
      assertEquals(5, bend.at(3), kind::toString);
      assertNotEquals(0.5f, bend.at(0), kind::toString);
    }
  }

  @Test
  void theSurveyComparesAtEqualArcLength() {
    CurveResult result =
        CurveSurvey.of(
            List.of(CurveSurvey.Ends.dense("a → b", A, B)),
            RING,
            CurveOptions.defaults().withSamples(41).withBaseline(Baseline.MEAN).withSeeds(1L, 2L),
            steps(3000, 0.1));
    assertEquals(Outcome.DONE, result.outcome());
    assertEquals(2, result.runs().size());
    CurveRun run = result.runs().get(0);
    assertEquals(Math.PI / 2, run.length(), 0.03);
    assertEquals(0, run.path().height(Quantity.TEST_LOSS, Baseline.MEAN), 0.02);
    assertEquals(0.25, run.segment().height(Quantity.TEST_LOSS, Baseline.MEAN), 1e-3);
    assertEquals(run.path().positions(), run.segment().positions());
    for (int i = 0; i < 41; i++) {
      Point there = new Line(A, B).at(run.segment().positions().get(i));
      assertEquals(height(there), run.segment().test().get(i).loss(), 1e-6);
    }
    assertEquals(List.of("0.25", "0.5", "0.75"), run.points().stream().map(p -> "" + p).toList());
    assertEquals(run.curve().at(0.5), run.points().get(1).point());
    PathSummary segment = PathSummary.of(run.segment(), Quantity.TEST_LOSS);
    // The mean of (1 - 2 s (1 - s) - 1)² over the segment is 4 ∫ s²(1 - s)² = 4 / 30.
    assertEquals(4.0 / 30, segment.integral(), 1e-3);
    assertEquals(0.25, segment.max(), 1e-3);
    assertEquals(0, segment.min(), 1e-6);
  }

  @Test
  void whatCannotBeIsRefused() {
    Recipe recipe = steps(1, 0.1);
    Mask full = Mask.full(PLANE);
    Point broken = Point.of(PLANE, Float.NaN, 1);
    assertEquals(
        "the ends of a curve must be finite, got NaN in entry 0 of w",
        message(() -> between(A, broken, full, RING, recipe)));
    assertEquals(
        "a curve must have two different ends, got one twice",
        message(() -> between(A, A, full, RING, recipe)));
    Task flat = new Landscape(PLANE, p -> 0);
    assertEquals(
        "task landscape knows no derivatives", message(() -> between(A, B, full, flat, recipe)));
    Task cliff = new Sloped(new Landscape(PLANE, p -> Double.NaN), p -> p);
    assertThrows(DivergedException.class, () -> between(A, B, full, cliff, recipe));
    CurveResult lost =
        CurveSurvey.of(
            List.of(CurveSurvey.Ends.dense("a → b", A, B)),
            cliff,
            CurveOptions.defaults().withSeeds(7L),
            recipe);
    assertEquals(7, lost.diverged().get(0).seed());
    assertEquals(
        "sharpness must be none for the bends of a curve, got sam:0.05",
        refused(recipe.withSharpness(Sharpness.parse("sam"))));
    assertEquals(
        "sparse must be none for the bends of a curve, got gmp:0.5",
        refused(
            recipe.withSparse(SparseTraining.defaults().withSparse(MaskRule.parse("gmp:0.5")))));
    for (String bad : List.of("2", "21", "line", "chain:2", "chain:x")) {
      assertTrue(message(() -> Bends.parse(bad)).startsWith("bends must "), bad);
    }
  }

  private static Curve between(Point from, Point to, Mask mask, Task task, Recipe recipe) {
    return CurveTraining.between(from, to, mask, task, Bends.THREE, recipe, 1, Progress.NONE);
  }

  private static String refused(Recipe recipe) {
    return message(() -> between(A, B, Mask.full(PLANE), RING, recipe));
  }

  private static String message(Runnable work) {
    return assertThrows(RuntimeException.class, work::run).getMessage();
  }

  @Test
  void theScheduleIsTheirs() {
    Schedule schedule = Schedule.of(Schedule.Shape.GARIPOV);
    assertEquals(1, schedule.factor(50, 100, 10));
    assertEquals(1 - 0.99 / 4, schedule.factor(60, 100, 10), 1e-12);
    assertEquals(0.01, schedule.factor(90, 100, 10), 1e-12);
    assertEquals(0.01, schedule.factor(99, 100, 10), 1e-12);
  }
}
