package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How the sublevel sets {@code {f ≤ h}} of a sampled function join as the height h rises: the merge
 * tree of its minima, and with it the persistence of its connected components (dimension 0).
 *
 * <p>See Edelsbrunner, Letscher, Zomorodian, "Topological Persistence and Simplification", 2002. A
 * minimum is born at its height; at a saddle two components meet, and the one with the higher
 * minimum ends (the elder rule). Its depth, the persistence, is the height of the saddle above the
 * minimum. Samples are neighbours as an {@code neighbours} function says; on a grid they are
 * corners of triangles, each cell being cut along the same diagonal, so that the tree is exactly
 * that of the piecewise linear function through the samples.
 *
 * <p>Ties are broken by the order of the samples: a plateau is one minimum, at its first sample,
 * and depths of 0 are left out. Samples that are NaN or infinite are no part of the ground: nothing
 * joins across them.
 *
 * @param minima the deepest first; those that never merge before all others
 * @param places how many samples are finite
 * @param holes how many are not
 * @param top the largest finite value; NaN if there is none
 */
public record MergeTree(List<MergeTree.Minimum> minima, int places, int holes, double top) {

  /**
   * A minimum and the basin around it.
   *
   * @param place the sample
   * @param value its height
   * @param saddle the sample at which its component joined one with a lower minimum; empty if it
   *     never does
   * @param into that minimum's sample
   * @param height of the saddle; where there is none, the top
   * @param size how many samples the basin had until then
   */
  public record Minimum(
      int place, double value, OptionalInt saddle, OptionalInt into, double height, int size) {

    /**
     * Returns the persistence.
     *
     * @return the height of the saddle above the minimum; of one that never merges, that of the top
     */
    public double depth() {
      return height - value;
    }
  }

  /** Copies the list. */
  public MergeTree {
    minima = List.copyOf(minima);
  }

  /**
   * Returns the tree of samples on a line.
   *
   * @param values one after another
   * @return the tree
   */
  public static MergeTree ofLine(double... values) {
    int last = values.length - 1;
    return of(values, i -> IntStream.of(i - 1, i + 1).filter(k -> k >= 0 && k <= last).toArray());
  }

  /**
   * Returns the tree of a plane.
   *
   * @param plane what was measured; sample {@code row * columns + column} is its place
   * @return the tree
   */
  public static MergeTree of(PlaneResult plane) {
    double[] values =
        plane.values().stream()
            .flatMapToDouble(row -> row.stream().mapToDouble(Double::doubleValue))
            .toArray();
    return ofGrid(plane.xs().size(), values);
  }

  /**
   * Returns the tree of samples on a grid.
   *
   * @param columns samples of a row
   * @param values row after row
   * @return the tree
   */
  public static MergeTree ofGrid(int columns, double... values) {
    int rows = values.length / columns;
    int[][] steps = {{0, -1}, {0, 1}, {-1, 0}, {1, 0}, {-1, -1}, {1, 1}};
    return of(
        values,
        place ->
            Arrays.stream(steps)
                .filter(s -> within(place / columns + s[0], rows))
                .filter(s -> within(place % columns + s[1], columns))
                .mapToInt(s -> place + s[0] * columns + s[1])
                .toArray());
  }

  private static boolean within(int index, int count) {
    return index >= 0 && index < count;
  }

  /**
   * Returns the tree of samples.
   *
   * @param values their heights
   * @param neighbours the samples beside one
   * @return the tree
   */
  public static MergeTree of(double[] values, IntFunction<int[]> neighbours) {
    int[] finite =
        IntStream.range(0, values.length).filter(i -> Double.isFinite(values[i])).toArray();
    double top = Arrays.stream(finite).mapToDouble(i -> values[i]).max().orElse(Double.NaN);
    List<Minimum> minima = new Flood(values, neighbours, top).minima(finite);
    return new MergeTree(minima, finite.length, values.length - finite.length, top);
  }

  /** Components of what lies under water, as it rises sample by sample. */
  private static final class Flood {
    private final double[] values;
    private final IntFunction<int[]> neighbours;
    private final double top;

    /** The sample above each in its component's tree; -1 for what is not yet under water. */
    private final int[] parent;

    /** Of each component's root: its minimum, and how many samples it has. */
    private final int[] lowest;

    private final int[] size;
    private final List<Minimum> found = new ArrayList<>();

    Flood(double[] values, IntFunction<int[]> neighbours, double top) {
      this.values = values;
      this.neighbours = neighbours;
      this.top = top;
      parent = new int[values.length];
      Arrays.fill(parent, -1);
      lowest = new int[values.length];
      size = new int[values.length];
    }

    List<Minimum> minima(int[] finite) {
      int[] order =
          Arrays.stream(finite)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> values[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int place : order) {
        rise(place);
      }
      IntStream.of(finite).filter(i -> parent[i] == i).forEach(this::remains);
      found.sort(
          Comparator.comparing((Minimum m) -> m.saddle().isPresent())
              .thenComparing(Comparator.comparingDouble(Minimum::depth).reversed())
              .thenComparingInt(Minimum::place));
      return found;
    }

    private void rise(int place) {
      parent[place] = place;
      lowest[place] = place;
      size[place] = 1;
      for (int beside : neighbours.apply(place)) {
        if (parent[beside] >= 0 && root(beside) != root(place)) {
          meet(root(beside), root(place), place);
        }
      }
    }

    /** Joins two components at a sample; the one with the higher minimum ends. */
    private void meet(int one, int other, int place) {
      boolean elder = isBefore(lowest[one], lowest[other]);
      int stays = elder ? one : other;
      int ends = elder ? other : one;
      if (values[place] > values[lowest[ends]]) {
        found.add(
            new Minimum(
                lowest[ends],
                values[lowest[ends]],
                OptionalInt.of(place),
                OptionalInt.of(lowest[stays]),
                values[place],
                size[ends]));
      }
      parent[ends] = stays;
      size[stays] += size[ends];
    }

    private boolean isBefore(int one, int other) {
      return values[one] < values[other] || (values[one] == values[other] && one < other);
    }

    private void remains(int root) {
      double value = values[lowest[root]];
      found.add(
          new Minimum(
              lowest[root], value, OptionalInt.empty(), OptionalInt.empty(), top, size[root]));
    }

    private int root(int place) {
      int at = place;
      while (parent[at] != at) {
        parent[at] = parent[parent[at]];
        at = parent[at];
      }
      return at;
    }
  }
}
