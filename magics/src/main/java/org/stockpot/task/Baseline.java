package org.stockpot.task;

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
    return this == MEAN ? (from + to) / 2 : (1 - t) * from + t * to;
  }
}
