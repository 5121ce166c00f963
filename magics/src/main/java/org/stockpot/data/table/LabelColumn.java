package org.stockpot.data.table;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.data.ClassBalance;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.LabelKind;
import org.stockpot.data.MessageText;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.TableColumn;

/** The column of a table that is to be predicted: a class or a number for each row. */
public final class LabelColumn {

  /** Whole numbers of more distinct values than this are numbers, unless classes are asked for. */
  public static final int MOST_WHOLE_CLASSES = 20;

  /** Texts that come less often than twice on average are no classes. */
  private static final double MOST_DISTINCT = 0.5;

  private static final int MOST_SHOWN = 8;

  private final TableColumn column;
  private final ValueCounts values;
  private final List<String> names;
  private final int[] labels;

  private LabelColumn(TableColumn column, ValueCounts values, List<String> names, int[] labels) {
    this.column = column;
    this.values = values;
    this.names = names;
    this.labels = labels;
  }

  /** Takes a column without missing values for classes or numbers. */
  static LabelColumn of(TableColumn column, LabelKind kind) {
    ValueCounts values = ValueCounts.of(column);
    if (column instanceof NumberColumn numbers) {
      boolean few = numbers.isWhole() && values.distinct() <= MOST_WHOLE_CLASSES;
      boolean classes = kind == LabelKind.CLASSES || (kind == LabelKind.AUTO && few);
      return classes ? classes(column, values, byNumber(numbers)) : numbers(numbers, values);
    }
    if (kind == LabelKind.REGRESSION) {
      throw new IllegalArgumentException(
          "label "
              + column.name()
              + " must hold numbers for regression, got "
              + MessageText.cell(column.text(0)));
    }
    return classes(column, values, Comparator.naturalOrder());
  }

  private static LabelColumn numbers(NumberColumn column, ValueCounts values) {
    if (column.hasRests()) {
      throw new IllegalArgumentException(
          "label "
              + column.name()
              + " must hold numbers that doubles tell apart, got "
              + column.text(0)
              + "; subtract what they have in common");
    }
    return new LabelColumn(column, values, List.of(column.name()), new int[0]);
  }

  private static Comparator<String> byNumber(NumberColumn numbers) {
    Map<String, Double> known = new HashMap<>();
    IntStream.range(0, numbers.size())
        .forEach(row -> known.put(numbers.text(row), numbers.value(row)));
    return Comparator.<String>comparingDouble(known::get).thenComparing(Comparator.naturalOrder());
  }

  private static LabelColumn classes(
      TableColumn column, ValueCounts values, Comparator<String> order) {
    List<String> names = values.counts().keySet().stream().sorted(order).toList();
    if (names.size() < 2) {
      throw new IllegalArgumentException(
          "label " + column.name() + " must have at least 2 classes, got only " + names.get(0));
    }
    if (names.size() > 2 && names.size() > MOST_DISTINCT * column.size()) {
      throw new IllegalArgumentException(
          "label "
              + column.name()
              + " must have classes of several rows, got "
              + names.size()
              + " distinct values in "
              + column.size()
              + " rows");
    }
    return new LabelColumn(column, values, names, indices(column, names));
  }

  private static int[] indices(TableColumn column, List<String> names) {
    Map<String, Integer> index = new HashMap<>();
    names.forEach(name -> index.put(name, index.size()));
    return IntStream.range(0, column.size())
        .map(row -> index.getOrDefault(column.text(row), -1))
        .toArray();
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
    return isClasses() ? labels : new int[column.size()];
  }

  /** Returns the names of the strata, for messages. */
  List<String> strataNames() {
    return isClasses() ? names : List.of("all");
  }

  TableColumn column() {
    return column;
  }

  ValueCounts values() {
    return values;
  }

  /** Returns the same label of another table: its classes are those of this one. */
  LabelColumn like(TableColumn other) {
    if (!isClasses()) {
      if (other instanceof NumberColumn numbers) {
        return numbers(numbers, ValueCounts.of(other));
      }
      throw new IllegalArgumentException(
          "label " + other.name() + " must hold numbers, got " + MessageText.cell(other.text(0)));
    }
    int[] indices = indices(other, names);
    ValueCounts found = ValueCounts.of(other);
    String unknown =
        found.counts().entrySet().stream()
            .filter(entry -> !names.contains(entry.getKey()))
            .map(entry -> MessageText.cell(entry.getKey()) + " " + entry.getValue())
            .limit(MOST_SHOWN)
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "label "
              + other.name()
              + " must have the classes "
              + MessageText.names(names)
              + ", got others (with their rows): "
              + unknown);
    }
    return new LabelColumn(other, found, names, indices);
  }

  /** Returns how many times the smallest class the largest has; 1 for numbers. */
  double imbalance() {
    return isClasses() ? ClassBalance.ratio(values.counts().values()) : 1;
  }

  /** Returns why a column of numbers was taken for what it was. */
  Optional<String> note() {
    if (!(column instanceof NumberColumn numbers)) {
      return Optional.empty();
    } else if (isClasses()) {
      return Optional.of(
          "label "
              + column.name()
              + ": "
              + names.size()
              + " distinct numbers, taken as classes; --kind regression predicts a number");
    }
    boolean whole = numbers.isWhole() && values.distinct() < column.size();
    return whole
        ? Optional.of(
            "label "
                + column.name()
                + ": "
                + values.distinct()
                + " distinct whole numbers, taken as a number to predict; --kind classes makes"
                + " classes of them")
        : Optional.empty();
  }

  void add(ExamplesBuilder builder, float[] inputs, int row) {
    if (isClasses()) {
      builder.add(inputs, 0, labels[row]);
    } else {
      NumberColumn numbers = (NumberColumn) column;
      builder.add(inputs, 0, new double[] {numbers.value(row)});
    }
  }
}
