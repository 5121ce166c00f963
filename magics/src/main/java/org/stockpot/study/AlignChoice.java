package org.stockpot.study;

import java.util.Optional;
import org.stockpot.align.AlignBy;

/** Whether networks are aligned beside being measured as they are, and by what. */
public enum AlignChoice {
  /** They are not. */
  NONE,
  /** {@link AlignBy#WEIGHTS}. */
  WEIGHTS,
  /** {@link AlignBy#ACTIVATIONS}. */
  ACTIVATIONS,
  /** {@link AlignBy#STRAIGHT_THROUGH}. */
  STRAIGHT_THROUGH,
  /** {@link AlignBy#LEARNED}. */
  LEARNED;

  /**
   * Returns the kind of matching.
   *
   * @return the kind; empty if networks stay as they are
   */
  public Optional<AlignBy> by() {
    return this == NONE ? Optional.empty() : Optional.of(AlignBy.valueOf(name()));
  }
}
