package org.stockpot.study;

/**
 * Where in a result something was measured: a density of a pruning run, a fork, a pair of networks.
 *
 * @param series what it belongs to, such as {@code dense}; empty where there is one series
 * @param name what it is called, such as {@code 100it}; empty where a result has one number
 * @param position its place on an axis; NaN if it has none
 */
public record Level(String series, String name, double position) {

  /** Densities differ by less where the same share was pruned of groups of other sizes. */
  private static final double DENSITY = 0.01;

  /** Returns the level of a result that has one number. */
  static Level only(String name) {
    return new Level("", name, Double.NaN);
  }

  /** Returns the level of a density, which is its name as well. */
  static Level density(double percent) {
    return new Level("", "", percent);
  }

  /**
   * Returns whether two densities are the same, within a hundredth of one another.
   *
   * @param one a share of weights kept, or that in per cent
   * @param other another in the same unit
   * @return true if they can be compared
   */
  public static boolean sameDensity(double one, double other) {
    return Math.abs(one - other) <= DENSITY * Math.max(one, other);
  }

  private boolean isDensity() {
    return name.isEmpty() && !Double.isNaN(position);
  }

  /**
   * Returns whether two levels can be compared: of densities, those within a hundredth of one
   * another.
   *
   * @param other another level
   * @return true if they mean the same
   */
  public boolean matches(Level other) {
    if (isDensity() && other.isDensity()) {
      return sameDensity(position, other.position);
    }
    return series.equals(other.series) && name.equals(other.name);
  }
}
