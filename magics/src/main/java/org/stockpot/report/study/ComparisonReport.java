package org.stockpot.report.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.Heading;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.study.Comparison;
import org.stockpot.study.ComparisonRow;
import org.stockpot.study.Level;
import org.stockpot.study.Measure;
import org.stockpot.study.RetrainTimes;
import org.stockpot.study.Variant;
import org.stockpot.task.Metric;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Results side by side, as tables and a chart. */
public final class ComparisonReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<Comparison> REPORT =
      ResultReport.of(Comparison.class)
          .table("levels", "ComparisonReport.table", ComparisonReport::table)
          .table("settings", "ComparisonReport.settings", ComparisonReport::settings)
          .withTables(ComparisonReport::furtherTables)
          .chart("ComparisonReport.chart", ComparisonReport::chart)
          .withCharts(ComparisonReport::furtherCharts);

  private static List<ResultTable> furtherTables(Comparison comparison) {
    List<ResultTable> tables = new ArrayList<>();
    if (RetrainTimes.isAsked(comparison)) {
      Table retraining = RetrainReport.table(comparison);
      tables.add(ResultTable.of("retraining", "RetrainReport.table", retraining));
    }
    if (TicketStabilityReport.isAsked(comparison)) {
      Table stability = TicketStabilityReport.table(comparison);
      tables.add(ResultTable.of("stability", "TicketStabilityReport.table", stability));
    }
    return tables;
  }

  private static List<ResultChart> furtherCharts(Comparison comparison) {
    List<ResultChart> charts = new ArrayList<>();
    if (RetrainTimes.isAsked(comparison)) {
      charts.add(
          ResultChart.of(
              "retraining", "RetrainReport.chart", () -> RetrainReport.chart(comparison)));
    }
    if (TicketStabilityReport.isAsked(comparison)) {
      charts.add(
          ResultChart.of(
              "stability",
              "TicketStabilityReport.chart",
              () -> TicketStabilityReport.chart(comparison)));
    }
    return charts;
  }

  private ComparisonReport() {}

  /**
   * Returns one row per variant and level: what came out, and how far it lies above the first
   * variant, paired where replicates are shared.
   *
   * @param comparison a comparison
   * @return the table; accuracies in per cent, differences and barriers in points
   */
  public static Table table(Comparison comparison) {
    Metric metric = comparison.like().metric();
    boolean networks = comparison.measure() == Measure.TEST;
    String first = comparison.variants().get(0).name();
    Map<String, List<String>> axes = inline(comparison);
    Table table = Table.create(ComparisonHeadings.title(comparison), Columns.VARIANT.texts());
    axes.keySet().forEach(option -> table.addColumns(Columns.SETTING.texts(option)));
    addLevels(table, comparison);
    DoubleColumn values = DoubleColumn.create(ComparisonHeadings.valueHeading(comparison));
    table.addColumns(values);
    Intervals means =
        new Intervals(networks ? "test " + metric.label() : "barrier", metric).besides(table);
    DoubleColumn differences = differences(networks, metric).numbers(first);
    table.addColumns(differences);
    Intervals contrasts = new Intervals("difference", metric, Columns.PAIRS).besides(table);
    StringColumn pairing = Columns.PAIRING.texts();
    StringColumn better = Columns.BETTER_THAN.texts(first);
    table.addColumns(pairing, better);
    means.over(table);
    for (ComparisonRow row : ordered(comparison)) {
      appendPlace(table, comparison, row, axes);
      ScoreColumns.append(
          values, ComparisonHeadings.shown(comparison, row.value().mean()), comparison.like());
      means.append(row.value(), comparison.like());
      appendContrast(row, comparison, differences, contrasts);
      pairing.append(row.contrast().map(ComparisonWords::pairing).orElse(""));
      better.append(row.contrast().map(c -> c.better().toString()).orElse(""));
    }
    return table;
  }

  private static Heading differences(boolean networks, Metric metric) {
    return networks
        ? MetricColumns.of(
            metric, Columns.MINUS_FIRST, Columns.MINUS_FIRST_R2, ErrorColumns.BELOW_FIRST)
        : MetricColumns.of(
            metric, Columns.BARRIER_MINUS, Columns.BARRIER_MINUS_R2, Columns.BARRIER_MINUS_R2);
  }

  private static void appendContrast(
      ComparisonRow row, Comparison comparison, DoubleColumn differences, Intervals contrasts) {
    row.contrast()
        .ifPresentOrElse(
            contrast -> {
              double mean = ComparisonHeadings.sign(comparison) * contrast.difference().mean();
              ScoreColumns.append(differences, mean, comparison.like());
              contrasts.append(contrast.difference(), comparison.like());
            },
            () -> {
              differences.appendMissing();
              contrasts.appendMissing();
            });
  }

  private static void addLevels(Table table, Comparison comparison) {
    List<Level> levels = comparison.levels();
    if (levels.stream().anyMatch(level -> !level.series().isEmpty())) {
      table.addColumns(Columns.LINE.texts());
    }
    if (ComparisonHeadings.isByDensity(comparison)) {
      table.addColumns(Columns.KEPT.numbers());
    } else if (ComparisonHeadings.isByRound(comparison)) {
      table.addColumns(Columns.ROUND.longs());
    } else if (levels.stream().anyMatch(level -> !level.name().isEmpty())) {
      table.addColumns(ComparisonHeadings.level(comparison).texts());
    }
  }

  private static void appendPlace(
      Table table, Comparison comparison, ComparisonRow row, Map<String, List<String>> axes) {
    List<String> names = comparison.variants().stream().map(Variant::name).toList();
    table.stringColumn(0).append(row.variant());
    axes.forEach(
        (option, values) ->
            table
                .stringColumn(Columns.SETTING.heading(option))
                .append(values.get(names.indexOf(row.variant()))));
    Level level = row.level();
    if (table.containsColumn(Columns.LINE.heading())) {
      table.stringColumn(Columns.LINE.heading()).append(level.series());
    }
    if (ComparisonHeadings.isByDensity(comparison)) {
      table.doubleColumn(Columns.KEPT.heading()).append(level.position());
    } else if (ComparisonHeadings.isByRound(comparison)) {
      table.longColumn(Columns.ROUND.heading()).append((long) level.position());
    } else if (table.containsColumn(ComparisonHeadings.level(comparison).heading())) {
      table.stringColumn(ComparisonHeadings.level(comparison).heading()).append(level.name());
    }
  }

  /**
   * Returns one row per option in which the settings differ.
   *
   * @param comparison a comparison
   * @return the table, with one column per variant
   */
  public static Table settings(Comparison comparison) {
    Map<String, List<String>> differing = comparison.differing();
    Table table = Table.create("Settings that differ", Columns.OPTION.texts());
    differing.keySet().forEach(option -> table.stringColumn(0).append(option));
    for (int i = 0; i < comparison.variants().size(); i++) {
      int variant = i;
      table.addColumns(
          StringColumn.create(
              SettingColumns.IN_PART.heading(comparison.variants().get(i).name()),
              differing.values().stream().map(values -> values.get(variant))));
    }
    return table;
  }

  /** Returns the settings that differ where they are few and no names of the variants. */
  private static Map<String, List<String>> inline(Comparison comparison) {
    Map<String, List<String>> differing = comparison.differing();
    return differing.size() > ComparisonHeadings.MOST_INLINE || isNamed(comparison)
        ? Map.of()
        : differing;
  }

  /** Returns whether the names of the variants say all that differs. */
  private static boolean isNamed(Comparison comparison) {
    List<String> names = comparison.variants().stream().map(v -> v.name()).toList();
    Map<String, List<String>> differing = comparison.differing();
    return differing.size() == 1 && differing.containsValue(names);
  }

  /**
   * Shows the table, the settings that differ, and what the differences say.
   *
   * @param comparison a comparison
   * @return the display
   */
  public static Display display(Comparison comparison) {
    List<Display> parts = new ArrayList<>(List.of(Tables.display(table(comparison))));
    if (comparison.differing().size() > ComparisonHeadings.MOST_INLINE) {
      parts.add(Tables.display(settings(comparison)));
    }
    parts.add(Display.text(new ComparisonWords(comparison).text()));
    if (RetrainTimes.isAsked(comparison)) {
      parts.add(RetrainReport.display(comparison));
    }
    if (TicketStabilityReport.isAsked(comparison)) {
      parts.add(TicketStabilityReport.display(comparison));
    }
    return Display.stack(parts);
  }

  /**
   * Returns a line with its band per variant against density, round, fork or level; where each has
   * one number, a mark per variant.
   *
   * @param comparison a comparison
   * @return the figure
   */
  public static Figure chart(Comparison comparison) {
    return new ComparisonChart(comparison).figure();
  }

  /**
   * Returns the chart, and where retraining times were compared or tickets forked, those against
   * them and against the rewind point.
   *
   * @param comparison a comparison
   * @return one figure or more
   */
  public static List<Figure> charts(Comparison comparison) {
    List<Figure> charts = new ArrayList<>(List.of(chart(comparison)));
    furtherCharts(comparison).forEach(further -> charts.add(further.figure().get()));
    return charts;
  }

  /** Returns the rows level by level; densities from the highest down. */
  private static List<ComparisonRow> ordered(Comparison comparison) {
    List<Level> levels = comparison.levels();
    if (ComparisonHeadings.isByDensity(comparison)) {
      levels = levels.stream().sorted(Comparator.comparingDouble(l -> -l.position())).toList();
    }
    List<ComparisonRow> rows = new ArrayList<>();
    for (Level level : levels) {
      comparison
          .variants()
          .forEach(variant -> comparison.at(variant.name(), level).ifPresent(rows::add));
    }
    return rows;
  }
}
