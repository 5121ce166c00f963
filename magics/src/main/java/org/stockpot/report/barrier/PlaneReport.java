package org.stockpot.report.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.barrier.Axes;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.PlaneResult.Mark;
import org.stockpot.barrier.Quantity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Metric;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.traces.ContourTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** A plane as tables and charts. */
public final class PlaneReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<PlaneResult> REPORT =
      ResultReport.of(PlaneResult.class)
          .table("grid", "PlaneReport.grid", PlaneReport::grid)
          .table("points", "PlaneReport.marks", PlaneReport::marks)
          .table("minima", "TopologyReport.table", TopologyReport::table)
          .chart("map", "PlaneReport.map", PlaneReport::map)
          .chart("contours", "PlaneReport.contours", PlaneReport::contours)
          .chart("barcode", "TopologyReport.barcode", TopologyReport::barcode)
          .papers(PlaneReport::addPapers);

  private static void addPapers(PlaneResult result, Papers papers) {
    RepairWords.cite(result.options().recalibrate(), papers);
    if (result.options().random() || result.along().isPresent()) {
      papers.add(
          "li2018visualizing", "random, or principal, directions of a plane around a network");
    } else {
      papers.add("garipov2018loss", "the plane through three networks");
    }
  }

  private static final Symbol[] SYMBOLS = {
    Symbol.SQUARE, Symbol.DIAMOND, Symbol.TRIANGLE_UP, Symbol.X, Symbol.CROSS, Symbol.STAR
  };

  private PlaneReport() {}

  /**
   * Returns one row per point the plane goes through.
   *
   * @param result a plane
   * @return the table
   */
  public static Table marks(PlaneResult result) {
    Table table =
        Table.create(
            title(result).replace("<br>", ", "),
            Columns.POINT.texts(),
            Columns.X.numbers(),
            Columns.Y.numbers(),
            DoubleColumn.create(PlaneValues.heading(result)));
    for (Mark mark : result.marks()) {
      table.stringColumn(0).append(mark.name());
      table.doubleColumn(1).append(mark.x());
      table.doubleColumn(2).append(mark.y());
      append(table.doubleColumn(3), result, result.options().quantity().of(mark.score()));
    }
    return table;
  }

  /**
   * Returns one row per position.
   *
   * @param result a plane
   * @return the table
   */
  public static Table grid(PlaneResult result) {
    Table table =
        Table.create(
            title(result).replace("<br>", ", "),
            Columns.X.numbers(),
            Columns.Y.numbers(),
            DoubleColumn.create(PlaneValues.heading(result)));
    for (int row = 0; row < result.ys().size(); row++) {
      for (int column = 0; column < result.xs().size(); column++) {
        table.doubleColumn(0).append(result.xs().get(column));
        table.doubleColumn(1).append(result.ys().get(row));
        append(table.doubleColumn(2), result, result.values().get(row).get(column));
      }
    }
    return table;
  }

  /**
   * Shows the points with a sentence on the pictures.
   *
   * @param result a plane
   * @return the display
   */
  public static Display display(PlaneResult result) {
    String text =
        (PlaneValues.metric(result) == Metric.NEGATIVE_ERROR
                ? "Each place of the map is a choice of parameters; its colour is their "
                : "Each place of the map is a network; its colour is that network's ")
            + quantity(result)
            + ". Points in one dark basin can be averaged; bright land between them is a barrier."
            + along(result)
            + (result.options().recalibrate().repairs()
                ? " Blends have the statistics of their networks' units (REPAIR)."
                : "")
            + (result.whyEmpty().isEmpty() ? "" : " Empty places: " + result.whyEmpty() + ".");
    return Display.stack(List.of(Tables.display(marks(result)), Display.text(text)));
  }

  /** Says what the axes are, and what a projected path does not tell. */
  private static String along(PlaneResult result) {
    return result
        .along()
        .map(
            along ->
                " Axes: "
                    + String.join("; ", along.axes())
                    + "."
                    + (along.path().isEmpty()
                        ? ""
                        : " The training's way is projected onto the plane: the ground under it is not"
                            + " its own loss, which a pointer shows. Two components hold most of the"
                            + " variance of nearly any smooth way, a random walk's too."))
        .orElse("");
  }

  /**
   * Returns the quantity as a map with the points marked.
   *
   * @param result a plane
   * @return the figure
   */
  public static Figure map(PlaneResult result) {
    return figure(
        result,
        HeatmapTrace.builder(result.xs().toArray(), result.ys().toArray(), values(result)).build());
  }

  /**
   * Returns the quantity as lines of equal height with the points marked.
   *
   * @param result a plane
   * @return the figure
   */
  public static Figure contours(PlaneResult result) {
    return figure(
        result,
        ContourTrace.builder(result.xs().toArray(), result.ys().toArray(), values(result)).build());
  }

  private static Figure figure(PlaneResult result, Trace ground) {
    boolean distances = !result.options().random() && result.options().axes() == Axes.ORTHONORMAL;
    String unit = distances ? "distance in weight space" : "coordinate";
    List<String> axes =
        result
            .along()
            .map(PlaneResult.Along::axes)
            .orElse(List.of("first direction (" + unit + ")", "second direction (" + unit + ")"));
    Layout layout =
        Layout.builder()
            .title(title(result))
            .xAxis(Axis.builder().title(axes.get(0)).build())
            .yAxis(Axis.builder().title(axes.get(1)).build())
            .height(520)
            .build();
    List<Trace> traces = new ArrayList<>(List.of(ground));
    result
        .along()
        .filter(along -> !along.path().isEmpty())
        .ifPresent(along -> traces.add(path(result, along.path())));
    for (int i = 0; i < result.marks().size(); i++) {
      traces.add(mark(result, result.marks().get(i), SYMBOLS[i % SYMBOLS.length]));
    }
    return new Figure(layout, traces.toArray(new Trace[0]));
  }

  /** The way of a training: white dots on a dark line, each with its own score for a pointer. */
  private static ScatterTrace path(PlaneResult result, List<Mark> path) {
    String[] texts =
        path.stream()
            .map(
                m ->
                    m.name()
                        + ", its own "
                        + PlaneValues.heading(result)
                        + ": "
                        + Numbers.significant(
                            PlaneValues.shown(result, result.options().quantity().of(m.score())),
                            4))
            .toArray(String[]::new);
    return ScatterTrace.builder(
            path.stream().mapToDouble(Mark::x).toArray(),
            path.stream().mapToDouble(Mark::y).toArray())
        .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
        .text(texts)
        .line(Line.builder().color("#000000").width(2).build())
        .marker(Marker.builder().size(6).color("#ffffff").build())
        .name("way of the training, projected")
        .showLegend(true)
        .build();
  }

  /** A white mark with a dark edge is seen on every colour of the map; the legend names it. */
  private static ScatterTrace mark(PlaneResult result, Mark mark, Symbol symbol) {
    double value = PlaneValues.shown(result, result.options().quantity().of(mark.score()));
    return ScatterTrace.builder(new double[] {mark.x()}, new double[] {mark.y()})
        .mode(ScatterTrace.Mode.MARKERS)
        .text(new String[] {PlaneValues.heading(result) + ": " + Numbers.significant(value, 4)})
        .marker(
            Marker.builder()
                .symbol(symbol)
                .size(12)
                .color("#ffffff")
                .line(Line.builder().color("#000000").width(2).build())
                .build())
        .name(mark.name())
        .showLegend(true)
        .build();
  }

  private static double[][] values(PlaneResult result) {
    return result.values().stream()
        .map(row -> row.stream().mapToDouble(value -> PlaneValues.shown(result, value)).toArray())
        .toArray(double[][]::new);
  }

  private static String title(PlaneResult result) {
    String names = String.join(", ", result.marks().stream().map(Mark::name).toList());
    String plane =
        (result.options().random() ? "A random plane around " : "The plane through ") + names;
    return result.along().map(along -> "The plane of the " + along.what()).orElse(plane)
        + ": "
        + result.task()
        + "<br>"
        + PlaneValues.heading(result)
        + " by the position";
  }

  private static void append(DoubleColumn column, PlaneResult result, double value) {
    if (result.options().quantity().isError()) {
      ScoreColumns.append(column, value, result.marks().get(0).score());
    } else {
      column.append(value);
    }
  }

  private static String quantity(PlaneResult result) {
    Quantity quantity = result.options().quantity();
    String words = quantity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return quantity.isError()
        ? words.replace("error", Scores.errorName(PlaneValues.metric(result)))
        : words;
  }
}
