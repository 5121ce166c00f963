package org.stockpot.align;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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

  /** So many rows are in memory at a time. */
  private static final int MOST_ROWS = 1024;

  private final PlaceEntries entries;

  /** Where the entries of a unit lie behind its beginning, in the network that stays. */
  private final int[] rest;

  /** The same in the network that is permuted, as far as it has been added; none at first. */
  private int[] added = {};

  /** Whether units of other axes of the slot change places, too. */
  private final boolean varies;

  private final double[][] sums;

  PlaceProducts(UnitGroups groups, UnitGroup group, UnitPlace place) {
    entries = new PlaceEntries(groups, place);
    varies =
        groups.groups().stream()
            .flatMap(other -> other.places().stream())
            .anyMatch(p -> p.slot().equals(place.slot()) && p.axis() != place.axis());
    rest = entries.rest(groups.identity());
    sums = new double[group.units()][group.units()];
  }

  private PlaceProducts(PlaceProducts other) {
    entries = other.entries;
    varies = other.varies;
    rest = other.rest;
    sums = new double[other.sums.length][other.sums.length];
  }

  /** Adds products that depend on no permutation. */
  void prepare(float[] stays, float[] moves) {
    if (!varies && added.length == 0) {
      bring(stays, moves, rest);
    }
  }

  /** Returns products for another thread: these if they depend on no permutation. */
  PlaceProducts apart() {
    return varies ? new PlaceProducts(this) : this;
  }

  /** Forgets what was added, as the network that stays is another one now. */
  void forget() {
    added = new int[0];
  }

  /** Adds the products to those of other places. */
  void addTo(double[][] all, float[] stays, float[] moves, List<int[]> permutations) {
    prepare(stays, moves);
    if (varies) {
      bring(stays, moves, entries.rest(permutations));
    }
    for (int u = 0; u < all.length; u++) {
      for (int v = 0; v < all.length; v++) {
        all[u][v] += sums[u][v];
      }
    }
  }

  /** Brings the sums from the permutations before to those of now. */
  private void bring(float[] stays, float[] moves, int... now) {
    int[] before = added;
    int[] changed =
        IntStream.range(0, now.length)
            .filter(r -> before.length == 0 || now[r] != before[r])
            .toArray();
    boolean anew = before.length == 0 || changed.length > now.length / 2;
    if (anew) {
      Arrays.stream(sums).forEach(row -> Arrays.fill(row, 0));
    }
    int[] rows = anew ? IntStream.range(0, now.length).toArray() : changed;
    for (int first = 0; first < rows.length; first += MOST_ROWS) {
      int[] some = Arrays.copyOfRange(rows, first, Math.min(rows.length, first + MOST_ROWS));
      double[][] a = new double[some.length][];
      double[][] b = new double[some.length][];
      for (int k = 0; k < some.length; k++) {
        a[k] = entries.of(stays, rest[some[k]]);
        b[k] = entries.of(moves, now[some[k]]);
        if (!anew) {
          double[] gained = b[k];
          double[] lost = entries.of(moves, before[some[k]]);
          Arrays.setAll(gained, u -> gained[u] - lost[u]);
        }
      }
      OuterProducts.add(sums, a, b);
    }
    added = now;
  }
}
