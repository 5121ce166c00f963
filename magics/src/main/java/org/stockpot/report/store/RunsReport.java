package org.stockpot.report.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.store.Run;
import org.stockpot.store.Store;
import org.stockpot.store.StorePart;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Runs of a store as tables. */
public final class RunsReport {

  private static final int SHORT = 8;
  private static final int DIGITS = 6;
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private RunsReport() {}

  /**
   * Returns one row per run: id, name, how and when it ended, how long it took, task, trainings,
   * scores, room, line.
   *
   * @param store where they are
   * @param runs the runs
   * @param zone whose time is told
   * @return the table
   */
  public static Table table(Store store, List<Run> runs, ZoneId zone) {
    return Table.create(
        "Runs in " + store.home().getFileName(),
        SettingColumns.RUN.texts(runs.stream().map(RunsReport::id)),
        SettingColumns.NAME.texts(runs.stream().map(Run::name)),
        SettingColumns.FINISHED.texts(runs.stream().map(run -> finished(run, zone))),
        SettingColumns.TOOK.texts(runs.stream().map(RunsReport::took)),
        SettingColumns.TASK.texts(runs.stream().map(run -> task(run, runs))),
        Columns.OUTCOME.texts(runs.stream().map(Run::outcome)),
        IntColumn.create(
            SettingColumns.TRAININGS.heading(),
            runs.stream().mapToInt(run -> run.trainings().size())),
        IntColumn.create(
            SettingColumns.SCORES.heading(), runs.stream().mapToInt(run -> run.scores().size())),
        SettingColumns.SIZE.texts(runs.stream().map(run -> Numbers.bytes(store.size(run)))),
        SettingColumns.TYPED.texts(runs.stream().map(Run::line)));
  }

  /** Returns when a run ended by the clock of a zone; as it is kept if that is no instant. */
  private static String finished(Run run, ZoneId zone) {
    try {
      return MINUTES.format(Instant.parse(run.finished()).atZone(zone));
    } catch (DateTimeException e) {
      return run.finished();
    }
  }

  private static String took(Run run) {
    return Numbers.time(Duration.ofMillis((long) (1000 * run.seconds())));
  }

  /** Returns a run's task, with its data's digest where others of that name have other data. */
  private static String task(Run run, List<Run> runs) {
    String data = run.identity().getOrDefault("data", "");
    boolean alone =
        runs.stream()
            .filter(other -> other.task().equals(run.task()))
            .allMatch(other -> other.identity().getOrDefault("data", "").equals(data));
    return run.task()
        + (alone ? "" : ", data " + data.substring(0, Math.min(SHORT, data.length())));
  }

  private static String id(Run run) {
    return run.id().substring(0, SHORT);
  }

  /**
   * Returns everything that determined a run, and where its files are.
   *
   * @param store where it is
   * @param run the run
   * @param zone whose time is told
   * @return one row per fact
   */
  public static Table provenance(Store store, Run run, ZoneId zone) {
    Table table = facts("Where " + label(run) + " is from");
    append(table, "outcome", run.outcome());
    run.facts().forEach((name, value) -> append(table, name, value));
    append(table, "took", took(run));
    append(table, "finished", finished(run, zone));
    append(table, "size", Numbers.bytes(store.size(run)));
    append(table, "files", store.home().toString());
    return table;
  }

  /**
   * Returns one row per training and entry of scores of a run.
   *
   * @param run the run
   * @return where each lies in the store
   */
  public static Table files(Run run) {
    Table table = facts("Files of " + label(run));
    for (String key : run.trainings()) {
      append(table, "training", "trainings/" + key);
    }
    for (String key : run.scores()) {
      append(table, "scores", "scores/" + key);
    }
    return table;
  }

  private static Table facts(String title) {
    return Table.create(title, SettingColumns.FACT.texts(), SettingColumns.FACT_VALUE.texts());
  }

  private static void append(Table table, String name, String value) {
    table.stringColumn(0).append(name);
    table.stringColumn(1).append(value);
  }

  private static String label(Run run) {
    return run.name().isEmpty() ? id(run) : run.name() + " (" + id(run) + ")";
  }

  /**
   * Returns what differs between two runs.
   *
   * @param a one run
   * @param b the other
   * @return how both ended, one row per cell of their tables' last rows and per fact that differs,
   *     and how many trainings and entries of scores both have
   */
  public static Table comparison(Run a, Run b) {
    Table table =
        Table.create(
            "What differs",
            SettingColumns.FACT.texts(),
            SettingColumns.FACT_OF.texts("1", label(a)),
            SettingColumns.FACT_OF.texts("2", label(b)));
    append(table, "outcome", a.outcome());
    table.stringColumn(2).append(b.outcome());
    appendDifferences(table, lastRow(a), lastRow(b));
    appendDifferences(table, a.facts(), b.facts());
    appendShared(table, "trainings", a.trainings(), b.trainings());
    appendShared(table, "scores", a.scores(), b.scores());
    return table;
  }

  private static void appendShared(Table table, String name, List<String> a, List<String> b) {
    Set<String> both = new TreeSet<>(a);
    both.retainAll(b);
    append(table, name, a.size() + ", " + both.size() + " of them in 2 too");
    table.stringColumn(2).append(b.size() + "");
  }

  private static void appendDifferences(Table table, Map<String, String> a, Map<String, String> b) {
    Set<String> names = new LinkedHashSet<>(a.keySet());
    names.addAll(b.keySet());
    for (String name : names) {
      String first = a.getOrDefault(name, "");
      String second = b.getOrDefault(name, "");
      if (!first.equals(second)) {
        append(table, name, first);
        table.stringColumn(2).append(second);
      }
    }
  }

  /** Returns the last row of the table that a run ended with, by column. */
  private static Map<String, String> lastRow(Run run) {
    Map<String, String> cells = new LinkedHashMap<>();
    if (run.table().lines().count() < 2) {
      return cells;
    }
    Table table = Table.read().csv(CsvReadOptions.builderFromString(run.table()).sample(false));
    for (Column<?> column : table.columns()) {
      cells.put("last row: " + column.name(), cell(column, table.rowCount() - 1));
    }
    return cells;
  }

  private static String cell(Column<?> column, int row) {
    return column instanceof NumericColumn<?> numbers && !column.isMissing(row)
        ? Numbers.significant(numbers.getDouble(row), DIGITS)
        : column.getUnformattedString(row);
  }

  /**
   * Returns how much room each part of a store takes.
   *
   * @param store the store
   * @return one row per part
   */
  public static Table sizes(Store store) {
    Table table =
        Table.create(
            "Store " + store.home().getFileName(),
            SettingColumns.PART.texts(),
            SettingColumns.ENTRIES.ints(),
            SettingColumns.SIZE.texts());
    for (StorePart part : StorePart.values()) {
      table.stringColumn(0).append(part.name().toLowerCase(Locale.ROOT));
      table.intColumn(1).append(store.count(part));
      table.stringColumn(2).append(Numbers.bytes(store.size(part)));
    }
    return table;
  }
}
