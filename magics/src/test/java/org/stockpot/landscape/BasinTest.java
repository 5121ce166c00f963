package org.stockpot.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Part;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Landscape;
import org.stockpot.testing.Sloped;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class BasinTest {

  private static final Layout LAYOUT = Layout.builder().add("w", Role.WEIGHT, 1, 3).build();
  private static final Point MINIMUM = Point.of(LAYOUT, 1, 2, 2);

  private static double square(double x) {
    return x * x;
  }

  private static Basin of(Task task, Point at, Mask mask, BasinOptions options) {
    SurroundedPoint point = new SurroundedPoint("w", new MaskedPoint(at, mask));
    return BasinResult.of(List.of(point), task, options).points().get(0);
  }

  /** L = 1 + |w - m|²: twice the loss lies at distance 1 everywhere. */
  @Test
  void aRoundBowlIsABall() {
    Task bowl =
        new Sloped(
            new Landscape(LAYOUT, p -> 1 + square(p.distance(MINIMUM))),
            p -> p.minus(MINIMUM).times(2));
    Basin basin = of(bowl, MINIMUM, Mask.full(LAYOUT), BasinOptions.defaults());
    for (double r : basin.lengths(Basin.RANDOM)) {
      assertEquals(1, r, 1e-3);
    }
    assertEquals(1, basin.radius(Basin.NOISE), 1e-3);
    assertEquals(Math.log(4 * Math.PI / 3), basin.logVolume(), 3e-3);
    assertEquals(0, basin.logVolumeError(), 3e-3);
    assertEquals("the gradient is 0", basin.missing().get(Basin.UP));
    Mask two = Mask.keeping(LAYOUT, i -> i > 0);
    Point inside = MINIMUM.masked(two);
    Task disc = new Landscape(LAYOUT, p -> 1 + square(p.distance(inside)) + 50 * p.at(0));
    Basin flat = of(disc, inside, two, BasinOptions.defaults());
    assertEquals(Math.log(Math.PI), flat.logVolume(), 3e-3);
    assertEquals("task landscape knows no derivatives", flat.missing().get(Basin.UP));
  }

  @Test
  void gradientsGoUpAndDown() {
    Task slope =
        new Sloped(new Landscape(LAYOUT, p -> 1 + p.at(0)), p -> Point.of(LAYOUT, 1, 0, 0));
    Point zero = Point.build(LAYOUT, w -> {});
    Basin basin = of(slope, zero, Mask.full(LAYOUT), BasinOptions.defaults().withReach(100));
    assertEquals(1, basin.radius(Basin.UP), 1e-3);
    assertEquals(1, basin.open(Basin.DOWN));
    assertEquals(100, basin.radius(Basin.DOWN), 1e-9);
    assertEquals("all weights are 0", basin.missing().get(Basin.NOISE));
    assertTrue(basin.open(Basin.RANDOM) > 0, "half of all directions go down");
  }

  @Test
  void narrowBasinsAndCliffsAreFound() {
    Task narrow = new Landscape(LAYOUT, p -> 1 + 1e12 * square(p.distance(MINIMUM)));
    Basin basin = of(narrow, MINIMUM, Mask.full(LAYOUT), BasinOptions.defaults());
    assertEquals(1e-6, basin.radius(Basin.RANDOM), 5e-7, "as far as floats tell");
    Task cliff = new Landscape(LAYOUT, p -> p.distance(MINIMUM) > 0.25 ? Double.NaN : 1);
    assertEquals(
        0.25,
        of(cliff, MINIMUM, Mask.full(LAYOUT), BasinOptions.defaults()).radius(Basin.RANDOM),
        1e-3);
  }

  @Test
  void aLossThatCannotDoubleIsRefused() {
    Task zero = new Landscape(LAYOUT, p -> square(p.distance(MINIMUM)));
    BasinOptions options = BasinOptions.defaults();
    assertEquals(
        "the loss of w must be above 0 to be multiplied, got 0.0; --rise says how far it may rise",
        assertThrows(
                IllegalArgumentException.class, () -> of(zero, MINIMUM, Mask.full(LAYOUT), options))
            .getMessage());
    Basin risen = of(zero, MINIMUM, Mask.full(LAYOUT), options.withEdge(1, 4));
    assertEquals(2, risen.radius(Basin.RANDOM), 3e-3);
  }

  /** Near a minimum the loss is a parabola along each direction, whose curvature is known. */
  @Test
  void smallRisesAreThoseOfTheCurvature() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Point a = Golden.point(task.layout(), "A");
      Basin basin = of(task, a, Mask.full(a.layout()), BasinOptions.defaults().withEdge(1, 1e-4));
      Derivatives d = task.derivatives(Subset.all(Part.TRAINING)).orThrow();
      Point g = d.gradient(a);
      Point u = g.times(1 / g.norm());
      double curvature = u.dot(d.hessianTimes(a, u));
      double root = (Math.sqrt(square(g.norm()) + 2e-4 * curvature) - g.norm()) / curvature;
      assertEquals(root, basin.radius(Basin.UP), 0.02 * root);
    }
  }

  @Test
  void unitBallsAreThoseOfTheFormula() {
    assertEquals(Math.log(2), Basin.logUnitBall(1), 1e-12);
    assertEquals(Math.log(Math.PI), Basin.logUnitBall(2), 1e-12);
    assertEquals(Math.log(4 * Math.PI / 3), Basin.logUnitBall(3), 1e-12);
    assertEquals(Math.log(square(Math.PI) / 2), Basin.logUnitBall(4), 1e-12);
  }
}
