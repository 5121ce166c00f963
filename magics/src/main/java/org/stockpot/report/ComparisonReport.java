package org.stockpot.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.study.Compared;
import org.stockpot.study.Comparison;
import org.stockpot.study.Contrast;
import org.stockpot.study.Level;
import org.stockpot.study.Match;
import org.stockpot.study.Measure;
import org.stockpot.task.Interval;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Results side by side, as tables and a chart. */
public final class ComparisonReport {

  /** More settings that differ have a table of their own. */
  private static final int MOST_INLINE = 3;

  private ComparisonReport() {}

  /**
   * Returns one row per variant and level: what came out, and how far it lies above the first
   * variant, paired where replicates are shared.
   *
   * @param comparison a comparison
   * @return the table; accuracies in per cent, differences and barriers in points
   */
  public static Table table(Comparison comparison) {
    Table table = Table.create(title(comparison), StringColumn.create("variant"));
    Map<String, List<String>> axes = inline(comparison);
    axes.keySet().forEach(option -> table.addColumns(StringColumn.create(option)));
    addLevels(table, comparison);
    String first = comparison.variants().get(0).name();
    table.addColumns(
        DoubleColumn.create(valueHeading(comparison)),
        DoubleColumn.create("± 95 %"),
        StringColumn.create("n"),
        DoubleColumn.create(differenceHeading(comparison)),
        DoubleColumn.create("± 95 % of the difference"),
        StringColumn.create("pairing"),
        StringColumn.create("better than " + first));
    for (Level level : ordered(comparison)) {
      for (int i = 0; i < comparison.variants().size(); i++) {
        int variant = i;
        comparison
            .at(comparison.variants().get(i).name(), level)
            .ifPresent(row -> append(table, comparison, row, variant, axes));
      }
    }
    return table;
  }

  private static void addLevels(Table table, Comparison comparison) {
    List<Level> levels = comparison.levels();
    if (levels.stream().anyMatch(level -> !level.series().isEmpty())) {
      table.addColumns(StringColumn.create("line"));
    }
    if (isByDensity(comparison)) {
      table.addColumns(DoubleColumn.create("kept %"));
    } else if (isByRound(comparison)) {
      table.addColumns(LongColumn.create("round"));
    } else if (levels.stream().anyMatch(level -> !level.name().isEmpty())) {
      table.addColumns(StringColumn.create(levelHeading(comparison)));
    }
  }

  private static void append(
      Table table,
      Comparison comparison,
      Compared row,
      int variant,
      Map<String, List<String>> axes) {
    table.stringColumn("variant").append(row.variant());
    axes.forEach((option, values) -> table.stringColumn(option).append(values.get(variant)));
    Level level = row.level();
    if (table.containsColumn("line")) {
      table.stringColumn("line").append(level.series());
    }
    if (isByDensity(comparison)) {
      table.doubleColumn("kept %").append(level.position());
    } else if (isByRound(comparison)) {
      table.longColumn("round").append((long) level.position());
    } else if (table.containsColumn(levelHeading(comparison))) {
      table.stringColumn(levelHeading(comparison)).append(level.name());
    }
    Interval value = row.value();
    DoubleColumn values = table.doubleColumn(valueHeading(comparison));
    Scores.append(values, ComparisonWords.shown(comparison, value.mean()), comparison.like());
    Scores.append(table.doubleColumn("± 95 %"), value.halfWidth(), comparison.like());
    table.stringColumn("n").append(Scores.count(value, 0));
    append(table, comparison, row);
  }

  private static void append(Table table, Comparison comparison, Compared row) {
    DoubleColumn differences = table.doubleColumn(differenceHeading(comparison));
    DoubleColumn widths = table.doubleColumn("± 95 % of the difference");
    StringColumn better = table.stringColumn(table.columnCount() - 1);
    if (row.contrast().isEmpty()) {
      differences.appendMissing();
      widths.appendMissing();
      table.stringColumn("pairing").append("");
      better.append("");
      return;
    }
    Contrast contrast = row.contrast().get();
    double sign = ComparisonWords.sign(comparison);
    Scores.append(differences, sign * contrast.difference().mean(), comparison.like());
    Scores.append(widths, contrast.difference().halfWidth(), comparison.like());
    table.stringColumn("pairing").append(ComparisonWords.pairing(contrast));
    better.append(contrast.better().toString());
  }

  /**
   * Returns one row per option in which the settings differ.
   *
   * @param comparison a comparison
   * @return the table, with one column per variant
   */
  public static Table settings(Comparison comparison) {
    Map<String, List<String>> differing = comparison.differing();
    Table table = Table.create("Settings that differ", StringColumn.create("option"));
    differing.keySet().forEach(option -> table.stringColumn(0).append(option));
    for (int i = 0; i < comparison.variants().size(); i++) {
      int variant = i;
      table.addColumns(
          StringColumn.create(
              comparison.variants().get(i).name(),
              differing.values().stream().map(values -> values.get(variant))));
    }
    return table;
  }

  /** Returns the settings that differ where they are few and no names of the variants. */
  private static Map<String, List<String>> inline(Comparison comparison) {
    Map<String, List<String>> differing = comparison.differing();
    return differing.size() > MOST_INLINE || isNamed(comparison) ? Map.of() : differing;
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
    if (comparison.differing().size() > MOST_INLINE) {
      parts.add(Tables.display(settings(comparison)));
    }
    parts.add(Display.text(new ComparisonWords(comparison).text()));
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

  static String title(Comparison comparison) {
    Set<String> differing = new LinkedHashSet<>(comparison.differing().keySet());
    differing.remove("words");
    String by =
        differing.isEmpty() || differing.size() > MOST_INLINE
            ? ""
            : " by " + String.join(", ", differing);
    return "Comparison of " + comparison.kind() + by + ": " + comparison.task();
  }

  static boolean isByDensity(Comparison comparison) {
    return comparison.kind().equals("pruning runs") && comparison.match() == Match.DENSITY;
  }

  private static boolean isByRound(Comparison comparison) {
    return comparison.kind().equals("pruning runs") && comparison.match() == Match.ROUND;
  }

  /** Returns what levels are called. */
  static String levelHeading(Comparison comparison) {
    return switch (comparison.kind()) {
      case "pruning runs" -> isByDensity(comparison) ? "weights kept (%)" : "round";
      case "instabilities" -> "fork at";
      case "comparisons of soups" -> "soup";
      default -> "level";
    };
  }

  static String valueHeading(Comparison comparison) {
    return comparison.measure() == Measure.TEST
        ? Scores.heading("test", comparison.like().metric())
        : BarrierReport.heading("test error", "points", comparison.baseline().orElseThrow());
  }

  private static String differenceHeading(Comparison comparison) {
    String first = comparison.variants().get(0).name();
    return Scores.differenceHeading("minus " + first, comparison.like().metric());
  }

  /** Returns the levels of a comparison; densities from the highest down. */
  private static List<Level> ordered(Comparison comparison) {
    return isByDensity(comparison)
        ? comparison.levels().stream()
            .sorted((a, b) -> Double.compare(b.position(), a.position()))
            .toList()
        : comparison.levels();
  }
}
