package org.stockpot.weights;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which units of which slots move together: the permutations of weights that leave a network's
 * function as it is.
 *
 * <p>With permutation p of a group, unit i of the result is unit p[i] of the given point, wherever
 * the group lies; for an MLP, {@code W'_l[i, j] = W_l[p_l[i], p_(l-1)[j]]} and {@code b'_l[i] =
 * b_l[p_l[i]]}. Running statistics move with their units. Values are copied, never computed.
 *
 * <p>See Ainsworth, Hayase, Srinivasa, "Git Re-Basin: Merging Models modulo Permutation
 * Symmetries", ICLR 2023, §2.
 *
 * @param layout the layout of the points
 * @param groups the groups; an index of an axis belongs to one unit at most
 */
public record UnitGroups(Layout layout, List<UnitGroup> groups) {

  /**
   * Copies the groups.
   *
   * @throws IllegalArgumentException if a place is not in the layout, or two units share an index
   */
  public UnitGroups {
    groups = List.copyOf(groups);
    Map<String, BitSet> taken = new HashMap<>();
    for (UnitGroup group : groups) {
      for (UnitPlace place : group.places()) {
        String axis = place.slot() + " along axis " + place.axis();
        take(length(layout, place), place, axis, taken.computeIfAbsent(axis, a -> new BitSet()));
      }
    }
  }

  private static int length(Layout layout, UnitPlace place) {
    List<Integer> shape = layout.slot(place.slot()).shape();
    if (place.axis() >= shape.size()) {
      throw new IllegalArgumentException(
          "units of " + place.slot() + " must lie along one of its axes, got axis " + place.axis());
    }
    return shape.get(place.axis());
  }

  private static void take(int length, UnitPlace place, String axis, BitSet taken) {
    for (int start : place.starts()) {
      int end = start + place.width();
      if (end > length || !taken.get(start, end).isEmpty()) {
        throw new IllegalArgumentException(
            "units of "
                + axis
                + " must lie side by side in 0 to "
                + (length - 1)
                + ", got "
                + start
                + " to "
                + (end - 1));
      }
      taken.set(start, end);
    }
  }

  /**
   * Returns a point whose units are permuted.
   *
   * @param point a point of the layout
   * @param permutations one per group, in their order: unit i of the result is unit p[i] of the
   *     point
   * @return the permuted point, which has the same numbers in other places
   * @throws IllegalArgumentException if the layout differs or one is no permutation of its group
   */
  public Point permute(Point point, List<int[]> permutations) {
    layout.requireSame(point.layout());
    int[] sources = sources(permutations);
    return Point.build(
        layout,
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = point.at(sources[i]);
          }
        });
  }

  /**
   * Returns a mask whose units are permuted, as {@link #permute(Point, List)} permutes a point.
   *
   * @param mask a mask of the layout
   * @param permutations one per group, in their order
   * @return the permuted mask
   * @throws IllegalArgumentException if the layout differs or one is no permutation of its group
   */
  public Mask permute(Mask mask, List<int[]> permutations) {
    layout.requireSame(mask.layout());
    int[] sources = sources(permutations);
    return Mask.keeping(layout, i -> mask.keeps(sources[i]));
  }

  /**
   * Returns the permutations that leave units where they are.
   *
   * @return one per group, in their order
   */
  public List<int[]> identity() {
    return groups.stream().map(group -> IntStream.range(0, group.units()).toArray()).toList();
  }

  /**
   * Returns permutations drawn uniformly, as to test that a network's function stays as it is.
   *
   * @param seed the seed
   * @return one per group, in their order
   */
  public List<int[]> random(long seed) {
    Random random = new Random(seed);
    return groups.stream().map(group -> shuffled(group.units(), random)).toList();
  }

  private static int[] shuffled(int units, Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, units).boxed().toList());
    Collections.shuffle(order, random);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Returns the permutations that undo others.
   *
   * @param permutations one per group, in their order
   * @return q with {@code q[p[i]] = i}
   */
  public static List<int[]> inverse(List<int[]> permutations) {
    List<int[]> inverses = new ArrayList<>();
    for (int[] permutation : permutations) {
      int[] inverse = new int[permutation.length];
      for (int i = 0; i < permutation.length; i++) {
        inverse[permutation[i]] = i;
      }
      inverses.add(inverse);
    }
    return inverses;
  }

  /** Returns from which entry each entry of a permuted point is. */
  private int[] sources(List<int[]> permutations) {
    if (permutations.size() != groups.size()) {
      throw new IllegalArgumentException(
          "there must be a permutation for each of "
              + groups.size()
              + " groups, got "
              + permutations.size());
    }
    Set<String> touched = new TreeSet<>();
    for (int g = 0; g < groups.size(); g++) {
      requirePermutation(groups.get(g), permutations.get(g));
      groups.get(g).places().forEach(place -> touched.add(place.slot()));
    }
    int[] sources = IntStream.range(0, layout.size()).toArray();
    for (String name : touched) {
      Slot slot = layout.slot(name);
      fill(slot, axes(slot, permutations), sources);
    }
    return sources;
  }

  /**
   * Returns where the indices of a slot's axes come from.
   *
   * @param slot a slot of the layout
   * @param permutations one per group, in their order
   * @return for each axis the index of the given point that each index of the permuted one has
   */
  public int[][] axes(Slot slot, List<int[]> permutations) {
    int[][] axes =
        slot.shape().stream().map(n -> IntStream.range(0, n).toArray()).toArray(int[][]::new);
    for (int g = 0; g < groups.size(); g++) {
      for (UnitPlace place : groups.get(g).places()) {
        if (place.slot().equals(slot.name())) {
          move(place, permutations.get(g), axes[place.axis()]);
        }
      }
    }
    return axes;
  }

  private static void requirePermutation(UnitGroup group, int[] permutation) {
    BitSet found = new BitSet();
    IntStream.of(permutation).filter(u -> u >= 0).forEach(found::set);
    if (permutation.length != group.units()
        || found.length() != group.units()
        || found.cardinality() != group.units()) {
      throw new IllegalArgumentException(
          "group " + group.name() + " must get a permutation of its " + group.units() + " units");
    }
  }

  private static void move(UnitPlace place, int[] permutation, int... axis) {
    for (int u = 0; u < permutation.length; u++) {
      for (int k = 0; k < place.width(); k++) {
        axis[place.starts().get(u) + k] = place.starts().get(permutation[u]) + k;
      }
    }
  }

  private static void fill(Slot slot, int[][] axes, int[] sources) {
    for (int entry = 0; entry < slot.size(); entry++) {
      int left = entry;
      int stride = 1;
      int source = 0;
      for (int axis = axes.length - 1; axis >= 0; axis--) {
        source += axes[axis][left % axes[axis].length] * stride;
        left /= axes[axis].length;
        stride *= axes[axis].length;
      }
      sources[slot.offset() + entry] = slot.offset() + source;
    }
  }
}
