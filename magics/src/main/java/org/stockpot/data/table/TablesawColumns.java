package org.stockpot.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.data.csv.ColumnChoice;
import org.stockpot.data.csv.ColumnRules;
import org.stockpot.data.csv.DateColumn;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.ParsedTable;
import org.stockpot.data.csv.TableColumn;
import org.stockpot.data.csv.TextColumn;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.LongColumnType;

/** Columns of a Tablesaw table, which have their types already. */
final class TablesawColumns {

  private static final Set<ColumnType> DATES =
      Set.of(
          ColumnType.LOCAL_DATE,
          ColumnType.LOCAL_DATE_TIME,
          ColumnType.LOCAL_TIME,
          ColumnType.INSTANT);

  private TablesawColumns() {}

  static ParsedTable of(Table table, ColumnRules rules, ColumnChoice choice) {
    List<TableColumn> columns = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      if (rules.drop().contains(column.name())) {
        dropped.add(column.name());
      } else if (choice.wanted().test(column.name())) {
        columns.add(of(column));
      }
    }
    return new ParsedTable(
        columns, table.columnNames(), dropped, Set.of(), List.of("Tablesaw table"), List.of());
  }

  private static TableColumn of(Column<?> column) {
    if (column instanceof LongColumn longs) {
      return NumberColumn.ofWhole(
          column.name(), longs.asLongArray(), LongColumnType.missingValueIndicator());
    } else if (column instanceof NumericColumn<?> numbers) {
      return NumberColumn.of(column.name(), numbers.asDoubleArray());
    } else if (column instanceof BooleanColumn) {
      return TextColumn.ofBooleans(column.name(), texts(column));
    } else if (column instanceof StringColumn) {
      return TextColumn.of(column.name(), texts(column));
    } else if (DATES.contains(column.type())) {
      return dates(column);
    }
    throw new IllegalArgumentException(
        "column "
            + column.name()
            + " must hold numbers, texts, booleans or dates, got "
            + column.type().name()
            + "; say --drop "
            + column.name());
  }

  private static TableColumn dates(Column<?> column) {
    List<String> texts = texts(column);
    boolean none = texts.stream().allMatch(String::isEmpty);
    return none ? TextColumn.of(column.name(), texts) : DateColumn.of(column.name(), texts);
  }

  private static List<String> texts(Column<?> column) {
    return IntStream.range(0, column.size())
        .mapToObj(row -> column.isMissing(row) ? "" : column.getUnformattedString(row))
        .toList();
  }
}
