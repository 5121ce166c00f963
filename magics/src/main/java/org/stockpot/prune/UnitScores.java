package org.stockpot.prune;

import java.nio.FloatBuffer;
import org.stockpot.weights.Mask;

/**
 * Scores that stand at the first entries of units.
 *
 * @param values for each entry
 * @param magnitudes whether their magnitudes are the scores
 */
record UnitScores(FloatBuffer values, boolean magnitudes) {

  /** Returns a number in the order of scores, ties by entry, which its lower half is. */
  long ranked(int entry, Mask mask) {
    return Selection.ranked(Selection.key(values.get(entry), magnitudes, entry, mask), entry);
  }
}
