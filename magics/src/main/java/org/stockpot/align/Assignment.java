package org.stockpot.align;

import java.util.Arrays;

/**
 * The linear assignment problem, exactly: a permutation p that maximises the sum of {@code
 * gains[i][p[i]]}.
 *
 * <p>By shortest augmenting paths with dual prices (Jonker, Volgenant, "A Shortest Augmenting Path
 * Algorithm for Dense and Sparse Linear Assignment Problems", Computing 38, 1987), in the form of
 * Crouse, "On Implementing 2D Rectangular Assignment Algorithms", IEEE Transactions on Aerospace
 * and Electronic Systems 52(4), 2016: the cube of the size at worst. Prices are kept from one
 * problem to the next of one size, so that a problem that differs little is solved in little time.
 * Of equally good permutations the result is one, the same each time.
 */
final class Assignment {

  /** So many bids a row are made at most before the shortest ways are found. */
  private static final int BIDS = 4;

  private final int n;

  /** Prices of columns: any are right to begin with. */
  private final double[] v;

  private final double[] u;
  private final double[] shortest;
  private final int[] previous;
  private final int[] columnOf;
  private final int[] rowOf;
  private final int[] open;
  private final boolean[] settled;

  Assignment(int n) {
    this.n = n;
    v = new double[n];
    u = new double[n];
    shortest = new double[n];
    previous = new int[n];
    columnOf = new int[n];
    rowOf = new int[n];
    open = new int[n];
    settled = new boolean[n];
  }

  /** Returns the best permutation for gains, all of which are finite. */
  static int[] of(double[][] gains) {
    return new Assignment(gains.length).maximise(gains);
  }

  int[] maximise(double[][] gains) {
    Arrays.fill(columnOf, -1);
    Arrays.fill(rowOf, -1);
    for (int i = 0; i < n; i++) {
      price(i, gains[i]);
    }
    reduce(gains);
    for (int i = 0; i < n; i++) {
      if (columnOf[i] < 0) {
        augment(i, gains);
      }
    }
    return columnOf.clone();
  }

  /** Prices a row by its cheapest column, and takes that if it is free. */
  private void price(int row, double... gains) {
    double least = Double.POSITIVE_INFINITY;
    int best = -1;
    for (int j = 0; j < n; j++) {
      double reduced = -gains[j] - v[j];
      if (reduced < least) {
        least = reduced;
        best = j;
      }
    }
    u[row] = least;
    if (rowOf[best] < 0) {
      rowOf[best] = row;
      columnOf[row] = best;
    }
  }

  /**
   * Lets free rows take their cheapest columns, whose prices fall until the second cheapest is as
   * good, from whoever has them: the augmenting row reduction of Jonker and Volgenant. Rows that
   * are left, as after bids without an end, are free still.
   */
  private void reduce(double[][] gains) {
    int bids = BIDS * n;
    for (int i = 0; i < n; i++) {
      int row = columnOf[i] < 0 ? i : -1;
      while (row >= 0 && bids-- > 0) {
        row = bid(row, gains[row]);
      }
    }
  }

  /** Gives a free row its cheapest column; returns the row that loses it, or -1. */
  private int bid(int row, double... gains) {
    double least = Double.POSITIVE_INFINITY;
    double second = Double.POSITIVE_INFINITY;
    int best = -1;
    for (int j = 0; j < n; j++) {
      double reduced = -gains[j] - v[j];
      if (reduced < second) {
        second = Math.max(least, reduced);
        if (reduced < least) {
          least = reduced;
          best = j;
        }
      }
    }
    int loser = rowOf[best];
    if (loser >= 0 && !(least < second)) {
      return -1;
    }
    u[row] = n == 1 ? least : second;
    v[best] -= n == 1 ? 0 : second - least;
    rowOf[best] = row;
    columnOf[row] = best;
    if (loser >= 0) {
      columnOf[loser] = -1;
    }
    return loser;
  }

  /** Finds the shortest way from a free row to a free column, and turns it over. */
  private void augment(int free, double[][] gains) {
    Arrays.fill(shortest, Double.POSITIVE_INFINITY);
    Arrays.fill(settled, false);
    for (int j = 0; j < n; j++) {
      open[j] = j;
    }
    int left = n;
    double length = 0;
    int row = free;
    int sink = -1;
    while (sink < 0) {
      int at = nearest(row, length - u[row], gains[row], left);
      int column = open[at];
      length = shortest[column];
      open[at] = open[--left];
      settled[column] = true;
      row = rowOf[column];
      sink = row < 0 ? column : -1;
    }
    u[free] += length;
    for (int j = 0; j < n; j++) {
      if (settled[j] && j != sink) {
        double slack = length - shortest[j];
        u[rowOf[j]] += slack;
        v[j] -= slack;
      }
    }
    int column = sink;
    while (true) {
      int from = previous[column];
      rowOf[column] = from;
      int next = columnOf[from];
      columnOf[from] = column;
      if (from == free) {
        return;
      }
      column = next;
    }
  }

  /** Reaches columns from a row; returns the place of the nearest open one, a free one first. */
  private int nearest(int row, double base, double[] gains, int left) {
    double least = Double.POSITIVE_INFINITY;
    int best = 0;
    for (int k = 0; k < left; k++) {
      int j = open[k];
      double through = base - gains[j] - v[j];
      if (through < shortest[j]) {
        shortest[j] = through;
        previous[j] = row;
      }
      double length = shortest[j];
      if (length < least || (length == least && rowOf[j] < 0)) {
        least = length;
        best = k;
      }
    }
    return best;
  }
}
