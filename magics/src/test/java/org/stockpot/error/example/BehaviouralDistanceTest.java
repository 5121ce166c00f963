package org.stockpot.error.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.BoxPlane;
import org.stockpot.barrier.MergeTree;
import org.stockpot.barrier.PlaneOptions;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.error.ErrorFunction;
import org.stockpot.task.Progress;
import org.stockpot.task.analysis.ParameterBox;

final class BehaviouralDistanceTest {

  private static final List<Double> PLACES = List.of(-1.0, 0.0, 0.5, 2.0);

  private static BehaviouralDistance distance(int draws, long seed) {
    return new BehaviouralDistance(PLACES, -1, 1, 2, draws, seed);
  }

  /** One constant is uniform in [-1, 1], and its draws are evenly spread. */
  @Test
  void distancesOfShiftedAndScaledSystems() {
    BehaviouralDistance distance = distance(500, 3);
    BehaviouralDistance.Expression c = (x, k) -> k[0];
    assertEquals(1, distance.of(c, (x, k) -> k[0] + 1), 2e-3);
    assertEquals(1, distance.of((x, k) -> k[0] + 1, c), 2e-3);
    assertEquals(0, distance.of((x, k) -> x + k[0], (x, k) -> k[0] + x), 2e-3);
    // W_1 of the uniform distributions on [-1, 1] and [-s, s] is |s - 1| / 2.
    assertEquals(1, distance.of(c, (x, k) -> 3 * k[0]), 5e-3);
    double[] by = distance.at(c, (x, k) -> k[0] + x);
    assertArrayEquals(new double[] {1, 0, 0.5, 2}, by, 2e-3);
  }

  @Test
  void theDistanceToItselfVanishesWithMoreDraws() {
    BehaviouralDistance.Expression wave = (x, k) -> Math.sin(x + k[0]) * k[1];
    double few = distance(20, 1).of(wave, wave);
    double many = distance(2000, 1).of(wave, wave);
    assertTrue(few > 0 && many < few / 3, few + ", " + many);
    assertTrue(many < 0.02, "" + many);
    assertEquals(distance(100, 1).of(wave, (x, k) -> x), distance(100, 1).of(wave, (x, k) -> x), 0);
  }

  @Test
  void drawsAreALatinHypercube() {
    double[][] drawn = distance(50, 0).drawn(7);
    for (int k = 0; k < 2; k++) {
      int constant = k;
      int[] cells =
          Arrays.stream(drawn).mapToInt(c -> (int) ((c[constant] + 1) / 2 * 50)).sorted().toArray();
      for (int i = 0; i < 50; i++) {
        assertEquals(i, cells[i]);
      }
    }
  }

  /** W_1 is the area between the distribution functions. */
  @Test
  void theDistanceIsTheAreaBetweenDistributions() {
    BehaviouralDistance distance = distance(30, 5);
    BehaviouralDistance.Expression a = (x, k) -> k[0] * k[1] + x;
    BehaviouralDistance.Expression b = (x, k) -> Math.sin(3 * k[0]) - k[1];
    double[] found = distance.at(a, b);
    for (int i = 0; i < PLACES.size(); i++) {
      double x = PLACES.get(i);
      double[] ours = outputs(distance.drawn(5), a, x);
      double[] theirs = outputs(distance.drawn(6), b, x);
      double[] all = DoubleStream.concat(Arrays.stream(ours), Arrays.stream(theirs)).toArray();
      Arrays.sort(all);
      double area = 0;
      for (int j = 1; j < all.length; j++) {
        double at = all[j - 1];
        area += Math.abs(share(ours, at) - share(theirs, at)) * (all[j] - at);
      }
      assertEquals(area, found[i], 1e-12);
    }
  }

  private static double[] outputs(
      double[][] drawn, BehaviouralDistance.Expression system, double x) {
    return Arrays.stream(drawn).mapToDouble(c -> system.at(x, c)).toArray();
  }

  private static double share(double[] values, double most) {
    return Arrays.stream(values).filter(v -> v <= most).count() / (double) values.length;
  }

  @Test
  void theWaveIsNearestToItsReference() {
    WaveDistance wave = new WaveDistance();
    double itself = wave.error(new double[] {1, 2});
    assertTrue(itself < 0.02, "" + itself);
    assertTrue(wave.error(new double[] {1, 2.1}) > 3 * itself);
    // A wave turned by half a turn: c in [-½, ½] tells it from the reference.
    assertTrue(wave.error(new double[] {-1, 2}) > 1);
    assertEquals(25, wave.errors(new double[] {1, 2}).length);
  }

  /**
   * Basins of the map, and where searches from a grid of places end, which know no map: the deep
   * ones are the same.
   */
  @Test
  void basinsAreCountedInTwoWays() {
    ErrorExamples.Example bed = ErrorExamples.of("bed");
    PlaneOptions options = PlaneOptions.defaults().withGrid(61);
    PlaneResult plane = BoxPlane.of(bed.box().names(), bed.task(), options, Progress.NONE);
    List<MergeTree.Minimum> deep =
        MergeTree.of(plane).minima().stream().filter(m -> !(m.depth() < 0.005)).toList();
    List<double[]> ends = ends(bed.function(), bed.box(), 9);
    List<double[]> found =
        deep.stream().map(m -> place(plane, m)).filter(p -> isNear(ends, p)).toList();
    assertEquals(deep.size(), found.size());
    assertEquals(5, deep.size());
    for (double[] end : ends) {
      boolean shallow =
          MergeTree.of(plane).minima().stream().anyMatch(m -> apart(place(plane, m), end) < 0.15);
      assertTrue(shallow, Arrays.toString(end));
    }
  }

  private static double[] place(PlaneResult plane, MergeTree.Minimum minimum) {
    int columns = plane.xs().size();
    return new double[] {
      plane.xs().get(minimum.place() % columns), plane.ys().get(minimum.place() / columns)
    };
  }

  private static boolean isNear(List<double[]> places, double[] other) {
    return places.stream().anyMatch(p -> apart(p, other) < 0.15);
  }

  private static double apart(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  /** Returns where searches by ever shorter steps along the axes end, each place once. */
  private static List<double[]> ends(ErrorFunction f, ParameterBox box, int side) {
    List<double[]> ends = new ArrayList<>();
    for (int i = 0; i < side * side; i++) {
      int row = i / side;
      double[] at = {
        box.ranges().get(0).at((i % side + 0.5) / side), box.ranges().get(1).at((row + 0.5) / side)
      };
      for (double step = 0.05; step > 1e-3; ) {
        double[] next = lowest(f, box, at, step);
        step = next == at ? step / 2 : step;
        at = next;
      }
      if (!isNear(ends, at)) {
        ends.add(at);
      }
    }
    return ends;
  }

  private static double[] lowest(ErrorFunction f, ParameterBox box, double[] at, double step) {
    double[] best = at;
    for (int way = 0; way < 8; way++) {
      double[] there = at.clone();
      there[0] += step * Math.round(Math.cos(way * Math.PI / 4));
      there[1] += step * Math.round(Math.sin(way * Math.PI / 4));
      for (int i = 0; i < 2; i++) {
        there[i] =
            Math.max(box.ranges().get(i).low(), Math.min(box.ranges().get(i).high(), there[i]));
      }
      best = f.error(there) < f.error(best) ? there : best;
    }
    return best;
  }
}
