package org.stockpot.store;

import java.util.Locale;

/** The directories of a store, such as {@code trainings}. */
public enum StorePart {
  /** Finished trainings. */
  TRAININGS,
  /** States of unfinished ones. */
  SNAPSHOTS,
  /** How trainings diverged. */
  DIVERGED,
  /** Scores, and re-estimated statistics. */
  SCORES,
  /** What magics did. */
  RUNS,
  /** What was set aside because it is not what was written. */
  DAMAGED;

  String directory() {
    return name().toLowerCase(Locale.ROOT);
  }
}
