package org.stockpot.data.table;

import java.nio.file.Path;
import java.util.function.BiFunction;
import org.stockpot.data.csv.ColumnChoice;
import org.stockpot.data.csv.ParsedTable;
import org.stockpot.data.csv.TableFile;
import tech.tablesaw.api.Table;

/** Where a table is from: a text file, or Tablesaw. Nothing of it is read yet. */
public final class TableSource {

  private final String name;
  private final String about;
  private final BiFunction<TableOptions, ColumnChoice, ParsedTable> reader;

  private TableSource(
      String name, String about, BiFunction<TableOptions, ColumnChoice, ParsedTable> reader) {
    this.name = name;
    this.about = about;
    this.reader = reader;
  }

  /**
   * Returns the table of a text file, under the file's name.
   *
   * @param file a text file, plain or compressed by gzip
   * @return the source
   */
  public static TableSource of(Path file) {
    Path name = file.getFileName();
    return new TableSource(
        name == null ? file.toString() : name.toString(),
        "file " + file,
        (options, choice) -> TableFile.read(file, options.format(), options.columns(), choice));
  }

  /**
   * Returns a Tablesaw table, under its own name.
   *
   * @param table columns of numbers, texts, booleans and dates; not modified
   * @return the source
   */
  public static TableSource of(Table table) {
    boolean named = table.name() != null && !table.name().isBlank();
    return new TableSource(
        named ? table.name() : "table",
        "Tablesaw table",
        (options, choice) -> TablesawColumns.of(table, options.columns(), choice));
  }

  /**
   * Returns the name for echo and tables.
   *
   * @return a short name
   */
  public String name() {
    return name;
  }

  /**
   * Returns where it is from.
   *
   * @return a phrase
   */
  public String about() {
    return about;
  }

  /**
   * Returns this source under another name, such as that of the variable it is from.
   *
   * @param other a short name
   * @return the renamed source
   */
  public TableSource withName(String other) {
    return new TableSource(other, about, reader);
  }

  ParsedTable read(TableOptions options, ColumnChoice choice) {
    return reader.apply(options, choice);
  }
}
