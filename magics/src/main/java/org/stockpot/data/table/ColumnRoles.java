package org.stockpot.data.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stockpot.data.MessageText;
import org.stockpot.data.csv.ColumnRules;
import org.stockpot.data.csv.DateColumn;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.ParsedTable;
import org.stockpot.data.csv.TableColumn;
import org.stockpot.data.csv.TextColumn;
import org.stockpot.task.option.Suggestions;

/** What each column of a table is for: the label, groups, times, an input, or nothing. */
final class ColumnRoles {

  /** A text column is names of examples where so many of its cells differ. */
  private static final double MOST_DISTINCT = 0.8;

  private static final double MANY_DISTINCT = 0.5;
  private static final int FEW = 3;

  private final ParsedTable table;
  private final TableOptions options;
  private final Map<String, String> leftOut = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<TableColumn> inputs = new ArrayList<>();
  private final TableColumn label;
  private final Optional<TableColumn> group;
  private final Optional<NumberColumn> time;

  private ColumnRoles(ParsedTable table, TableOptions options) {
    this.table = table;
    this.options = options;
    requireKnown("drop", options.columns().drop());
    requireKnown("keep", options.columns().keep());
    label = usable(column("label", options.label()), options);
    group = optional("group", options.rows().group());
    time = optional("time", options.rows().time()).map(this::times);
    table.dropped().forEach(name -> leftOut.put(name, "left out"));
    table.columns().forEach(this::add);
  }

  static ColumnRoles of(ParsedTable table, TableOptions options) {
    return new ColumnRoles(table, options);
  }

  TableColumn label() {
    return label;
  }

  Optional<TableColumn> group() {
    return group;
  }

  Optional<NumberColumn> time() {
    return time;
  }

  /** Returns the columns whose cells must have a value: label, groups and times. */
  List<TableColumn> needed() {
    List<TableColumn> needed = new ArrayList<>(List.of(label));
    group.ifPresent(needed::add);
    time.ifPresent(needed::add);
    return needed;
  }

  List<TableColumn> inputs() {
    return inputs;
  }

  /** Returns why columns are left out, by their names. */
  Map<String, String> leftOut() {
    return leftOut;
  }

  List<String> warnings() {
    return warnings;
  }

  private void requireKnown(String option, List<String> names) {
    for (String name : names) {
      if (!table.names().contains(name)) {
        throw unknown(option, name);
      }
    }
  }

  private IllegalArgumentException unknown(String option, String name) {
    return new IllegalArgumentException(
        option
            + " must name a column, got "
            + (name.isBlank() ? "none" : name)
            + Suggestions.didYouMean(name, table.names())
            + " (columns: "
            + MessageText.names(table.names())
            + ")"
            + (table.names().size() == 1
                ? "; say --separator MARK where another parts cells"
                : ""));
  }

  private TableColumn column(String option, String name) {
    if (table.dropped().contains(name)) {
      throw new IllegalArgumentException(
          option + " and drop must differ, got " + name + " in both");
    }
    return table.column(name).orElseThrow(() -> unknown(option, name));
  }

  private Optional<TableColumn> optional(String option, String name) {
    if (!name.isBlank() && name.equals(options.label())) {
      throw new IllegalArgumentException(
          option + " must name another column than the label, got " + name);
    }
    return name.isBlank() ? Optional.empty() : Optional.of(column(option, name));
  }

  private NumberColumn times(TableColumn column) {
    if (column instanceof NumberColumn numbers) {
      return numbers;
    } else if (column instanceof DateColumn dates) {
      return dates.days(options.columns().dates());
    }
    throw new IllegalArgumentException(
        "time must name a column of dates or numbers, got texts in " + column.name());
  }

  private boolean isKept(TableColumn column) {
    return options.columns().keep().contains(column.name());
  }

  private void add(TableColumn column) {
    String name = column.name();
    boolean parts = Stream.of(options.rows().group(), options.rows().time()).anyMatch(name::equals);
    if (name.equals(options.label())) {
      return;
    } else if (parts && !isKept(column)) {
      leftOut.put(name, name.equals(options.rows().group()) ? "groups" : "time");
    } else if (table.nameless().contains(name) && IndexColumns.are(column) && !isKept(column)) {
      leftOut.put(name, "left out: numbers or names rows (--keep " + name + ")");
      warnings.add(
          "column "
              + name
              + " has no name and numbers or names the rows: left out; --keep "
              + name
              + " uses it");
    } else {
      addInput(column);
    }
  }

  private void addInput(TableColumn column) {
    TableColumn usable = usable(column, options);
    if (usable instanceof TextColumn texts && !isKept(column)) {
      requireCategories(texts);
    } else if (IndexColumns.countUp(usable) && !isKept(column)) {
      warnings.add(
          "column " + usable.name() + " numbers the rows: if that says nothing of them, --drop it");
    }
    if (table.nameless().contains(column.name())) {
      warnings.add("column " + column.name() + " has no name in the header, and is an input");
    }
    if (usable instanceof NumberColumn numbers) {
      Sentinels.of(numbers).ifPresent(warnings::add);
      PackedDates.of(numbers).ifPresent(warnings::add);
    }
    inputs.add(usable);
  }

  /** Returns a column of dates as numbers, if the options say so; any other as it is. */
  static TableColumn usable(TableColumn column, TableOptions options) {
    if (!(column instanceof DateColumn dates)) {
      return column;
    } else if (options.columns().dates() == ColumnRules.Dates.REFUSE) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + " must hold numbers, texts or booleans, got "
              + MessageText.cell(firstText(column))
              + " ("
              + column.type()
              + "); say --dates days to make numbers of dates, or --drop "
              + column.name());
    }
    return dates.days(options.columns().dates());
  }

  private static String firstText(TableColumn column) {
    return IntStream.range(0, column.size())
        .mapToObj(column::text)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private void requireCategories(TextColumn column) {
    ValueCounts values = ValueCounts.of(column);
    boolean names =
        values.distinct() > FEW && values.distinct() >= MOST_DISTINCT * values.present();
    if (names) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + " must have texts that come again, got "
              + values.distinct()
              + " distinct texts in "
              + values.present()
              + " rows, such as "
              + MessageText.list(values.first(FEW))
              + "; say --drop "
              + column.name()
              + ", or --keep "
              + column.name()
              + " to make an input of each");
    }
    if (values.distinct() > MANY_DISTINCT * values.present() && values.distinct() > FEW) {
      warnings.add(
          "column "
              + column.name()
              + " has "
              + values.distinct()
              + " distinct texts in "
              + values.present()
              + " rows, one input each");
    }
    values.alike().ifPresent(alike -> warnings.add("values of column " + column.name() + alike));
  }
}
