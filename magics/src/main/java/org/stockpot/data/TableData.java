package org.stockpot.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.task.Suggestions;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Data from tables: Tablesaw's, or CSV files read by Tablesaw.
 *
 * <p>Every column but the label is a feature. Numbers are standardised by mean and standard
 * deviation of the training rows; texts and booleans become one input for each category of the
 * training rows, 1 where it holds, and all 0 for a category that only other rows have. A column
 * that is the same in all training rows is dropped. Missing values, dates and texts of more than
 * 100 categories are errors: what to do about them is the user's choice.
 *
 * <p>A label of texts or booleans, or of at most 20 distinct whole numbers, is a class; any other
 * is a number. Classes are in the order of their texts or numbers.
 */
public final class TableData {

  private TableData() {}

  /**
   * Returns the data of a text file, under the file's name.
   *
   * @param file a UTF-8 file with a header; commas, semicolons or tabs between cells; plain or
   *     {@code .gz}. Empty cells and NaN, NA, N/A, null, ? and * are missing values.
   * @param label the column to predict
   * @param kind what it is taken for
   * @param split how to part the rows
   * @return the data
   * @throws IllegalArgumentException if the file is no table, or as {@link #of}
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Data csv(Path file, String label, LabelKind kind, Split split) {
    return read(TableFile.read(file), "file " + file, label, kind, split);
  }

  /**
   * Returns the data of a text file, its label taken for what it looks like.
   *
   * @param file a text file, as in {@link #csv(Path, String, LabelKind, Split)}
   * @param label the column to predict
   * @param split how to part the rows
   * @return the data
   * @throws IllegalArgumentException if the file is no table, or as {@link #of}
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Data csv(Path file, String label, Split split) {
    return csv(file, label, LabelKind.AUTO, split);
  }

  /**
   * Returns the data of a table, under the table's name.
   *
   * @param table columns of numbers, texts and booleans. Not modified.
   * @param label the column to predict
   * @param kind what it is taken for
   * @param split how to part the rows
   * @return the data
   * @throws IllegalArgumentException if there is no such column, a value is missing or not finite,
   *     a column cannot be an input, the label does not vary, or the split does not suit the rows
   */
  public static Data of(Table table, String label, LabelKind kind, Split split) {
    return read(table, "Tablesaw table", label, kind, split);
  }

  /**
   * Returns the data of a table, its label taken for what it looks like.
   *
   * @param table columns of numbers, texts and booleans. Not modified.
   * @param label the column to predict
   * @param split how to part the rows
   * @return the data
   * @throws IllegalArgumentException as {@link #of(Table, String, LabelKind, Split)}
   */
  public static Data of(Table table, String label, Split split) {
    return of(table, label, LabelKind.AUTO, split);
  }

  private static Data read(Table table, String source, String label, LabelKind kind, Split split) {
    List<Column<?>> columns = new ArrayList<>(table.columns());
    Column<?> labelled = columns.remove(indexOf(columns, label));
    if (table.isEmpty()) {
      throw new IllegalArgumentException(source + " must have rows, got none");
    }
    LabelColumn labels = LabelColumn.of(labelled, kind);
    Draw draw = Draw.of(labels.strata(), split);
    Features features = Features.of(columns, draw.training());
    TableRows rows = new TableRows(columns, labelled);
    String name = table.name() == null || table.name().isBlank() ? "table" : table.name();
    Card card = Card.of(name, source, List.of(features.names().size()));
    card = card.withFeatures(features.names());
    for (String note : features.notes()) {
      card = card.withNote(note);
    }
    return Data.of(
        noteWhole(card, labelled, labels), labels.names(), parts(features, labels, rows, draw));
  }

  private static Card noteWhole(Card card, Column<?> column, LabelColumn labels) {
    if (!labels.isClasses() || !(column instanceof NumericColumn)) {
      return card;
    }
    return card.withNote(
        "label "
            + column.name()
            + ": "
            + labels.names().size()
            + " distinct numbers, taken as classes");
  }

  private static Parts parts(Features features, LabelColumn labels, TableRows rows, Draw draw) {
    return new Parts(
        examples(features, labels, rows, draw.training()),
        examples(features, labels, rows, draw.validation()),
        examples(features, labels, rows, draw.test()));
  }

  private static Examples examples(
      Features features, LabelColumn labels, TableRows rows, int[] chosen) {
    float[] inputs = new float[features.names().size()];
    ExamplesBuilder builder = Examples.builder(inputs.length);
    for (int row : chosen) {
      features.copy(row, inputs);
      labels.add(builder, inputs, row);
      builder.fromRow(rows.digest(row));
    }
    return builder.build();
  }

  private static int indexOf(List<Column<?>> columns, String label) {
    List<String> names = columns.stream().map(Column::name).toList();
    int at = names.indexOf(label);
    if (at < 0) {
      throw new IllegalArgumentException(
          "label must name a column, got "
              + (label.isBlank() ? "none" : label)
              + Suggestions.didYouMean(label, names)
              + " (columns: "
              + Names.list(names)
              + ")");
    }
    return at;
  }
}
