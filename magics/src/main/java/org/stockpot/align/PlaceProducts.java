package org.stockpot.align;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitPlace;

/**
 * What one place of a group adds to the similarity of units: the inner products of what belongs to
 * a unit of one network with what belongs to a unit of the other, the other axes of the slot
 * permuted.
 *
 * <p>When some units on the other axes change places, only what belongs to them is added anew.
 */
final class PlaceProducts {

  /** So many products are worth another thread. */
  private static final long WORTH_A_THREAD = 2_000_000;

  private final UnitGroups groups;
  private final Slot slot;
  private final UnitPlace place;
  private final int[] strides;

  /** Where a unit's entries begin. */
  private final int[] units;

  /** Where the entries of a unit lie behind its beginning, in the network that stays. */
  private final int[] rest;

  /** The same in the network that is permuted, as far as it has been added; none at first. */
  private int[] added = {};

  private final double[][] sums;

  PlaceProducts(UnitGroups groups, UnitGroup group, UnitPlace place) {
    this.groups = groups;
    this.place = place;
    slot = groups.layout().slot(place.slot());
    strides = strides(slot.shape());
    int stride = strides[place.axis()];
    units = place.starts().stream().mapToInt(start -> start * stride).toArray();
    rest = rest(groups.identity());
    sums = new double[group.units()][group.units()];
  }

  private static int[] strides(List<Integer> shape) {
    int[] strides = new int[shape.size()];
    int stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.get(axis);
    }
    return strides;
  }

  /** Returns where the entries of a unit lie, the other axes permuted. */
  private int[] rest(List<int[]> permutations) {
    int[][] axes = groups.axes(slot, permutations);
    int[] offsets = IntStream.range(0, place.width()).map(k -> k * strides[place.axis()]).toArray();
    for (int axis = 0; axis < axes.length; axis++) {
      if (axis != place.axis()) {
        offsets = sums(offsets, axes[axis], strides[axis]);
      }
    }
    int begin = slot.offset();
    return IntStream.of(offsets).map(offset -> begin + offset).toArray();
  }

  private static int[] sums(int[] offsets, int[] indices, int stride) {
    int[] sums = new int[offsets.length * indices.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = offsets[i / indices.length] + indices[i % indices.length] * stride;
    }
    return sums;
  }

  /** Forgets what was added, as the network that stays is another one now. */
  void forget() {
    added = new int[0];
  }

  /** Adds the products to those of other places. */
  void addTo(double[][] all, float[] stays, float[] moves, List<int[]> permutations) {
    bring(stays, moves, rest(permutations));
    for (int u = 0; u < all.length; u++) {
      for (int v = 0; v < all.length; v++) {
        all[u][v] += sums[u][v];
      }
    }
  }

  /** Brings the sums from the permutations before to those of now. */
  private void bring(float[] stays, float[] moves, int... now) {
    int[] all = IntStream.range(0, now.length).toArray();
    int[] before = added;
    int[] changed =
        before.length == 0 ? all : Arrays.stream(all).filter(r -> now[r] != before[r]).toArray();
    boolean anew = before.length == 0 || changed.length > now.length / 2;
    if (anew) {
      Arrays.stream(sums).forEach(row -> Arrays.fill(row, 0));
    }
    int[] rows = anew ? all : changed;
    int n = units.length;
    int threads = threads((long) n * n * rows.length);
    List<int[]> ranges = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      ranges.add(new int[] {n * t / threads, n * (t + 1) / threads});
    }
    Workers.map(
        threads,
        ranges,
        range -> {
          new Rows(stays, moves, now, anew ? new int[0] : before).add(rows, range[0], range[1]);
          return range;
        });
    added = now;
  }

  private int threads(long products) {
    int most = Math.min(Runtime.getRuntime().availableProcessors(), units.length);
    return (int) Math.max(1, Math.min(most, products / WORTH_A_THREAD));
  }

  /** Adds products of some entries, a few at a time. */
  private final class Rows {
    private final float[] stays;
    private final float[] moves;
    private final int[] now;
    private final int[] before;
    private final double[][] a = new double[OuterProducts.TOGETHER][units.length];
    private final double[][] b = new double[OuterProducts.TOGETHER][units.length];

    Rows(float[] stays, float[] moves, int[] now, int[] before) {
      this.stays = stays;
      this.moves = moves;
      this.now = now;
      this.before = before;
    }

    void add(int[] rows, int from, int to) {
      for (int first = 0; first < rows.length; first += a.length) {
        Interrupts.check();
        for (int k = 0; k < a.length; k++) {
          fill(k, first + k < rows.length ? rows[first + k] : -1);
        }
        OuterProducts.add(sums, from, to, a, b);
      }
    }

    private void fill(int k, int row) {
      if (row < 0) {
        Arrays.fill(a[k], 0);
        Arrays.fill(b[k], 0);
        return;
      }
      for (int u = 0; u < units.length; u++) {
        a[k][u] = stays[rest[row] + units[u]];
        b[k][u] = moves[now[row] + units[u]];
      }
      for (int u = 0; before.length > 0 && u < units.length; u++) {
        b[k][u] -= moves[before[row] + units[u]];
      }
    }
  }
}
