package org.stockpot.data;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reader understood of what it read, so that nothing is guessed in silence.
 *
 * @param form how the source was read, one phrase each, such as {@code separated by commas}
 * @param rows the examples that were taken, of all parts
 * @param columns what each column was taken for; empty for data without columns
 * @param warnings what may not be as it looks, one sentence each
 */
public record Understanding(
    List<String> form, long rows, List<Column> columns, List<String> warnings) {

  /**
   * One column.
   *
   * @param name its name
   * @param type what its cells are, such as {@code number, decimal comma}
   * @param range from its least to its largest value, or its values with their counts
   * @param distinct how many values it has
   * @param missing how many cells have none, or no finite one
   * @param role what it was taken for, such as {@code input}, {@code classes} or {@code left out}
   */
  public record Column(
      String name, String type, String range, long distinct, long missing, String role) {}

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the number of rows is negative
   */
  public Understanding {
    form = List.copyOf(form);
    columns = List.copyOf(columns);
    warnings = List.copyOf(warnings);
    if (rows < 0) {
      throw new IllegalArgumentException("rows must be at least 0, got " + rows);
    }
  }

  /**
   * Returns this understanding with one more warning.
   *
   * @param warning a sentence
   * @return the changed understanding
   */
  public Understanding withWarning(String warning) {
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new Understanding(form, rows, columns, more);
  }
}
