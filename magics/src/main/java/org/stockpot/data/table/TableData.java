package org.stockpot.data.table;

import java.nio.file.Path;
import java.util.List;
import org.stockpot.data.Data;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import tech.tablesaw.api.Table;

/**
 * Data from tables: text files, or Tablesaw's.
 *
 * <p>Every column but the label is a feature, unless it numbers or names the rows, holds groups or
 * times, or is left out by an option. Numbers are standardised by mean and standard deviation of
 * the training rows, in doubles; texts and booleans become one input for each category of the
 * training rows, 1 where it holds, and all 0 for a category that only other rows have. A column
 * that is the same in all training rows is dropped. Missing values, dates, texts of more than 100
 * categories and texts that hardly come again are errors that name the option that decides.
 *
 * <p>A label of texts or booleans, or of at most 20 distinct whole numbers, is a class; any other
 * is a number. Classes are in the order of their texts or numbers. What was understood is in the
 * card.
 */
public final class TableData {

  private TableData() {}

  /**
   * Returns the data of a text file, under the file's name.
   *
   * @param file a text file, plain or {@code .gz}
   * @param label the column to predict
   * @param kind what it is taken for
   * @param split how to part the rows
   * @return the data
   * @throws IllegalArgumentException as {@link #of(TableSource, TableOptions, Split, List)}
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Data csv(Path file, String label, LabelKind kind, Split split) {
    return csv(file, TableOptions.of(label).withKind(kind), split);
  }

  /**
   * Returns the data of a text file, its label taken for what it looks like.
   *
   * @param file a text file, plain or {@code .gz}
   * @param label the column to predict
   * @param split how to part the rows
   * @return the data
   * @throws IllegalArgumentException as {@link #of(TableSource, TableOptions, Split, List)}
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Data csv(Path file, String label, Split split) {
    return csv(file, TableOptions.of(label), split);
  }

  /**
   * Returns the data of a text file.
   *
   * @param file a text file, plain or {@code .gz}
   * @param options how it is read
   * @param split how to part the rows
   * @return the data
   * @throws IllegalArgumentException as {@link #of(TableSource, TableOptions, Split, List)}
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Data csv(Path file, TableOptions options, Split split) {
    return of(TableSource.of(file), options, split, List.of());
  }

  /**
   * Returns the data of a table, under the table's name.
   *
   * @param table columns of numbers, texts, booleans and dates; not modified
   * @param label the column to predict
   * @param kind what it is taken for
   * @param split how to part the rows
   * @return the data
   * @throws IllegalArgumentException as {@link #of(TableSource, TableOptions, Split, List)}
   */
  public static Data of(Table table, String label, LabelKind kind, Split split) {
    return of(TableSource.of(table), TableOptions.of(label).withKind(kind), split, List.of());
  }

  /**
   * Returns the data of a table, its label taken for what it looks like.
   *
   * @param table columns of numbers, texts, booleans and dates; not modified
   * @param label the column to predict
   * @param split how to part the rows
   * @return the data
   * @throws IllegalArgumentException as {@link #of(TableSource, TableOptions, Split, List)}
   */
  public static Data of(Table table, String label, Split split) {
    return of(table, label, LabelKind.AUTO, split);
  }

  /**
   * Returns the data of a table, with further test sets of the same form beside its own.
   *
   * @param source the table
   * @param options how it is read, and the others as well
   * @param split how to part the rows
   * @param also tables with the same columns, such as of another year: further test sets
   * @return the data
   * @throws IllegalArgumentException if a table cannot be read for certain, there is no such
   *     column, a value is missing or not finite and no option says what becomes of it, a column
   *     cannot be an input, the label does not vary, the split does not suit the rows, or a further
   *     table is not of the same form
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static Data of(
      TableSource source, TableOptions options, Split split, List<TableSource> also) {
    TableReading reading = TableReading.of(source, options, split);
    also.forEach(reading::add);
    return reading.data();
  }
}
