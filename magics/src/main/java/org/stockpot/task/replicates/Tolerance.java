package org.stockpot.task.replicates;

import java.util.Objects;
import org.stockpot.task.option.Percent;

/**
 * How much of an error still counts as none: the standard deviation of the error over dense runs
 * (Paul et al., "Unmasking the Lottery Ticket Hypothesis", ICLR 2023, Definition 2.2), or a fixed
 * share of the examples, such as 2 % (Frankle et al., ICML 2020, §2) or 0.2 % (there, §4.4).
 *
 * @param kind which of both
 * @param share for a fixed one, in [0, 1); else 0
 */
public record Tolerance(Kind kind, double share) {

  /** Below so many dense runs their spread is hardly known. */
  public static final int ENOUGH_RUNS = 5;

  private static final double PERCENT = 100;

  /** The kinds. */
  public enum Kind {
    /** The standard deviation of the error over dense runs. */
    SPREAD,
    /** A share of the examples. */
    SHARE
  }

  /** The standard deviation over dense runs. */
  public static final Tolerance SPREAD = new Tolerance(Kind.SPREAD, 0);

  /** Two points, the threshold of instability analysis. */
  public static final Tolerance TWO_POINTS = share(0.02);

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the share is out of range
   */
  public Tolerance {
    Objects.requireNonNull(kind, "kind");
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          "a tolerance must be sd or lie in [0%, 100%), got " + share);
    }
  }

  /**
   * Returns a fixed tolerance.
   *
   * @param share of the examples, in [0, 1)
   * @return the tolerance
   */
  public static Tolerance share(double share) {
    return new Tolerance(Kind.SHARE, share);
  }

  /**
   * Reads a tolerance.
   *
   * @param text {@code sd}, or a share such as {@code 2%} or {@code 0.02}
   * @return the tolerance
   * @throws IllegalArgumentException if the text is none
   */
  public static Tolerance parse(String text) {
    if (text.equals("sd")) {
      return SPREAD;
    }
    double share;
    try {
      share = Percent.parse(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a tolerance must be sd or a share such as 2%, got " + text, e);
    }
    return share(share);
  }

  /**
   * Returns the largest difference of errors that counts as none.
   *
   * @param dense the error over independent dense runs
   * @return as a share; NaN for the spread of fewer than two runs
   */
  public double bound(Estimate dense) {
    return kind == Kind.SHARE ? share : dense.sd();
  }

  /**
   * Says what the bound is and how well it is known.
   *
   * @param dense the error over independent dense runs
   * @return such as {@code 2%}, {@code sd of 5 dense runs} or {@code spread of 3 runs}
   */
  public String words(Estimate dense) {
    if (kind == Kind.SHARE) {
      return toString();
    }
    return dense.n() >= ENOUGH_RUNS
        ? "sd of " + dense.n() + " dense runs"
        : "spread of " + dense.n() + (dense.n() == 1 ? " run" : " runs");
  }

  /** Returns the tolerance as {@link #parse} reads it. */
  @Override
  public String toString() {
    if (kind == Kind.SPREAD) {
      return "sd";
    }
    String text = Double.toString(Math.rint(share * PERCENT * 1e9) / 1e9);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + "%";
  }
}
