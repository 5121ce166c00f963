package org.stockpot.data.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.data.MessageText;
import org.stockpot.data.Understanding;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.TableColumn;

/** What is told of a column: its type, its range, how many values it has and lacks. */
final class ColumnFacts {

  private static final int MOST_SHOWN = 5;

  private ColumnFacts() {}

  static Understanding.Column of(TableColumn column, String role) {
    long missing = MissingCells.rows(column).cardinality();
    if (column instanceof NumberColumn numbers) {
      boolean counted = role.startsWith("label:") && role.endsWith("classes");
      String range = counted ? counts(ValueCounts.of(column)) : range(numbers);
      return new Understanding.Column(
          column.name(), column.type(), range, distinct(numbers), missing, role);
    }
    ValueCounts values = ValueCounts.of(column);
    return new Understanding.Column(
        column.name(), column.type(), counts(values), values.distinct(), missing, role);
  }

  private static String range(NumberColumn column) {
    int[] finite = IntStream.range(0, column.size()).filter(column::isFinite).toArray();
    Comparator<Integer> order =
        Comparator.<Integer>comparingDouble(column::value).thenComparingDouble(column::rest);
    return finite.length == 0
        ? ""
        : column.text(Arrays.stream(finite).boxed().min(order).orElseThrow())
            + " to "
            + column.text(Arrays.stream(finite).boxed().max(order).orElseThrow());
  }

  private static long distinct(NumberColumn column) {
    if (column.hasRests()) {
      return ValueCounts.of(column).distinct();
    }
    double[] values =
        IntStream.range(0, column.size())
            .filter(row -> !column.isMissing(row))
            .mapToDouble(row -> column.value(row) + 0.0)
            .sorted()
            .toArray();
    return values.length == 0
        ? 0
        : 1 + IntStream.range(1, values.length).filter(i -> values[i] != values[i - 1]).count();
  }

  private static String counts(ValueCounts values) {
    String some =
        values.counts().entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_SHOWN)
            .map(entry -> MessageText.cell(entry.getKey()) + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    int more = values.distinct() - MOST_SHOWN;
    return more > 0 ? some + " and " + more + " more" : some;
  }
}
