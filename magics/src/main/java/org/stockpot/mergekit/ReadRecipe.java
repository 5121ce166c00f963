package org.stockpot.mergekit;

import java.util.List;

/**
 * A recipe that was read.
 *
 * @param recipe what it says
 * @param notes what of it decides nothing here, and where the same words give other numbers there;
 *     sentences
 */
public record ReadRecipe(FileRecipe recipe, List<String> notes) {

  /** Copies the notes. */
  public ReadRecipe {
    notes = List.copyOf(notes);
  }
}
