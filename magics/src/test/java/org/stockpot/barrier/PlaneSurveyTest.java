package org.stockpot.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.task.Progress;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Statistics;
import org.stockpot.testing.Landscape;
import org.stockpot.testing.Points;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Plane;
import org.stockpot.weights.Point;
import org.stockpot.weights.RandomDirections;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

final class PlaneSurveyTest {

  private static final Layout THREE = Layout.builder().add("w", Role.WEIGHT, 1, 3).build();

  /** Returns the height over the plane z = 0 in which the three points lie. */
  private static final Landscape TASK =
      new Landscape(THREE, p -> p.at(0) * (double) p.at(0) + 2 * p.at(1) + 100 * p.at(2));

  private static final List<Point> CORNERS =
      List.of(Point.of(THREE, 1, 1, 0), Point.of(THREE, 4, 1, 0), Point.of(THREE, 2, 3, 0));

  private static PlaneOptions options(Axes axes) {
    return new PlaneOptions(5, 0.5, axes, Quantity.TEST_LOSS, Statistics.CARRY, false, 1, 1);
  }

  @Test
  void orthonormalAxesKeepDistances() {
    PlaneResult result =
        PlaneSurvey.through(
            List.of("a", "b", "c"), CORNERS, TASK, options(Axes.ORTHONORMAL), Progress.NONE);
    assertEquals(3, result.marks().get(1).x(), 1e-6);
    assertEquals(0, result.marks().get(1).y(), 1e-6);
    assertEquals(1, result.marks().get(2).x(), 1e-6);
    assertEquals(2, result.marks().get(2).y(), 1e-6);
    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 5; column++) {
        double x = 1 + result.xs().get(column);
        double y = 1 + result.ys().get(row);
        assertEquals(x * x + 2 * y, result.values().get(row).get(column), 1e-4);
      }
    }
  }

  @Test
  void barycentricAxesPutThePointsAtTheUnitCorners() {
    PlaneResult result =
        PlaneSurvey.through(
            List.of("a", "b", "c"), CORNERS, TASK, options(Axes.BARYCENTRIC), Progress.NONE);
    assertEquals(-0.5, result.xs().get(0));
    assertEquals(1.5, result.xs().get(4));
    assertEquals(1 + 2, result.marks().get(0).score().loss());
    assertEquals(16 + 2, result.marks().get(1).score().loss());
    assertEquals(0, result.marks().get(2).x());
  }

  @Test
  void thePlanesOriginIsThePointItself() {
    Point origin = Points.random(Points.small(), 1);
    Plane plane =
        Plane.through(origin, Points.random(Points.small(), 2), Points.random(Points.small(), 3));
    assertEquals(origin, plane.at(0, 0));
    assertEquals(
        0, plane.at(1, 0).distance(Points.random(Points.small(), 2)), 1e-6 * origin.norm());
  }

  @Test
  void pointsOnOneLineSpanNoPlane() {
    List<Point> line =
        List.of(Point.of(THREE, 0, 0, 0), Point.of(THREE, 1, 1, 1), Point.of(THREE, 2, 2, 2));
    assertEquals(
        "three points must span a plane, got points on one line",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    PlaneSurvey.through(
                        List.of("a", "b", "c"),
                        line,
                        TASK,
                        options(Axes.ORTHONORMAL),
                        Progress.NONE))
            .getMessage());
  }

  @Test
  void randomDirectionsHaveTheLengthOfEachFilter() {
    Point center =
        Points.random(Points.small(), 1).masked(Mask.keeping(Points.small(), i -> i != 2));
    Point direction = RandomDirections.filterNormalised(center, 5);
    Slot slot = Points.small().slot("fc1.weight");
    for (int filter = 0; filter < 6; filter++) {
      double weights = 0;
      double noise = 0;
      for (int i = slot.offset() + 4 * filter; i < slot.offset() + 4 * filter + 4; i++) {
        weights += center.at(i) * (double) center.at(i);
        noise += direction.at(i) * (double) direction.at(i);
      }
      assertEquals(Math.sqrt(weights), Math.sqrt(noise), 1e-5 * Math.sqrt(weights));
    }
    assertEquals(0, direction.at(2), "a pruned weight does not move");
    assertEquals(0, direction.at(Points.small().slot("fc1.bias").offset()));
  }

  @Test
  void randomDirectionsHaveNoBias() {
    Point ones = Point.build(Points.lenet(), w -> java.util.Arrays.fill(w, 1f));
    Point direction = RandomDirections.filterNormalised(ones, 1);
    double mean = direction.dot(ones) / Points.lenet().prunable();
    assertTrue(Math.abs(mean) < 4 / Math.sqrt(Points.lenet().prunable()), "mean " + mean);
  }

  @Test
  void aRandomPlaneIsCentredOnItsPoint() {
    PlaneOptions options =
        new PlaneOptions(
            3, 0, Axes.ORTHONORMAL, Quantity.TEST_LOSS, Statistics.CARRY, true, 0.5, 7);
    PlaneResult result = PlaneSurvey.around("a", CORNERS.get(0), TASK, options, Progress.NONE);
    assertEquals(List.of(-0.5, 0.0, 0.5), result.xs());
    assertEquals(3, result.values().get(1).get(1));
    assertEquals(3, result.marks().get(0).score().loss());
  }

  private static final Layout NORMALISED =
      Layout.builder().add("w", Role.WEIGHT, 1, 2).add("s", Role.STATISTIC, 1).build();

  private static final List<Point> WITH_STATISTICS =
      List.of(
          Point.of(NORMALISED, 0, 0, 1),
          Point.of(NORMALISED, 4, 0, 2),
          Point.of(NORMALISED, 0, 4, 5));

  /** Draws the statistic: blended it is linear inside the triangle; re-estimated it is 7. */
  private static PlaneResult statistic(Landscape task, Axes axes, Statistics statistics) {
    PlaneOptions options =
        new PlaneOptions(5, 0.5, axes, Quantity.TEST_LOSS, statistics, false, 1, 1);
    List<String> names = List.of("a", "b", "c");
    return PlaneSurvey.through(names, WITH_STATISTICS, task, options, Progress.NONE);
  }

  @ParameterizedTest
  @EnumSource(Axes.class)
  void statisticsAreBlendedInsideTheTriangleAndReEstimatedBeyondIt(Axes axes) {
    Landscape task = new Landscape(NORMALISED, p -> p.at(2));
    PlaneResult result = statistic(task, axes, Statistics.CARRY);
    double[] shares = {-0.5, 0, 0.5, 1, 1.5};
    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 5; column++) {
        double b = shares[column];
        double c = shares[row];
        boolean inside = b >= 0 && c >= 0 && b + c <= 1;
        double expected = inside ? 1 + b * (2 - 1) + c * (5 - 1) : 7;
        assertEquals(expected, result.values().get(row).get(column), 1e-6, b + ", " + c);
      }
    }
    assertEquals(
        List.of(1.0, 2.0, 5.0), result.marks().stream().map(m -> m.score().loss()).toList());
  }

  @Test
  void reEstimationEverywhereHoldsForTheMarksToo() {
    Landscape task = new Landscape(NORMALISED, p -> p.at(2));
    PlaneResult result = statistic(task, Axes.BARYCENTRIC, Statistics.RE_ESTIMATE);
    assertTrue(result.values().stream().flatMap(List::stream).allMatch(v -> v == 7));
    assertTrue(result.marks().stream().allMatch(m -> m.score().loss() == 7));
  }

  @Test
  void whereReEstimationIsImpossiblePlacesAreEmptyWithTheReason() {
    Landscape task = new Landscape(NORMALISED, p -> p.at(2));
    task.beforeRecalibrate =
        () -> {
          throw new RecalibrationException("no batches");
        };
    PlaneResult result = statistic(task, Axes.BARYCENTRIC, Statistics.CARRY);
    assertEquals("no batches", result.whyEmpty());
    assertTrue(Double.isNaN(result.values().get(0).get(0)));
    assertEquals(2, result.values().get(1).get(3), 1e-6);
  }

  @Test
  void beyondItsCentreARandomPlaneHasNoMemberToBlend() {
    Landscape task = new Landscape(NORMALISED, p -> p.at(2));
    PlaneOptions options =
        new PlaneOptions(
            3, 0, Axes.ORTHONORMAL, Quantity.TEST_LOSS, Statistics.CARRY, true, 0.5, 7);
    PlaneResult result =
        PlaneSurvey.around("b", WITH_STATISTICS.get(1), task, options, Progress.NONE);
    assertEquals(List.of(7.0, 2.0, 7.0), result.values().get(1));
    assertEquals(2, result.marks().get(0).score().loss());
  }
}
