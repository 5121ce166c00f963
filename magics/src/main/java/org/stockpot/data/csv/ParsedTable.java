package org.stockpot.data.csv;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a table.
 *
 * @param columns those that were read, in order
 * @param names all columns' names, those left out among them
 * @param dropped the names of those that were left out as asked
 * @param nameless the names that were made up, such as {@code c1}
 * @param said how the text was read, one phrase each
 * @param warnings what may not be as it looks, one sentence each
 */
public record ParsedTable(
    List<TableColumn> columns,
    List<String> names,
    List<String> dropped,
    Set<String> nameless,
    List<String> said,
    List<String> warnings) {

  /** Copies the lists. */
  public ParsedTable {
    columns = List.copyOf(columns);
    names = List.copyOf(names);
    dropped = List.copyOf(dropped);
    nameless = Set.copyOf(nameless);
    said = List.copyOf(said);
    warnings = List.copyOf(warnings);
  }

  /**
   * Returns the column of a name.
   *
   * @param name the name
   * @return the column; empty if none was read under that name
   */
  public Optional<TableColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /**
   * Returns the number of rows.
   *
   * @return at least 0
   */
  public int rows() {
    return columns.isEmpty() ? 0 : columns.get(0).size();
  }
}
