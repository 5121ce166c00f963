package org.stockpot.task.replicates;

import java.util.Locale;

/** Whether something holds, as far as the measurements tell. */
public enum Verdict {
  /** The whole interval says so. */
  YES,
  /** The whole interval says otherwise. */
  NO,
  /** The interval reaches to both sides, or there is none. */
  UNDECIDED;

  /**
   * Returns whether both of two things hold.
   *
   * @param other another verdict
   * @return yes if both do, no if one does not, else undecided
   */
  public Verdict and(Verdict other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES && other == YES ? YES : UNDECIDED;
  }

  /**
   * Returns whether the opposite holds.
   *
   * @return no for yes, yes for no, else undecided
   */
  public Verdict not() {
    return switch (this) {
      case YES -> NO;
      case NO -> YES;
      case UNDECIDED -> UNDECIDED;
    };
  }

  /**
   * Returns this verdict where all replicates count, else that it cannot be more than undecided.
   *
   * @param complete false if a replicate diverged and is missing
   * @return this verdict or undecided
   */
  public Verdict onlyIf(boolean complete) {
    return complete ? this : UNDECIDED;
  }

  /** Returns {@code yes}, {@code no} or {@code undecided}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
