package org.stockpot.report.gradient;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.stockpot.curvature.gradient.Attractor;
import org.stockpot.curvature.gradient.CloudLoss;
import org.stockpot.curvature.gradient.CloudPoint;
import org.stockpot.curvature.gradient.CloudResult;
import org.stockpot.curvature.gradient.CloudWalk;
import org.stockpot.curvature.gradient.CurvatureSign;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.CurvatureColumns;
import org.stockpot.report.parts.GradientColumns;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Loss–gradient clouds as tables and charts. */
public final class CloudsReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<CloudResult> REPORT =
      ResultReport.of(CloudResult.class)
          .table("clouds", "CloudsReport.table", CloudsReport::table)
          .table("attractors", "CloudsReport.attractors", CloudsReport::attractors)
          .table("points", "CloudsReport.points", CloudsReport::points)
          .chart("CloudChart.chart", CloudChart::chart)
          .withCharts(
              r ->
                  r.of(CloudLoss.SQUARES).isEmpty()
                      ? List.of()
                      : ResultReport.of(CloudResult.class)
                          .chart("squares", "CloudChart.squares", CloudChart::squares)
                          .charts()
                          .apply(r))
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add("bosman2020visualising", "loss–gradient clouds");
              });

  private CloudsReport() {}

  /**
   * Returns one row per loss, range of starts and step size.
   *
   * @param result loss–gradient clouds
   * @return the table; medians are of walks that did not diverge, and missing if all did
   */
  public static Table table(CloudResult result) {
    Table table =
        Table.create(
            title(result),
            GradientColumns.WALKED_LOSS.texts(),
            GradientColumns.START_RANGE.numbers(),
            SettingColumns.RATE.numbers(),
            GradientColumns.WALKS.ints(),
            Columns.DIVERGED.ints(),
            GradientColumns.STATIONARY.ints(),
            GradientColumns.ATTRACTORS.ints(),
            GradientColumns.START_LOSS.numbers(),
            GradientColumns.END_LOSS.numbers(),
            GradientColumns.END_GRADIENT.numbers(),
            GradientColumns.POINTS.ints());
    for (CurvatureSign sign : CurvatureSign.values()) {
      table.addColumns(share(sign).numbers());
    }
    table.addColumns(GradientColumns.NOT_CONVERGED.ints());
    result.settings().forEach(setting -> append(table, result, setting));
    return table;
  }

  private static GradientColumns share(CurvatureSign sign) {
    return switch (sign) {
      case CONVEX -> GradientColumns.CONVEX;
      case CONCAVE -> GradientColumns.CONCAVE;
      case SADDLE -> GradientColumns.SADDLE;
      case FLAT -> GradientColumns.FLAT;
    };
  }

  private static void append(Table table, CloudResult result, CloudWalk.Setting setting) {
    List<CloudWalk> walks = result.of(setting);
    List<CloudWalk> whole = walks.stream().filter(w -> w.diverged().isEmpty()).toList();
    List<CloudPoint> points = walks.stream().flatMap(w -> w.points().stream()).toList();
    table.stringColumn(0).append(CloudWords.named(result, setting.loss()));
    table.doubleColumn(1).append(setting.b());
    table.doubleColumn(2).append(setting.lr());
    table.intColumn(3).append(walks.size());
    table.intColumn(4).append(walks.size() - whole.size());
    table.intColumn(5).append((int) whole.stream().filter(w -> w.end().isPresent()).count());
    table.intColumn(6).append((int) attractors(result, setting));
    median(table.doubleColumn(7), whole, w -> w.points().get(0).loss());
    median(table.doubleColumn(8), whole, w -> w.last().loss());
    median(table.doubleColumn(9), whole, w -> w.last().gradient());
    table.intColumn(10).append(points.size());
    CurvatureSign[] signs = CurvatureSign.values();
    for (int i = 0; i < signs.length; i++) {
      CurvatureSign sign = signs[i];
      long count = points.stream().filter(p -> p.sign(result.options().flat()) == sign).count();
      if (points.isEmpty()) {
        table.doubleColumn(11 + i).appendMissing();
      } else {
        table.doubleColumn(11 + i).append(100.0 * count / points.size());
      }
    }
    table
        .intColumn(11 + signs.length)
        .append((int) points.stream().filter(p -> !p.converged()).count());
  }

  private static long attractors(CloudResult result, CloudWalk.Setting setting) {
    return result.attractors().stream()
        .filter(a -> a.walks().stream().anyMatch(w -> w.setting().equals(setting)))
        .count();
  }

  private static void median(
      DoubleColumn column, List<CloudWalk> walks, ToDoubleFunction<CloudWalk> value) {
    double[] sorted = walks.stream().mapToDouble(value).sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      column.appendMissing();
    } else {
      column.append(sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
    }
  }

  /**
   * Returns one row per attractor.
   *
   * @param result loss–gradient clouds
   * @return the table
   */
  public static Table attractors(CloudResult result) {
    Table table =
        Table.create(
            "Attractors of gradient walks, " + result.task(),
            GradientColumns.WALKED_LOSS.texts(),
            GradientColumns.ATTRACTOR.ints(),
            GradientColumns.WALKS.ints(),
            GradientColumns.LOSS_OF_POINT.numbers(),
            Columns.GRADIENT.numbers(),
            GradientColumns.CURVATURE.texts(),
            Columns.LARGEST.numbers(),
            Columns.LEAST.numbers(),
            GradientColumns.NEGATIVE.ints(),
            GradientColumns.NEGATIVE_BOUND.texts());
    IntStream.range(0, result.attractors().size())
        .forEach(
            i -> {
              Attractor attractor = result.attractors().get(i);
              CloudPoint end = attractor.end();
              table.stringColumn(0).append(CloudWords.named(result, attractor.loss()));
              table.intColumn(1).append(i + 1);
              table.intColumn(2).append(attractor.walks().size());
              table.doubleColumn(3).append(end.loss());
              table.doubleColumn(4).append(end.gradient());
              table.stringColumn(5).append("" + end.sign(result.options().flat()));
              table.doubleColumn(6).append(end.largest());
              table.doubleColumn(7).append(end.least());
              table.intColumn(8).append(attractor.index());
              table.stringColumn(9).append(attractor.bound() ? "at least" : "exact");
            });
    return table;
  }

  /**
   * Returns one row per point that was looked at.
   *
   * @param result loss–gradient clouds
   * @return the table
   */
  public static Table points(CloudResult result) {
    Table table =
        Table.create(
            "Points of gradient walks, " + result.task(),
            GradientColumns.WALKED_LOSS.texts(),
            GradientColumns.START_RANGE.numbers(),
            SettingColumns.RATE.numbers(),
            GradientColumns.WALK.ints(),
            Columns.STEP.longs(),
            GradientColumns.LOSS_OF_POINT.numbers(),
            Columns.GRADIENT.numbers(),
            Columns.LARGEST.numbers(),
            Columns.LEAST.numbers(),
            GradientColumns.CURVATURE.texts(),
            CurvatureColumns.CONVERGED.texts());
    for (CloudWalk walk : result.walks()) {
      for (CloudPoint point : walk.points()) {
        table.stringColumn(0).append(CloudWords.named(result, walk.setting().loss()));
        table.doubleColumn(1).append(walk.setting().b());
        table.doubleColumn(2).append(walk.setting().lr());
        table.intColumn(3).append(walk.number());
        table.longColumn(4).append(point.step());
        table.doubleColumn(5).append(point.loss());
        table.doubleColumn(6).append(point.gradient());
        table.doubleColumn(7).append(point.largest());
        table.doubleColumn(8).append(point.least());
        table.stringColumn(9).append("" + point.sign(result.options().flat()));
        table.stringColumn(10).append(point.converged() ? "yes" : "no");
      }
    }
    return table;
  }

  private static String title(CloudResult result) {
    return "Loss–gradient clouds over "
        + Numbers.counted(result.examples(), "example")
        + ", "
        + result.task();
  }

  /**
   * Shows clouds and attractors with what they mean.
   *
   * @param result loss–gradient clouds
   * @return the display
   */
  public static Display display(CloudResult result) {
    Display text = Display.text(CloudWords.of(result));
    Display clouds = Tables.display(table(result));
    return result.attractors().isEmpty()
        ? Display.stack(List.of(clouds, text))
        : Display.stack(List.of(clouds, Tables.display(attractors(result)), text));
  }
}
