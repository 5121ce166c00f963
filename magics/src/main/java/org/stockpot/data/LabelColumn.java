package org.stockpot.data;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** The column of a table that is to be predicted: a class or a number for each row. */
final class LabelColumn {

  /** Whole numbers of more distinct values than this are numbers, unless classes are asked for. */
  static final int MOST_WHOLE_CLASSES = 20;

  private static final List<ColumnType> WHOLE =
      List.of(ColumnType.SHORT, ColumnType.INTEGER, ColumnType.LONG);

  private final List<String> names;
  private final int[] labels;
  private final double[] numbers;

  private LabelColumn(List<String> names, int[] labels, double[] numbers) {
    this.names = names;
    this.labels = labels;
    this.numbers = numbers;
  }

  static LabelColumn of(Column<?> column, LabelKind kind) {
    Cells.requirePresent(column);
    if (column instanceof NumericColumn<?> numeric) {
      boolean classes = kind == LabelKind.CLASSES || (kind == LabelKind.AUTO && isFewWhole(column));
      return classes
          ? classes(column, Comparator.comparingDouble(numeric::getDouble))
          : of(numeric);
    }
    if (!(column instanceof StringColumn || column instanceof BooleanColumn)) {
      throw Cells.unusable(column);
    }
    if (kind == LabelKind.REGRESSION) {
      throw new IllegalArgumentException(
          "label "
              + column.name()
              + " must hold numbers for regression, got "
              + column.getUnformattedString(0));
    }
    return classes(column, Comparator.comparing(column::getUnformattedString));
  }

  private static boolean isFewWhole(Column<?> column) {
    return WHOLE.contains(column.type()) && column.countUnique() <= MOST_WHOLE_CLASSES;
  }

  private static LabelColumn of(NumericColumn<?> column) {
    return new LabelColumn(List.of(column.name()), new int[0], Cells.numbers(column));
  }

  private static LabelColumn classes(Column<?> column, Comparator<Integer> order) {
    List<String> names =
        IntStream.range(0, column.size())
            .boxed()
            .sorted(order)
            .map(column::getUnformattedString)
            .distinct()
            .toList();
    if (names.size() < 2) {
      throw new IllegalArgumentException(
          "label " + column.name() + " must have at least 2 classes, got only " + names.get(0));
    }
    Map<String, Integer> index = new HashMap<>();
    names.forEach(name -> index.put(name, index.size()));
    int[] labels =
        IntStream.range(0, column.size())
            .map(row -> index.get(column.getUnformattedString(row)))
            .toArray();
    return new LabelColumn(names, labels, new double[0]);
  }

  boolean isClasses() {
    return labels.length > 0;
  }

  /** Returns the names of the classes, or that of the column. */
  List<String> names() {
    return names;
  }

  /** Returns what a split balances over. */
  int[] strata() {
    return isClasses() ? labels : new int[numbers.length];
  }

  void add(ExamplesBuilder builder, float[] inputs, int row) {
    if (isClasses()) {
      builder.add(inputs, 0, labels[row]);
    } else {
      builder.add(inputs, 0, new double[] {numbers[row]});
    }
  }
}
