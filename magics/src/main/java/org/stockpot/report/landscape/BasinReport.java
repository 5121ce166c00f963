package org.stockpot.report.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.landscape.Basin;
import org.stockpot.landscape.BasinOptions;
import org.stockpot.landscape.BasinResult;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LandscapeColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.NumberCells;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Basins as tables and a chart. */
public final class BasinReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<BasinResult> REPORT =
      ResultReport.of(BasinResult.class)
          .table("basins", "BasinReport.table", BasinReport::table)
          .table("radii", "BasinReport.radii", BasinReport::radii)
          .chart("BasinReport.chart", BasinReport::chart)
          .papers((result, papers) -> papers.addTask(result.task()));

  private static final int MOST_NETWORKS = 7;

  private BasinReport() {}

  /**
   * Returns one row per network and kind of direction: the geometric mean of its radii, with the
   * standard error of its logarithm, in how many directions the edge is not within reach, and for
   * random directions the estimate of the logarithm of the volume.
   *
   * @param result what was measured
   * @return the table; kinds without directions have the reason
   */
  public static Table table(BasinResult result) {
    Table table =
        Table.create(
            "How far until the loss has risen: " + result.task(),
            Columns.NETWORK.texts(),
            LandscapeColumns.DIRECTION.texts(),
            Columns.N.ints(),
            LandscapeColumns.RADIUS.numbers(),
            LandscapeColumns.RADIUS_SHARE.numbers(),
            LandscapeColumns.RADIUS_SE.numbers(),
            LandscapeColumns.OPEN.ints(),
            LandscapeColumns.LOG_VOLUME.numbers(),
            LandscapeColumns.LOG_VOLUME_SE.numbers(),
            Columns.COORDINATES.ints(),
            LandscapeColumns.EDGE_LOSS.numbers(),
            Columns.WHY_EMPTY.texts());
    for (Basin basin : result.points()) {
      basin.radii().keySet().forEach(kind -> append(table, basin, kind));
      basin.missing().forEach((kind, why) -> appendMissing(table, basin, kind, why));
    }
    return table;
  }

  private static void append(Table table, Basin basin, String kind) {
    boolean random = kind.equals(Basin.RANDOM);
    double radius = basin.radius(kind);
    table.stringColumn(0).append(basin.name());
    table.stringColumn(1).append(kind);
    table.intColumn(2).append(basin.radii().get(kind).size());
    table.doubleColumn(3).append(radius);
    table.doubleColumn(4).append(radius / basin.norm());
    NumberCells.append(table.doubleColumn(5), basin.logError(kind));
    table.intColumn(6).append((int) basin.open(kind));
    NumberCells.append(table.doubleColumn(7), random ? basin.logVolume() : Double.NaN);
    NumberCells.append(table.doubleColumn(8), random ? basin.logVolumeError() : Double.NaN);
    table.intColumn(9).append(basin.coordinates());
    table.doubleColumn(10).append(basin.edge());
    table.stringColumn(11).append("");
  }

  private static void appendMissing(Table table, Basin basin, String kind, String why) {
    table.stringColumn(0).append(basin.name());
    table.stringColumn(1).append(kind);
    table.intColumn(2).append(0);
    for (int column : new int[] {3, 4, 5, 7, 8}) {
      table.doubleColumn(column).appendMissing();
    }
    table.intColumn(6).append(0);
    table.intColumn(9).append(basin.coordinates());
    table.doubleColumn(10).append(basin.edge());
    table.stringColumn(11).append(why);
  }

  /**
   * Returns one row per network and direction.
   *
   * @param result what was measured
   * @return the table; a radius that is not within reach is missing
   */
  public static Table radii(BasinResult result) {
    Table table =
        Table.create(
            "Radii of single directions: " + result.task(),
            Columns.NETWORK.texts(),
            LandscapeColumns.DIRECTION.texts(),
            LandscapeColumns.RADIUS.numbers());
    for (Basin basin : result.points()) {
      basin
          .radii()
          .forEach(
              (kind, found) -> {
                for (OptionalDouble radius : found) {
                  table.stringColumn(0).append(basin.name());
                  table.stringColumn(1).append(kind);
                  NumberCells.append(table.doubleColumn(2), radius.orElse(Double.NaN));
                }
              });
    }
    return table;
  }

  /**
   * Shows the table with a sentence on what it means.
   *
   * @param result what was measured
   * @return the display
   */
  public static Display display(BasinResult result) {
    BasinOptions options = result.options();
    String text =
        "The radius is how far one can go until the "
            + Around.words(options.on())
            + " loss is "
            + edge(options)
            + ": the geometric mean over directions."
            + open(result)
            + " The volume is that of a region that is"
            + " star-shaped about the network, bounded from below by the mean ln radius of random"
            + " directions; it compares networks of equally many coordinates. A narrower edge"
            + " between two steps of the search is not seen, and rescaling a ReLU network's layers"
            + " changes radii, not what it computes; weight noise depends on that less.";
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  private static String open(BasinResult result) {
    boolean open =
        result.points().stream()
            .anyMatch(b -> b.radii().keySet().stream().anyMatch(k -> b.open(k) > 0));
    return open
        ? " Where an edge is not within reach ("
            + Numbers.significant(result.options().reach(), 3)
            + " times the norm of the weights), the reach counts in its place: the radius is at"
            + " least that much."
        : "";
  }

  private static String edge(BasinOptions options) {
    String times = options.factor() == 1 ? "" : Numbers.significant(options.factor(), 3) + " times";
    String plus = options.rise() == 0 ? "" : Numbers.significant(options.rise(), 3) + " above";
    return times.isEmpty()
        ? plus + " what it is there"
        : times + " what it is there" + (plus.isEmpty() ? "" : ", and " + plus + " that");
  }

  /**
   * Returns the radii of single directions by how these were chosen.
   *
   * @param result what was measured
   * @return the figure
   */
  public static Figure chart(BasinResult result) {
    List<String> kinds = new ArrayList<>();
    result.points().forEach(b -> b.radii().keySet().forEach(k -> kinds.add(k)));
    List<String> names = kinds.stream().distinct().toList();
    LineChart chart =
        new LineChart(
            "How far until the loss has risen: "
                + result.task()
                + "<br>single directions; what is not within reach is left out",
            "direction",
            "radius in weight space (logarithmic)");
    chart.logY();
    chart.namedX(
        IntStream.range(0, names.size()).asDoubleStream().toArray(), names.toArray(String[]::new));
    List<Basin> shown = result.points().subList(0, Math.min(MOST_NETWORKS, result.points().size()));
    for (int i = 0; i < shown.size(); i++) {
      double aside = shown.size() == 1 ? 0 : 0.5 * i / (shown.size() - 1) - 0.25;
      List<double[]> dots = dots(shown.get(i), names, aside);
      if (!dots.isEmpty()) {
        chart.points(
            shown.get(i).name(),
            dots.stream().mapToDouble(dot -> dot[0]).toArray(),
            dots.stream().mapToDouble(dot -> dot[1]).toArray());
      }
    }
    return chart.figure();
  }

  private static List<double[]> dots(Basin basin, List<String> names, double aside) {
    List<double[]> dots = new ArrayList<>();
    basin
        .radii()
        .forEach(
            (kind, found) ->
                found.forEach(
                    radius ->
                        radius.ifPresent(
                            r -> dots.add(new double[] {names.indexOf(kind) + aside, r}))));
    return dots;
  }
}
