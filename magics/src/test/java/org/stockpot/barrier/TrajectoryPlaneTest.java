package org.stockpot.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.TrajectoryPlane.Components;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.Bowl;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class TrajectoryPlaneTest {

  private static final Layout LAYOUT = Layout.builder().add("w", Role.WEIGHT, 2, 2).build();

  private static List<Point> ellipse(float third) {
    List<Point> way = new ArrayList<>();
    for (int k = 0; k < 12; k++) {
      double angle = Math.PI * k / 6;
      float x = (float) (3 * Math.cos(angle));
      float y = (float) Math.sin(angle);
      way.add(Point.of(LAYOUT, 5 + x, third * (k % 2), 7 - y, 1));
    }
    return way;
  }

  /** Variances are as 9 to 1; the axes are those of the ellipse, wherever the way ends. */
  @Test
  void componentsAreTheAxesOfAnEllipse() {
    List<Point> way = ellipse(0);
    Components found = Components.of(way, way.get(4));
    assertEquals(0.9, found.firstShare(), 1e-6);
    assertEquals(0.1, found.secondShare(), 1e-6);
    assertEquals(1, Math.abs(found.first().at(0)), 1e-6);
    assertEquals(1, Math.abs(found.second().at(2)), 1e-6);
    assertEquals(0, found.first().dot(found.second()), 1e-6);
    Components held = Components.of(ellipse(1), way.get(0));
    assertEquals(4.5 / 5.25, held.firstShare(), 1e-6);
  }

  @Test
  void aTrainingIsProjectedAroundItsEnd() {
    Bowl bowl = new Bowl(LAYOUT);
    Recipe recipe = Recipe.defaults().withLength(Span.iterations(40));
    Job job = Job.dense(bowl.init(1), recipe, 10, 1);
    PlaneOptions options = PlaneOptions.defaults().withGrid(3).withQuantity(Quantity.TRAINING_LOSS);
    PlaneResult plane = TrajectoryPlane.of("t", job, 9, bowl, options, Progress.NONE);
    PlaneResult.Along along = plane.along().orElseThrow();
    assertEquals(9, along.path().size());
    assertEquals("step 0", along.path().get(0).name());
    assertEquals("step 40", along.path().get(8).name());
    assertEquals(0, along.path().get(8).x(), 1e-9);
    assertTrue(along.axes().get(0).matches("component 1, \\d+\\.\\d % of the variance"));
    double distance = job.start().distance(bowl.train(job, Progress.NONE).end());
    PlaneResult.Mark start = along.path().get(0);
    assertTrue(Math.hypot(start.x(), start.y()) <= distance + 1e-6, "a projection is no longer");
    assertEquals(distance, Math.hypot(start.x(), start.y()), 0.02 * distance);
    assertTrue(plane.xs().get(0) < Math.min(0, start.x()));
    assertEquals(
        bowl.training().score(job.start()).loss(), start.score().loss(), 1e-12, "its own loss");
  }

  @Test
  void aWayOnALineSpansNoPlane() {
    List<Point> line = new ArrayList<>();
    for (int k = 0; k < 5; k++) {
      line.add(Point.of(LAYOUT, k, 2 * k, 0, 0));
    }
    assertEquals(
        "a trajectory must leave a line to span a plane, got one on a line",
        assertThrows(IllegalArgumentException.class, () -> Components.of(line, line.get(4)))
            .getMessage());
    List<Point> still = List.of(line.get(0), line.get(0), line.get(0));
    assertThrows(IllegalArgumentException.class, () -> Components.of(still, line.get(0)));
  }
}
