package org.stockpot.report.landscape;

import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.landscape.Ray;
import org.stockpot.landscape.RayScale;
import org.stockpot.landscape.Roughness;
import org.stockpot.landscape.RoughnessOptions;
import org.stockpot.landscape.RoughnessResult;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LandscapeColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.NumberCells;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Roughness as tables and a chart. */
public final class RoughnessReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<RoughnessResult> REPORT =
      ResultReport.of(RoughnessResult.class)
          .table("roughness", "RoughnessReport.table", RoughnessReport::table)
          .table("rays", "RoughnessReport.rays", RoughnessReport::rays)
          .chart("RoughnessReport.chart", RoughnessReport::chart)
          .papers((result, papers) -> papers.addTask(result.task()));

  private static final int MOST_RAYS = 7;

  private RoughnessReport() {}

  /**
   * Returns one row per network: its loss, the rays, mean and standard deviation of their
   * normalised total variation T, and the roughness index, with standard errors over rays.
   *
   * @param result what was measured
   * @return the table; what fewer than two rays do not tell is missing
   */
  public static Table table(RoughnessResult result) {
    Table table =
        Table.create(
            "Roughness of the loss: " + result.task(),
            Columns.NETWORK.texts(),
            Columns.QUANTITY.texts(),
            LandscapeColumns.RAY_LENGTH.numbers(),
            LandscapeColumns.DIRECTIONS.ints(),
            LandscapeColumns.VARIATION.numbers(),
            LandscapeColumns.VARIATION_SE.numbers(),
            LandscapeColumns.VARIATION_SD.numbers(),
            LandscapeColumns.ROUGHNESS.numbers(),
            LandscapeColumns.ROUGHNESS_SE.numbers(),
            LandscapeColumns.FLAT.ints(),
            Columns.DIVERGED.ints());
    for (Roughness point : result.points()) {
      int n = point.variations().size();
      table.stringColumn(0).append(point.name());
      String loss = Numbers.significant(point.loss(), 4);
      table.stringColumn(1).append(Around.words(result.options().on()) + " loss " + loss);
      table.doubleColumn(2).append(point.length());
      table.intColumn(3).append(n);
      NumberCells.append(table.doubleColumn(4), point.mean());
      NumberCells.append(table.doubleColumn(5), point.sd() / Math.sqrt(n));
      NumberCells.append(table.doubleColumn(6), point.sd());
      NumberCells.append(table.doubleColumn(7), point.index());
      NumberCells.append(table.doubleColumn(8), point.standardError());
      table.intColumn(9).append((int) point.flat());
      table.intColumn(10).append((int) point.diverged());
    }
    return table;
  }

  /**
   * Returns one row per network, ray and position.
   *
   * @param result what was measured
   * @return the table
   */
  public static Table rays(RoughnessResult result) {
    Table table =
        Table.create(
            "Losses along random rays: " + result.task(),
            Columns.NETWORK.texts(),
            LandscapeColumns.RAY.ints(),
            Columns.X.numbers(),
            DoubleColumn.create(Around.loss(result)));
    for (Roughness point : result.points()) {
      for (int i = 0; i < point.rays().size(); i++) {
        Ray ray = point.rays().get(i);
        for (int k = 0; k < ray.losses().size(); k++) {
          table.stringColumn(0).append(point.name());
          table.intColumn(1).append(i + 1);
          table.doubleColumn(2).append(ray.positions().get(k) * point.length());
          NumberCells.append(table.doubleColumn(3), ray.losses().get(k));
        }
      }
    }
    return table;
  }

  /**
   * Shows the table with a sentence on what it means.
   *
   * @param result what was measured
   * @return the display
   */
  public static Display display(RoughnessResult result) {
    RoughnessOptions options = result.options();
    String text =
        "T sums up and down of the loss along a ray to both sides of the network, by its range: 1 is a"
            + " slope, 2 a well, more is rough. The index says how much T differs from direction to"
            + " direction. "
            + scale(options.scale())
            + ", to "
            + Numbers.significant(options.reach(), 3)
            + " of the norm of the weights, at "
            + options.samples()
            + " positions: what is finer is not seen, and indices of different reaches do not"
            + " compare."
            + left(result);
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  private static String scale(RayScale scale) {
    return switch (scale) {
      case SPHERE -> "Directions are uniform on the sphere";
      case FILTER -> "Directions are as long as the weights, filter by filter";
      case WEIGHT -> "Directions are noise in proportion to each weight";
    };
  }

  private static String left(RoughnessResult result) {
    boolean some = result.points().stream().anyMatch(p -> p.flat() + p.diverged() > 0);
    return some
        ? " Rays without a change of the loss, and those on which it is not finite, have no T and are"
            + " counted beside."
        : "";
  }

  /**
   * Returns the loss along the first rays of the networks.
   *
   * @param result what was measured
   * @return the figure
   */
  public static Figure chart(RoughnessResult result) {
    List<Roughness> points = result.points();
    int each = Math.max(1, MOST_RAYS / points.size());
    int shown = Math.min(each, result.options().directions());
    LineChart chart =
        new LineChart(
            "The loss along random rays: "
                + result.task()
                + "<br>"
                + shown
                + " of "
                + result.options().directions()
                + " directions"
                + (points.size() > 1 ? " of each network" : " around " + points.get(0).name()),
            "distance from the network in weight space",
            Around.loss(result));
    for (Roughness point : points.subList(0, Math.min(MOST_RAYS, points.size()))) {
      for (int i = 0; i < shown; i++) {
        Ray ray = point.rays().get(i);
        int[] finite =
            IntStream.range(0, ray.losses().size())
                .filter(k -> Double.isFinite(ray.losses().get(k)))
                .toArray();
        chart.line(
            (points.size() > 1 ? point.name() + ", " : "") + "direction " + (i + 1),
            IntStream.of(finite)
                .mapToDouble(k -> ray.positions().get(k) * point.length())
                .toArray(),
            IntStream.of(finite).mapToDouble(k -> ray.losses().get(k)).toArray());
      }
    }
    return chart.figure();
  }
}
