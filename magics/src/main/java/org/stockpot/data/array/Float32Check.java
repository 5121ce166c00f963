package org.stockpot.data.array;

import java.util.Arrays;
import java.util.Locale;

/**
 * Whether columns of numbers stay what they are when they are rounded to float32: days counted in
 * nanoseconds, or years with decimals, would become few steps or one.
 */
public final class Float32Check {

  /** The fewest steps of float32 from the least to the most of a column that was rounded. */
  private static final int STEPS = 1 << 12;

  private final double[] least;
  private final double[] most;
  private final boolean[] rounded;
  private int rows;

  /**
   * Takes no rows yet.
   *
   * @param columns the numbers of a row
   */
  public Float32Check(int columns) {
    least = new double[columns];
    most = new double[columns];
    rounded = new boolean[columns];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
  }

  /**
   * Takes a row.
   *
   * @param row a number for each column; not modified
   * @throws IllegalArgumentException if one is finite, but not as a float32
   */
  public void add(double... row) {
    for (int i = 0; i < row.length; i++) {
      if (Double.isFinite(row[i]) && !Float.isFinite((float) row[i])) {
        throw new IllegalArgumentException(
            "input " + i + " of example " + rows + " must lie within ±3.4e38, got " + row[i]);
      }
      least[i] = Math.min(least[i], row[i]);
      most[i] = Math.max(most[i], row[i]);
      rounded[i] |= (float) row[i] != row[i];
    }
    rows++;
  }

  /**
   * Requires that float32 keeps each column's numbers apart: all of them, or thousands of steps
   * between its least and its most.
   *
   * @throws IllegalArgumentException if one has numbers that were rounded, and fewer steps
   */
  public void require() {
    for (int i = 0; i < rounded.length; i++) {
      double step = Math.ulp((float) Math.max(Math.abs(least[i]), Math.abs(most[i])));
      if (rounded[i] && most[i] > least[i] && most[i] - least[i] < STEPS * step) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "input %d must keep its numbers apart as float32, got %s to %s, of which it makes"
                    + " steps of %s; take off their mean first",
                i,
                least[i],
                most[i],
                (float) step));
      }
    }
  }
}
