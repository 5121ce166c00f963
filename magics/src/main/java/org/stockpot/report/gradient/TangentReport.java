package org.stockpot.report.gradient;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.stockpot.curvature.gradient.TangentPoint;
import org.stockpot.curvature.gradient.TangentResult;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.GradientColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.SimilarityColumns;
import org.stockpot.task.Metric;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Spectra of tangent kernels as a table and charts. */
public final class TangentReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<TangentResult> REPORT =
      ResultReport.of(TangentResult.class)
          .table("kernels", "TangentReport.table", TangentReport::table)
          .table("eigenvalues", "TangentReport.eigenvalues", TangentReport::eigenvalues)
          .chart("TangentReport.chart", TangentReport::chart)
          .withCharts(
              r ->
                  r.isAlong()
                      ? ResultReport.of(TangentResult.class)
                          .chart("along", "TangentReport.along", TangentReport::along)
                          .charts()
                          .apply(r)
                      : List.of())
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add("liu2022loss", "tangent kernels and the Polyak–Łojasiewicz constant");
              });

  private static final int MOST_SPECTRA = 6;

  /** Shares of the largest eigenvalue below which a logarithmic axis shows nothing. */
  private static final double FLOOR = 1e-12;

  private TangentReport() {}

  /**
   * Returns one row per point.
   *
   * @param result tangent kernels
   * @return the table; a condition number is missing where the least eigenvalue is 0, and a ratio
   *     where the loss is not above its optimum
   */
  public static Table table(TangentResult result) {
    boolean squares = result.metric() != Metric.ACCURACY;
    Table table =
        Table.create(
            title(result),
            Columns.NETWORK.texts(),
            Columns.STEP.longs(),
            GradientColumns.ROWS.ints(),
            Columns.LARGEST.numbers(),
            Columns.LEAST.numbers(),
            Columns.TRACE.numbers(),
            GradientColumns.KERNEL_CONDITION.numbers(),
            SimilarityColumns.EFFECTIVE_RANK.numbers(),
            GradientColumns.LOSS_AT.numbers(Scores.lossUnit(result.metric())),
            GradientColumns.PL_RATIO.numbers());
    DoubleColumn bound = GradientColumns.PL_BOUND.numbers();
    for (TangentPoint point : result.points()) {
      table.stringColumn(0).append(point.name());
      point.step().ifPresentOrElse(table.longColumn(1)::append, table.longColumn(1)::appendMissing);
      table.intColumn(2).append(point.eigenvalues().size());
      table.doubleColumn(3).append(point.largest());
      table.doubleColumn(4).append(point.least());
      table.doubleColumn(5).append(point.trace());
      append(table.doubleColumn(6), point.condition());
      table.doubleColumn(7).append(point.effectiveRank());
      table.doubleColumn(8).append(point.loss());
      append(table.doubleColumn(9), point.ratio(result.options().optimum()));
      bound.append(point.bound());
    }
    if (squares && !result.averaged()) {
      table.addColumns(bound);
    }
    return result.isAlong() ? table : table.removeColumns(1);
  }

  private static void append(DoubleColumn column, OptionalDouble value) {
    value.ifPresentOrElse(column::append, column::appendMissing);
  }

  /**
   * Returns one row per eigenvalue.
   *
   * @param result tangent kernels
   * @return the table
   */
  public static Table eigenvalues(TangentResult result) {
    Table table =
        Table.create(
            title(result),
            Columns.NETWORK.texts(),
            Columns.INDEX.ints(),
            Columns.EIGENVALUE.numbers());
    for (TangentPoint point : result.points()) {
      for (int i = 0; i < point.eigenvalues().size(); i++) {
        table.stringColumn(0).append(name(point));
        table.intColumn(1).append(i + 1);
        table.doubleColumn(2).append(point.eigenvalues().get(i));
      }
    }
    return table;
  }

  private static String title(TangentResult result) {
    return "Tangent kernel of "
        + Numbers.counted(result.examples(), "training example")
        + (result.averaged() ? ", averaged over outputs" : ", all outputs")
        + ", "
        + result.task();
  }

  private static String name(TangentPoint point) {
    return point.name() + (point.step().isPresent() ? " at step " + point.step().getAsLong() : "");
  }

  /**
   * Shows the table with a sentence on what it means.
   *
   * @param result tangent kernels
   * @return the display
   */
  public static Display display(TangentResult result) {
    boolean squares = result.metric() != Metric.ACCURACY;
    boolean singular = result.points().stream().anyMatch(p -> p.condition().isEmpty());
    String text =
        "The kernel holds the products of the outputs' gradients: outputs along its large"
            + " eigenvalues move fast, along small ones hardly. ‖∇L‖² / 2(L − L*), with L* = "
            + Numbers.significant(result.options().optimum(), 3)
            + " given and not found, is the Polyak–Łojasiewicz constant that holds at that point"
            + " alone"
            + (squares && !result.averaged()
                ? "; 2 λmin / rows is what the kernel guarantees for the squared error."
                : ".")
            + (singular
                ? " Where the least eigenvalue is 0 to rounding there is no condition number."
                : "");
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  /**
   * Returns the spectra on a logarithmic axis, those of first, last and points between.
   *
   * @param result tangent kernels
   * @return the figure
   */
  public static Figure chart(TangentResult result) {
    LineChart chart =
        new LineChart(
            title(result) + "<br>eigenvalues; those below 1e-12 of the largest are not shown",
            "place of the eigenvalue",
            "eigenvalue");
    chart.logY();
    int count = Math.min(MOST_SPECTRA, result.points().size());
    for (int s = 0; s < count; s++) {
      int at = count == 1 ? 0 : s * (result.points().size() - 1) / (count - 1);
      TangentPoint point = result.points().get(at);
      double[] shown =
          point.eigenvalues().stream()
              .mapToDouble(Double::doubleValue)
              .takeWhile(value -> value > FLOOR * point.largest())
              .toArray();
      double[] places = IntStream.rangeClosed(1, shown.length).asDoubleStream().toArray();
      chart.plain(name(point), places, shown);
    }
    return chart.figure();
  }

  /**
   * Returns the largest and least eigenvalue and the PL constant along a training.
   *
   * @param result tangent kernels along a training
   * @return the figure
   */
  public static Figure along(TangentResult result) {
    LineChart chart =
        new LineChart(title(result) + "<br>along the training", "optimizer step", "value");
    chart.logY();
    line(chart, "largest eigenvalue", result, p -> OptionalDouble.of(p.largest()));
    line(chart, "least eigenvalue", result, p -> OptionalDouble.of(p.least()));
    line(chart, "‖∇L‖² / 2(L − L*)", result, p -> p.ratio(result.options().optimum()));
    return chart.figure();
  }

  /** A number of a point, if it has one. */
  private interface Measure {
    OptionalDouble of(TangentPoint point);
  }

  /** Adds what a logarithmic axis can show. */
  private static void line(LineChart chart, String name, TangentResult result, Measure measure) {
    List<TangentPoint> shown =
        result.points().stream().filter(p -> measure.of(p).orElse(0) > 0).toList();
    if (!shown.isEmpty()) {
      chart.line(
          name,
          shown.stream().mapToDouble(p -> p.step().orElse(0)).toArray(),
          shown.stream().mapToDouble(p -> measure.of(p).orElse(0)).toArray());
    }
  }
}
