package org.stockpot.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * The columns of a table as inputs of a model. Everything learnt from the values (mean and standard
 * deviation, categories, whether a column varies) is learnt from the training rows alone.
 */
final class Features {

  /** A text column of more distinct values than this is refused rather than made so many inputs. */
  static final int MOST_CATEGORIES = 100;

  private final int[] training;
  private final List<String> names = new ArrayList<>();
  private final List<IntToDoubleFunction> values = new ArrayList<>();
  private final List<String> standardised = new ArrayList<>();
  private final List<String> encoded = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private final List<String> unseen = new ArrayList<>();

  private Features(int[] training) {
    this.training = training;
  }

  static Features of(List<Column<?>> columns, int[] training) {
    Features features = new Features(training);
    columns.forEach(features::add);
    if (features.names.isEmpty()) {
      throw new IllegalArgumentException(
          "a table must have a feature that varies, got none beside the label");
    }
    return features;
  }

  private void add(Column<?> column) {
    Cells.requirePresent(column);
    if (column instanceof NumericColumn<?> numeric) {
      addNumbers(column.name(), Cells.numbers(numeric));
    } else if (column instanceof StringColumn || column instanceof BooleanColumn) {
      addCategories(column);
    } else {
      throw Cells.unusable(column);
    }
  }

  private void addNumbers(String name, double[] numbers) {
    Optional<Scale> scale =
        Scale.of(Arrays.stream(training).mapToDouble(i -> numbers[i]).toArray());
    if (scale.isEmpty()) {
      dropped.add(name);
      return;
    }
    names.add(name);
    standardised.add(name);
    values.add(row -> scale.get().apply(numbers[row]));
  }

  private void addCategories(Column<?> column) {
    SortedSet<String> found = new TreeSet<>();
    Arrays.stream(training).forEach(row -> found.add(column.getUnformattedString(row)));
    if (found.size() > MOST_CATEGORIES) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + " must have at most "
              + MOST_CATEGORIES
              + " distinct texts, got "
              + found.size()
              + "; group them, or drop the column with table.removeColumns(\""
              + column.name()
              + "\")");
    }
    if (found.size() == 1) {
      dropped.add(column.name());
      return;
    }
    List<String> categories = List.copyOf(found);
    int[] codes =
        IntStream.range(0, column.size())
            .map(row -> categories.indexOf(column.getUnformattedString(row)))
            .toArray();
    for (int code = 0; code < categories.size(); code++) {
      int held = code;
      names.add(column.name() + "=" + categories.get(code));
      values.add(row -> codes[row] == held ? 1 : 0);
    }
    encoded.add(column.name() + " (" + categories.size() + ")");
    long rows = Arrays.stream(codes).filter(code -> code < 0).count();
    if (rows > 0) {
      unseen.add(column.name() + " (" + rows + " rows)");
    }
  }

  List<String> names() {
    return names;
  }

  void copy(int row, float[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) values.get(i).applyAsDouble(row);
    }
  }

  /** Returns what was done, one sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    note(notes, "standardised by the training rows: ", standardised);
    note(notes, "one-hot by the categories of the training rows: ", encoded);
    note(notes, "dropped, the same in all training rows: ", dropped);
    note(notes, "all 0 where the category is not in the training rows: ", unseen);
    return notes;
  }

  private static void note(List<String> notes, String what, List<String> columns) {
    if (!columns.isEmpty()) {
      notes.add(what + Names.list(columns));
    }
  }
}
