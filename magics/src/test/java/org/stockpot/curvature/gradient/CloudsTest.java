package org.stockpot.curvature.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.report.gradient.CloudChart;
import org.stockpot.report.gradient.CloudsReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Quartic;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** Clouds of closed forms, whose stationary points are known, and of a small network. */
final class CloudsTest {

  private static final CloudOptions SOME =
      CloudOptions.defaults().withB(List.of(2.0)).withLr(List.of(0.02)).withSteps(300);

  /** w⁴ - 2 w² has minima at ±1, where its curvature is 8. */
  @Test
  void walksEndInBothWells() {
    CloudResult result = Clouds.of(Quartic.wells(1), SOME);
    assertEquals(2, result.attractors().size());
    for (Attractor attractor : result.attractors()) {
      assertEquals(1, Math.abs(attractor.at().at(0)), 1e-4);
      assertEquals(-1, attractor.end().loss(), 1e-6);
      assertEquals(8, attractor.end().least(), 1e-3);
      assertEquals(CurvatureSign.CONVEX, attractor.end().sign(1e-3));
      assertEquals(0, attractor.index());
      assertFalse(attractor.bound());
      double side = attractor.at().at(0);
      for (CloudWalk walk : attractor.walks()) {
        assertEquals(side, walk.end().orElseThrow().at(0), 1e-3);
      }
    }
    assertEquals(20, result.attractors().stream().mapToInt(a -> a.walks().size()).sum());
    assertEquals(20, result.of(CloudLoss.OWN).size());
  }

  /** Between the wells, where |w| < 1/√3, the curvature 12 w² - 4 is negative. */
  @Test
  void curvatureIsThatOfTheFormula() {
    CloudResult result = Clouds.of(Quartic.wells(1), SOME.withEvery(1).withSteps(20));
    int concave = 0;
    for (CloudWalk walk : result.walks()) {
      assertEquals(21, walk.points().size());
      for (CloudPoint point : walk.points()) {
        double square = 1 + Math.sqrt(1 + point.loss());
        double other = 1 - Math.sqrt(1 + point.loss());
        boolean inside = point.largest() < 8 && other > 0;
        double expected = 12 * (inside ? other : square) - 4;
        assertEquals(expected, point.largest(), 1e-3);
        assertEquals(point.largest(), point.least());
        concave += point.sign(1e-3) == CurvatureSign.CONCAVE ? 1 : 0;
      }
    }
    assertTrue(concave > 0);
  }

  /** Starts at the top of all wells have not left it after a step. */
  @Test
  void theIndexOfAMaximumIsItsDimension() {
    CloudOptions near = SOME.withB(List.of(1e-5)).withSteps(1).withWalks(2).withNear(0.99);
    Attractor top = Clouds.of(Quartic.wells(3), near).attractors().get(0);
    assertEquals(3, top.index());
    assertFalse(top.bound());
    assertEquals(CurvatureSign.CONCAVE, top.end().sign(1e-3));
    Attractor cut = Clouds.of(Quartic.wells(20), near.withIndex(4)).attractors().get(0);
    assertEquals(4, cut.index());
    assertTrue(cut.bound());
  }

  @Test
  void signsOfCurvatureAreThoseOfBothEnds() {
    assertEquals(CurvatureSign.SADDLE, CurvatureSign.of(1, -0.5, 0.1));
    assertEquals(CurvatureSign.FLAT, CurvatureSign.of(1, -0.05, 0.1));
    assertEquals(CurvatureSign.CONVEX, CurvatureSign.of(1, 0.2, 0.1));
    assertEquals(CurvatureSign.CONCAVE, CurvatureSign.of(-0.2, -1, 0.1));
    assertEquals(CurvatureSign.FLAT, CurvatureSign.of(0.05, -1, 0.1));
    assertEquals(CurvatureSign.FLAT, CurvatureSign.of(0, 0, 0.1));
  }

  @Test
  void walksThatDivergeAreNamed() {
    CloudResult result = Clouds.of(Quartic.wells(2), SOME.withLr(List.of(0.02, 10.0)).withWalks(3));
    List<CloudWalk> wild = result.of(result.settings().get(1));
    assertTrue(wild.stream().allMatch(w -> w.diverged().isPresent() && w.end().isEmpty()));
    assertTrue(wild.stream().flatMap(w -> w.points().stream()).allMatch(this::isFinite));
    assertEquals(3, CloudsReport.table(result).intColumn("diverged").getInt(1));
    assertTrue(CloudsReport.table(result).doubleColumn("median loss at the end").isMissing(1));
  }

  private boolean isFinite(CloudPoint p) {
    return Double.isFinite(p.loss() + p.gradient() + p.largest() + p.least());
  }

  @Test
  void oneWellHasOneAttractor() {
    Layout layout = Layout.builder().add("w", Role.WEIGHT, 3, 2).build();
    CloudResult result = Clouds.of(new Bowl(layout), SOME.withLr(List.of(1.0)));
    assertEquals(1, result.attractors().size());
    assertEquals(20, result.attractors().get(0).walks().size());
    CloudPoint first = result.walks().get(0).points().get(0);
    assertEquals(first.gradient(), Math.sqrt(2 * first.loss() / 6), 1e-6);
    assertEquals(result, Clouds.of(new Bowl(layout), SOME.withLr(List.of(1.0))));
    assertEquals(1, CloudsReport.attractors(result).rowCount());
    assertEquals(4, CloudChart.chart(result).getTraces().length);
  }

  @Test
  void finishedWalksOutliveAnInterrupt() {
    Quartic task = Quartic.wells(2);
    task.gradientsUntilInterrupt = 750;
    CloudResult result = Clouds.of(task, SOME);
    assertTrue(Thread.interrupted());
    assertEquals(Outcome.State.INTERRUPTED, result.outcome().state());
    assertFalse(result.walks().isEmpty());
    assertTrue(result.walks().size() < 20);
  }

  /** The squared error of softmax probabilities, by differences of the loss. */
  @Test
  void squaredErrorsOfANetworkHaveTheirDerivatives() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:4")) {
      Derivatives own = task.derivatives(Subset.of(Part.TRAINING, 20)).orThrow();
      Derivatives squares = own.ofSquaredErrors().orThrow();
      Point at = Bowl.gaussian(task.layout(), 3);
      Point v = Bowl.gaussian(task.layout(), 4);
      double h = 1e-3;
      double slope =
          (squares.loss(at.plus(v.times(h))) - squares.loss(at.minus(v.times(h)))) / (2 * h);
      assertEquals(slope, squares.gradient(at).dot(v), 1e-2 * Math.abs(slope));
      Point up = squares.gradient(at.plus(v.times(h)));
      double curved = up.minus(squares.gradient(at.minus(v.times(h)))).dot(v) / (2 * h);
      assertEquals(curved, squares.hessianTimes(at, v).dot(v), 0.05 * Math.abs(curved));
      double[] errors = squares.losses(at);
      double[] nats = own.losses(at);
      IntStream.range(0, errors.length).forEach(i -> assertWithin(nats[i], errors[i]));
      CloudResult both =
          Clouds.of(task, SOME.withSquares(true).withWalks(2).withSteps(5).withEvery(5));
      assertEquals(2, both.settings().size());
      assertEquals(2, CloudsReport.REPORT.charts().apply(both).size());
    }
  }

  /** If the class has probability p, the others share 1 - p, evenly at the least. */
  private static void assertWithin(double nats, double error) {
    double left = 1 - Math.exp(-nats);
    assertTrue(error <= 2 * left * left / 10 + 1e-6, error + " at " + nats);
    assertTrue(error >= (left * left + left * left / 9) / 10 - 1e-6, error + " at " + nats);
  }

  /** Adding a number to all outputs changes no probability, so that no Hessian is definite. */
  @Test
  void bothEndsAreThoseOfTheWholeHessian() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:2")) {
      Derivatives own = task.derivatives(Subset.of(Part.TRAINING, 100)).orThrow();
      Point at = Bowl.gaussian(task.layout(), 3);
      for (int step = 0; step < 300; step++) {
        at = at.minus(own.gradient(at).times(0.5));
      }
      double[] exact = new EigenDecomposition(hessian(own, at)).getRealEigenvalues();
      double largest = exact[0];
      double least = exact[exact.length - 1];
      HessianEnds.Ends ends = new HessianEnds(own, 1e-3).at(at);
      assertEquals(largest, ends.largest(), 1e-4 * largest);
      assertEquals(least, ends.least(), 1e-4 * largest);
      assertTrue(ends.converged());
      assertTrue(least < 0);
      long negative = Arrays.stream(exact).filter(value -> value < -1e-3 * largest).count();
      CloudPoint point = new CloudPoint(0, 0, 0, ends.largest(), ends.least(), true);
      assertEquals(negative, new HessianEnds(own, 1e-3).index(at, point, 30).negative());
    }
  }

  private static Array2DRowRealMatrix hessian(Derivatives derivatives, Point at) {
    int size = at.layout().size();
    double[][] rows = new double[size][size];
    for (int i = 0; i < size; i++) {
      int place = i;
      Point unit = Point.build(at.layout(), values -> values[place] = 1);
      Point column = derivatives.hessianTimes(at, unit);
      for (int j = 0; j < size; j++) {
        rows[i][j] += column.at(j) / 2;
        rows[j][i] += column.at(j) / 2;
      }
    }
    return new Array2DRowRealMatrix(rows, false);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertEquals(
        "squared errors of class probabilities are not known: these derivatives tell those of the"
            + " task's own loss alone",
        assertThrows(
                UnsupportedOperationException.class,
                () -> Clouds.of(Quartic.wells(1), SOME.withSquares(true)))
            .getMessage());
    assertEquals(
        "lr must be above 0, got -1.0",
        assertThrows(IllegalArgumentException.class, () -> SOME.withLr(List.of(-1.0)))
            .getMessage());
  }
}
