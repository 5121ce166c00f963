package org.stockpot.weights;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some units of each group, as a layout of their own: what is left of a network whose other units
 * are taken out of every tensor that they lie in. The units that stay keep their order.
 *
 * <p>Example: of an MLP of 784, 300 and 10 units, the selection of 120 hidden ones has weights of
 * 120×784 and 10×120 and 120 hidden biases.
 */
public final class UnitSelection {

  private final UnitGroups groups;
  private final List<BitSet> kept;
  private final int[][][] indices;
  private final Layout layout;

  private UnitSelection(UnitGroups groups, List<BitSet> kept) {
    this.groups = groups;
    this.kept = kept;
    List<Slot> slots = groups.layout().slots();
    indices = new int[slots.size()][][];
    Layout.Builder builder = Layout.builder();
    for (int s = 0; s < indices.length; s++) {
      indices[s] = indices(slots.get(s));
      List<Integer> shape = Arrays.stream(indices[s]).map(axis -> axis.length).toList();
      builder.add(slots.get(s).name(), slots.get(s).role(), shape);
    }
    layout = builder.build();
  }

  /**
   * Selects units.
   *
   * @param groups which units of which slots move together
   * @param kept for each group the units that stay, at least one
   * @return the selection
   * @throws IllegalArgumentException if a group would be empty, or a unit is none of its group
   */
  public static UnitSelection of(UnitGroups groups, List<BitSet> kept) {
    for (int g = 0; g < groups.groups().size(); g++) {
      UnitGroup group = groups.groups().get(g);
      if (kept.get(g).isEmpty() || kept.get(g).length() > group.units()) {
        throw new IllegalArgumentException(
            "group "
                + group.name()
                + " must keep 1 to "
                + group.units()
                + " of its units, got "
                + kept.get(g));
      }
    }
    return new UnitSelection(groups, kept.stream().map(units -> (BitSet) units.clone()).toList());
  }

  private int[][] indices(Slot slot) {
    int[][] along = new int[slot.shape().size()][];
    for (int axis = 0; axis < along.length; axis++) {
      along[axis] = keptAlong(slot, axis).stream().toArray();
    }
    return along;
  }

  /**
   * Returns which indices of a slot's axis stay.
   *
   * @param slot a slot of the whole layout
   * @param axis the dimension, 0 for the outermost
   * @return the indices
   */
  public BitSet keptAlong(Slot slot, int axis) {
    BitSet stay = new BitSet();
    stay.set(0, slot.shape().get(axis));
    for (int g = 0; g < kept.size(); g++) {
      for (UnitPlace place : groups.groups().get(g).places()) {
        if (place.slot().equals(slot.name()) && place.axis() == axis) {
          for (int u = 0; u < place.starts().size(); u++) {
            int start = place.starts().get(u);
            stay.set(start, start + place.width(), kept.get(g).get(u));
          }
        }
      }
    }
    return stay;
  }

  /**
   * Returns the groups that units were selected of.
   *
   * @return those of the whole network
   */
  public UnitGroups groups() {
    return groups;
  }

  /**
   * Returns which units stay.
   *
   * @return for each group its units
   */
  public List<BitSet> units() {
    return kept.stream().map(units -> (BitSet) units.clone()).toList();
  }

  /**
   * Returns how many units of a group stay.
   *
   * @param group its place among the groups
   * @return at least 1
   */
  public int kept(int group) {
    return kept.get(group).cardinality();
  }

  /**
   * Returns the layout of what stays.
   *
   * @return the same slots in the same roles, smaller
   */
  public Layout layout() {
    return layout;
  }

  /**
   * Returns what stays of a point.
   *
   * @param point a point of the whole layout
   * @return its numbers that stay, in their order
   * @throws IllegalArgumentException if the layout differs
   */
  public Point of(Point point) {
    groups.layout().requireSame(point.layout());
    int[] sources = sources();
    return Point.build(
        layout,
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = point.at(sources[i]);
          }
        });
  }

  /**
   * Returns what stays of a mask.
   *
   * @param mask a mask of the whole layout
   * @return the same of what stays
   * @throws IllegalArgumentException if the layout differs
   */
  public Mask of(Mask mask) {
    groups.layout().requireSame(mask.layout());
    int[] sources = sources();
    return Mask.keeping(layout, i -> mask.keeps(sources[i]));
  }

  /** Returns from which entry of the whole each entry is. */
  private int[] sources() {
    int[] sources = new int[layout.size()];
    int at = 0;
    for (int s = 0; s < indices.length; s++) {
      int offset = groups.layout().slots().get(s).offset();
      int[] from = {offset};
      for (int axis = 0; axis < indices[s].length; axis++) {
        from = inner(from, indices[s][axis], stride(groups.layout().slots().get(s), axis));
      }
      System.arraycopy(from, 0, sources, at, from.length);
      at += from.length;
    }
    return sources;
  }

  private static int stride(Slot slot, int axis) {
    return slot.shape().subList(axis + 1, slot.shape().size()).stream().reduce(1, (a, b) -> a * b);
  }

  /** Returns places of the next dimension: for each place of the one before, all that stay. */
  private static int[] inner(int[] from, int[] along, int stride) {
    return Arrays.stream(from)
        .flatMap(place -> IntStream.of(along).map(index -> place + index * stride))
        .toArray();
  }
}
