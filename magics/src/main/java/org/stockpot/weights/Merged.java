package org.stockpot.weights;

import java.util.List;

/**
 * What a merge made.
 *
 * @param point the merged network
 * @param notes sentences that a user must read beside it, such as that an iteration has not
 *     converged; mostly none
 */
public record Merged(Point point, List<String> notes) {

  /** Copies the notes. */
  public Merged {
    notes = List.copyOf(notes);
  }
}
