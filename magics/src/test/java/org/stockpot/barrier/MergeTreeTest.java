package org.stockpot.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.MergeTree.Minimum;

final class MergeTreeTest {

  private static final double NAN = Double.NaN;

  @Test
  void aLineOfWellsJoinsAtItsRidges() {
    MergeTree tree = MergeTree.ofLine(3, 0, 5, 1, 4, 2, 6);
    assertEquals(
        List.of(
            new Minimum(1, 0, OptionalInt.empty(), OptionalInt.empty(), 6, 7),
            new Minimum(3, 1, OptionalInt.of(2), OptionalInt.of(1), 5, 3),
            new Minimum(5, 2, OptionalInt.of(4), OptionalInt.of(3), 4, 1)),
        tree.minima());
    assertEquals(4, tree.minima().get(1).depth());
  }

  @Test
  void plateausAreOneMinimumAndSlopesHaveOne() {
    assertEquals(1, MergeTree.ofLine(1, 1, 1, 1).minima().size());
    assertEquals(1, MergeTree.ofLine(4, 3, 2, 1).minima().size());
    MergeTree twins = MergeTree.ofLine(0, 0, 2, 0, 0);
    assertEquals(2, twins.minima().size());
    assertEquals(0, twins.minima().get(0).place(), "the first of equals stays");
    assertEquals(3, twins.minima().get(1).place());
    MergeTree shelf = MergeTree.ofLine(0, 1, 1, 2);
    assertEquals(1, shelf.minima().size(), "a shelf is no minimum");
    double[] ring = {1, 1, 1, 1, 2, 1, 1, 1, 1};
    assertEquals(1, MergeTree.ofGrid(3, ring).minima().size());
  }

  @Test
  void nothingJoinsAcrossHoles() {
    MergeTree tree = MergeTree.ofLine(1, 2, NAN, 5, 3);
    assertEquals(1, tree.holes());
    assertEquals(4, tree.places());
    assertEquals(2, tree.minima().stream().filter(m -> m.saddle().isEmpty()).count());
    MergeTree infinite = MergeTree.ofLine(1, Double.POSITIVE_INFINITY, 0);
    assertEquals(2, infinite.minima().size());
    MergeTree nothing = MergeTree.ofLine(NAN, NAN);
    assertEquals(List.of(), nothing.minima());
    assertEquals(2, nothing.holes());
  }

  /** Two Gaussian wells of depth 1 and 0.6, whose saddle lies on the line between them. */
  @Test
  void twoWellsOnAGrid() {
    int n = 41;
    double[] values = new double[n * n];
    double saddle = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        values[row * n + column] = wells((column - 20) / 10.0, (row - 20) / 10.0);
      }
    }
    for (int column = 10; column <= 30; column++) {
      saddle = Math.max(saddle, values[20 * n + column]);
    }
    MergeTree tree = MergeTree.ofGrid(n, values);
    Minimum deep = tree.minima().get(0);
    Minimum shallow = tree.minima().get(1);
    assertEquals(2, tree.minima().size());
    assertEquals(20 * n + 10, deep.place());
    assertEquals(20 * n + 30, shallow.place());
    assertEquals(saddle, shallow.height(), 1e-9);
    assertEquals(deep.place(), shallow.into().orElseThrow());
    assertEquals(20, shallow.saddle().orElseThrow() / n);
  }

  private static double wells(double x, double y) {
    return -Math.exp(-4 * ((x + 1) * (x + 1) + y * y))
        - 0.6 * Math.exp(-4 * ((x - 1) * (x - 1) + y * y));
  }

  /** By definition: components of {f ≤ h} are counted at each height, by a search. */
  @Test
  void countsOfComponentsAreThoseOfASearch() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 30; round++) {
      int columns = 7;
      double[] values = random.doubles(42).map(v -> Math.floor(8 * v)).toArray();
      values[random.nextInt(42)] = NAN;
      MergeTree tree = MergeTree.ofGrid(columns, values);
      for (int h = 0; h < 8; h++) {
        int level = h;
        long alive =
            tree.minima().stream()
                .filter(m -> m.value() <= level && (m.saddle().isEmpty() || m.height() > level))
                .count();
        assertEquals(components(columns, values, level), alive);
      }
      assertTrue(tree.minima().stream().allMatch(m -> m.depth() >= 0));
    }
  }

  private static int components(int columns, double[] values, double level) {
    Set<Integer> seen = new HashSet<>();
    int count = 0;
    for (int start = 0; start < values.length; start++) {
      if (values[start] <= level && seen.add(start)) {
        count++;
        List<Integer> todo = new ArrayList<>(List.of(start));
        while (!todo.isEmpty()) {
          int at = todo.remove(todo.size() - 1);
          int x = at % columns;
          int y = at / columns;
          for (int[] s : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, -1}}) {
            boolean on = x + s[0] >= 0 && x + s[0] < columns;
            int next = (y + s[1]) * columns + x + s[0];
            if (on && next >= 0 && next < values.length && values[next] <= level) {
              if (seen.add(next)) {
                todo.add(next);
              }
            }
          }
        }
      }
    }
    return count;
  }
}
