package org.stockpot.report.curvature;

import java.util.List;
import java.util.OptionalDouble;
import org.stockpot.curvature.Curvature;
import org.stockpot.curvature.CurvatureResult;
import org.stockpot.curvature.Eigenvalue;
import org.stockpot.curvature.SpectralDensity;
import org.stockpot.curvature.TraceMethod;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.CurvatureColumns;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.task.replicates.Estimate;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The curvature at networks as tables and charts. */
public final class CurvatureReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<CurvatureResult> REPORT =
      ResultReport.of(CurvatureResult.class)
          .table("networks", "CurvatureReport.table", CurvatureReport::table)
          .table("eigenvalues", "CurvatureReport.eigenvalues", CurvatureReport::eigenvalues)
          .table("moments", "CurvatureReport.moments", CurvatureReport::moments)
          .withCharts(CurvatureReport::charts)
          .papers(CurvatureReport::addPapers);

  private static List<ResultChart> charts(CurvatureResult result) {
    return result.curvatures().isEmpty()
        ? List.of()
        : List.of(
            ResultChart.of(ResultChart.CHART, "CurvatureReport.chart", () -> chart(result)),
            ResultChart.of("spectrum", "CurvatureReport.spectrum", () -> spectrum(result)));
  }

  private static void addPapers(CurvatureResult result, Papers papers) {
    papers.add(
        "wu2000thick", "largest and least eigenvalues by Lanczos' iteration with thick restarts");
    if (result.options().trace() == TraceMethod.HUTCH_PLUS_PLUS) {
      papers.add("meyer2021hutch", "the trace by Hutch++");
    } else {
      papers.add("hutchinson1990stochastic", "the trace by random signs");
    }
    if (result.options().densities() > 0) {
      papers.add("ubaru2017fast", "the spectral density by stochastic Lanczos quadrature");
    }
  }

  private static final double PERCENT = 100;

  private CurvatureReport() {}

  /**
   * Returns one row per network and part: the extreme eigenvalues, the trace with its standard
   * error, the condition of the top space, the share of negative eigenvalues, and the gradient.
   *
   * @param result the curvature at networks
   * @return the table; what is not known is empty
   */
  public static Table table(CurvatureResult result) {
    String top = "" + result.options().top();
    Table table =
        Table.create(
            title(result),
            Columns.NETWORK.texts(),
            CurvatureColumns.PART.texts(),
            Columns.COORDINATES.ints(),
            DoubleColumn.create(MetricColumns.loss(CurvatureWords.part(result), result.metric())),
            Columns.GRADIENT.numbers(),
            Columns.LARGEST.numbers(),
            Columns.LEAST.numbers(),
            Columns.TRACE.numbers(),
            CurvatureColumns.TRACE_SE.numbers(),
            CurvatureColumns.CONDITION.numbers(top),
            CurvatureColumns.NEGATIVE.numbers(),
            CurvatureColumns.NEGATIVE_SE.numbers(),
            CurvatureColumns.OUTLIERS.ints(),
            CurvatureColumns.EDGE.numbers(),
            CurvatureColumns.GRADIENT_SHARE.numbers(top),
            CurvatureColumns.PRODUCTS.ints(),
            CurvatureColumns.CONVERGED.facts());
    result.curvatures().forEach(c -> append(table, c));
    return table;
  }

  private static void append(Table table, Curvature c) {
    table.stringColumn(0).append(c.network());
    table.stringColumn(1).append(c.part());
    table.intColumn(2).append(c.dimension());
    table.doubleColumn(3).append(c.loss());
    table.doubleColumn(4).append(c.gradient());
    append(table.doubleColumn(5), first(c.top()));
    append(table.doubleColumn(6), first(c.least()));
    table.doubleColumn(7).append(c.trace().trace().mean());
    table.doubleColumn(8).append(CurvatureWords.standardError(c.trace().trace()));
    append(table.doubleColumn(9), c.condition());
    appendNegative(table, c);
    c.outliers().ifPresentOrElse(table.intColumn(12)::append, table.intColumn(12)::appendMissing);
    append(table.doubleColumn(13), c.edge());
    table.doubleColumn(14).append(PERCENT * c.gradientShare());
    table.intColumn(15).append(c.products());
    table.booleanColumn(16).append(c.converged());
  }

  private static void appendNegative(Table table, Curvature c) {
    if (c.density().isEmpty() || c.dimension() == 0) {
      table.doubleColumn(10).appendMissing();
      table.doubleColumn(11).appendMissing();
      return;
    }
    Estimate negative = CurvatureWords.negative(c);
    table.doubleColumn(10).append(PERCENT * negative.mean());
    table.doubleColumn(11).append(PERCENT * CurvatureWords.standardError(negative));
  }

  private static OptionalDouble first(List<Eigenvalue> values) {
    return values.stream().mapToDouble(Eigenvalue::value).findFirst();
  }

  private static void append(DoubleColumn column, OptionalDouble value) {
    if (value.isPresent()) {
      column.append(value.getAsDouble());
    } else {
      column.appendMissing();
    }
  }

  /**
   * Returns one row per eigenvalue: the largest, and the least one last.
   *
   * @param result the curvature at networks
   * @return the table
   */
  public static Table eigenvalues(CurvatureResult result) {
    Table table =
        Table.create(
            "Eigenvalues: " + result.task() + ", " + CurvatureWords.settings(result),
            Columns.NETWORK.texts(),
            CurvatureColumns.PART.texts(),
            Columns.INDEX.texts(),
            Columns.EIGENVALUE.numbers(),
            CurvatureColumns.EIGENVALUE_ERROR.numbers(),
            CurvatureColumns.RESIDUAL.numbers(),
            CurvatureColumns.CONVERGED.facts());
    for (Curvature c : result.curvatures()) {
      for (int i = 0; i < c.top().size(); i++) {
        append(table, c, "" + (i + 1), c.top().get(i));
      }
      c.least().forEach(least -> append(table, c, "least", least));
    }
    return table;
  }

  private static void append(Table table, Curvature c, String place, Eigenvalue eigenvalue) {
    table.stringColumn(0).append(c.network());
    table.stringColumn(1).append(c.part());
    table.stringColumn(2).append(place);
    table.doubleColumn(3).append(eigenvalue.value());
    table.doubleColumn(4).append(eigenvalue.error());
    table.doubleColumn(5).append(eigenvalue.residual());
    table.booleanColumn(6).append(eigenvalue.converged());
  }

  /**
   * Returns what was estimated in two ways: the trace and the squared Frobenius norm, by probes and
   * as moments of the density.
   *
   * @param result the curvature at networks
   * @return the table; the density's columns are empty where there is none
   */
  public static Table moments(CurvatureResult result) {
    Table table =
        Table.create(
            "Moments of the spectrum: " + result.task() + ", " + CurvatureWords.settings(result),
            Columns.NETWORK.texts(),
            CurvatureColumns.PART.texts(),
            CurvatureColumns.MOMENT.texts(),
            CurvatureColumns.BY_PROBES.numbers(),
            CurvatureColumns.BY_PROBES_SE.numbers(),
            CurvatureColumns.BY_DENSITY.numbers(),
            CurvatureColumns.BY_DENSITY_SE.numbers());
    for (Curvature c : result.curvatures()) {
      append(table, c, "trace", c.trace().trace(), 1);
      append(table, c, "|A|² (Frobenius)", c.trace().squares(), 2);
    }
    return table;
  }

  private static void append(Table table, Curvature c, String name, Estimate probes, int power) {
    table.stringColumn(0).append(c.network());
    table.stringColumn(1).append(c.part());
    table.stringColumn(2).append(name);
    table.doubleColumn(3).append(probes.mean());
    table.doubleColumn(4).append(CurvatureWords.standardError(probes));
    if (c.density().isPresent()) {
      SpectralDensity density = c.density().get();
      table.doubleColumn(5).append(density.moment(power).mean());
      table.doubleColumn(6).append(CurvatureWords.standardError(density.moment(power)));
    } else {
      table.doubleColumn(5).appendMissing();
      table.doubleColumn(6).appendMissing();
    }
  }

  private static String title(CurvatureResult result) {
    return "Curvature: " + result.task() + ", " + CurvatureWords.settings(result);
  }

  /**
   * Shows the tables with sentences on their meaning.
   *
   * @param result the curvature at networks
   * @return the display
   */
  public static Display display(CurvatureResult result) {
    return Display.stack(
        List.of(
            Tables.display(table(result)),
            Tables.display(eigenvalues(result)),
            Display.text(CurvatureWords.of(result))));
  }

  /**
   * Returns the spectral densities of all networks, or their largest eigenvalues in order if no
   * density was asked for.
   *
   * @param result the curvature at networks, of at least one
   * @return the figure
   */
  public static Figure chart(CurvatureResult result) {
    boolean dense = result.curvatures().stream().anyMatch(c -> c.density().isPresent());
    return dense ? CurvatureCharts.density(result) : CurvatureCharts.eigenvalues(result);
  }

  /**
   * Returns the largest eigenvalues of all networks in order, on a logarithmic axis.
   *
   * @param result the curvature at networks, of at least one
   * @return the figure
   */
  public static Figure spectrum(CurvatureResult result) {
    return CurvatureCharts.eigenvalues(result);
  }
}
