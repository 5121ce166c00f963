package org.stockpot.format;

import java.nio.file.Path;
import java.util.List;

/**
 * What a merge of files made.
 *
 * @param file the file that was written
 * @param notes sentences that a user must read beside it; mostly none
 */
public record MergedFile(Path file, List<String> notes) {

  /** Copies the notes. */
  public MergedFile {
    notes = List.copyOf(notes);
  }
}
