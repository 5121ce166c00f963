package org.stockpot.task;

import java.util.List;

/**
 * What a path is compared with. The two agree where both ends are equally good.
 *
 * <ul>
 *   <li>{@link #MEAN}: Frankle et al., "Linear Mode Connectivity and the Lottery Ticket
 *       Hypothesis", ICML 2020, §2: {@code max_t E(w(t)) - (E(a) + E(b)) / 2}.
 *   <li>{@link #CHORD}: Entezari et al., "The Role of Permutation Invariance in Linear Mode
 *       Connectivity of Neural Networks", ICLR 2022, Definition 1, and Paul et al., ICLR 2023, §2:
 *       {@code max_t E(w(t)) - [(1 - t) E(a) + t E(b)]}, which is never negative.
 * </ul>
 */
public enum Baseline {
  /** The mean of both ends. */
  MEAN,
  /** The straight line between the ends' values. */
  CHORD;

  double at(double t, double from, double to) {
    double share = shareOfEnd(t);
    return (1 - share) * from + share * to;
  }

  private double shareOfEnd(double t) {
    return this == MEAN ? 0.5 : t;
  }

  /**
   * Returns by how much the errors at a position lie above this baseline, example by example.
   *
   * @param t the position
   * @param at the errors there
   * @param from those at the start of the line
   * @param to those at its end
   * @return the excess, whose mean is that of the error
   */
  public PerExample excess(double t, PerExample at, PerExample from, PerExample to) {
    double share = shareOfEnd(t);
    return PerExample.sum(List.of(1.0, share - 1, -share), List.of(at, from, to));
  }

  /**
   * Returns what stands in the head of a column.
   *
   * @return {@code mean of the ends} or {@code chord}
   */
  public String label() {
    return this == MEAN ? "mean of the ends" : "chord";
  }
}
