package org.stockpot.report.law;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.law.Fit;
import org.stockpot.law.Observed;
import org.stockpot.law.Prediction;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LawColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.NumberCells;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.report.parts.SimilarityColumns;
import org.stockpot.study.law.SizeCell;
import org.stockpot.study.law.SizeLawResult;
import org.stockpot.task.Metric;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The law of the error by size and examples as tables, a chart and sentences. */
public final class SizeLawReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<SizeLawResult> REPORT =
      ResultReport.of(SizeLawResult.class)
          .table("checks", "SizeLawReport.table", SizeLawReport::table)
          .table("constants", "SizeLawReport.constants", SizeLawReport::constants)
          .table("cells", "SizeLawReport.cells", SizeLawReport::cells)
          .table("covariance", "SizeLawReport.covariance", SizeLawReport::covariance)
          .chart("SizeLawReport.chart", SizeLawReport::chart)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.addRecipe(result.recipe());
                papers.add(
                    "rosenfeld2020constructive", "the law of the error by size and examples");
              });

  /** What the paper found of fits, and of the largest sizes from smaller ones. */
  private static final double MU = 0.01;

  private static final double SIGMA = 0.05;
  private static final double MU_LARGER = 0.045;
  private static final double SIGMA_LARGER = 0.047;

  /** A prediction whose ends differ by this factor is called wide. */
  private static final double WIDE = 2;

  private SizeLawReport() {}

  private static String title(SizeLawResult result) {
    return "Error by size and examples: " + result.task();
  }

  private static List<LawTables.Row> rows(SizeLawResult result) {
    return List.of(
        new LawTables.Row(
            "all cells", result.fit(), result.observed().size(), result.deviation(), MU, SIGMA),
        LawTables.Row.of("every second cell", result.heldOut(), MU, SIGMA),
        LawTables.Row.of(
            "all but the largest width and share", result.smaller(), MU_LARGER, SIGMA_LARGER));
  }

  /**
   * Returns how far the law lies from the errors: fitted to all cells and held against them, to
   * every second and held against the others, to the smaller ones and held against the largest.
   *
   * @param result a law
   * @return the table
   */
  public static Table table(SizeLawResult result) {
    return LawTables.checks(title(result), rows(result));
  }

  /**
   * Returns the constants of the three fits.
   *
   * @param result a law
   * @return the table; errors are shares of the examples
   */
  public static Table constants(SizeLawResult result) {
    return LawTables.constants("Constants, " + title(result), rows(result));
  }

  /**
   * Returns the covariance of the constants of the fit to all cells.
   *
   * @param result a law
   * @return the table, empty without a fit
   */
  public static Table covariance(SizeLawResult result) {
    return LawTables.covariance("Covariance, " + title(result), result.fit());
  }

  /**
   * Returns each cell beside the law that was fitted to the grid, and last the next size.
   *
   * @param result a law
   * @return the table
   */
  public static Table cells(SizeLawResult result) {
    boolean classes = metric(result) == Metric.ACCURACY;
    Table table =
        Table.create(
            "Cells, " + title(result),
            SimilarityColumns.LOAD.texts(),
            SettingColumns.PARAMETERS.longs(),
            LawColumns.EXAMPLES.longs(),
            Columns.N.ints(),
            Columns.DIVERGED.ints(),
            (classes ? Columns.ERROR : Columns.ERROR_R2).numbers("test"),
            (classes ? LawColumns.LAW_ERROR : LawColumns.LAW_ERROR_R2).numbers(),
            LawColumns.DEVIATION.numbers(),
            LawColumns.USED.texts());
    for (SizeCell cell : result.cells()) {
      add(table, result, cell, "fitted");
    }
    result.next().ifPresent(cell -> add(table, result, cell, "predicted"));
    return table;
  }

  private static void add(Table table, SizeLawResult result, SizeCell cell, String used) {
    double scale = Scores.scale(metric(result));
    Observed observed = cell.observed();
    double law = result.fit().value().map(f -> f.error(observed.at())).orElse(Double.NaN);
    table.stringColumn(0).append(cell.load().toString());
    table.longColumn(1).append(cell.size());
    table.longColumn(2).append(cell.examples());
    table.intColumn(3).append(cell.scores().size());
    table.intColumn(4).append(cell.diverged());
    NumberCells.append(table.doubleColumn(5), scale * observed.error());
    NumberCells.append(table.doubleColumn(6), scale * law);
    NumberCells.append(table.doubleColumn(7), LawTables.PERCENT * (law / observed.error() - 1));
    String why = cell.whyLeftOut();
    table.stringColumn(8).append(why.isEmpty() ? used : "no: " + why);
  }

  private static Metric metric(SizeLawResult result) {
    return Stream.concat(result.cells().stream(), result.next().stream())
        .flatMap(cell -> cell.scores().stream())
        .findFirst()
        .orElseThrow()
        .metric();
  }

  /**
   * Shows how far the law lies from the errors, its constants, and what became of the prediction.
   *
   * @param result a law
   * @return the display
   */
  public static Display display(SizeLawResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    if (result.fit().value().isPresent()) {
      parts.add(Tables.display(constants(result)));
    }
    parts.add(Display.text(words(result)));
    result.cells().stream()
        .filter(cell -> !cell.whyLeftOut().isEmpty())
        .forEach(
            c -> parts.add(Display.text("Left out, " + c.load() + ": " + c.whyLeftOut() + ".")));
    return Display.stack(parts);
  }

  private static String words(SizeLawResult result) {
    return String.join(
        " ",
        next(result),
        result
            .fit()
            .value()
            .map(
                f ->
                    "The law that this grid tells is "
                        + f.law()
                        + ": "
                        + LawTables.words(f)
                        + "; intervals over "
                        + LawTables.over(f)
                        + ".")
            .orElse(
                "No law is fitted: " + result.fit().reason() + ". Take more --widths or --shares."),
        "Its deviation from every second cell, held out: "
            + rows(result).get(1).words()
            + "; from the largest sizes, by smaller ones: "
            + rows(result).get(2).words()
            + ".",
        "ẽ = a n^-α + b m^-β + c, e = e_0 ẽ / sqrt(ẽ² + e_0²), e_0 = "
            + Numbers.significant(result.chance(), 3)
            + ", m parameters, n training examples, errors as shares (Rosenfeld et al., ICLR 2020).");
  }

  private static String next(SizeLawResult result) {
    if (result.predicted().isEmpty() || result.measured().isEmpty()) {
      return "The error of the next size is not predicted: "
          + result
              .next()
              .map(c -> c.whyLeftOut().isEmpty() ? result.fit().reason() : c.whyLeftOut())
              .orElse("it was not trained")
          + ".";
    }
    boolean percent = metric(result) == Metric.ACCURACY;
    double scale = Scores.scale(metric(result));
    Prediction predicted = result.predicted().get();
    Interval measured = result.measured().get();
    return String.format(
        "For %s the grid predicts an error of %s%s (%s to %s%s); measured were %s%s%s over %s: borne"
            + " out %s.",
        result.options().nextLoad(),
        number(scale * predicted.error()),
        percent ? " %" : "",
        number(scale * predicted.low()),
        number(scale * (percent ? Math.min(1, predicted.high()) : predicted.high())),
        predicted.high() > WIDE * predicted.low() ? ", too wide to decide much" : "",
        number(scale * measured.mean()),
        Double.isNaN(measured.halfWidth()) ? "" : " ± " + number(scale * measured.halfWidth()),
        percent ? " %" : "",
        Numbers.counted(measured.n(), "seed"),
        result.isBorneOut());
  }

  private static String number(double value) {
    return Numbers.significant(value, 3);
  }

  /**
   * Returns errors by the number of examples, one series for each width, with the fitted law, and
   * the next size as predicted and measured.
   *
   * @param result a law
   * @return the figure, with both axes logarithmic
   */
  public static Figure chart(SizeLawResult result) {
    double scale = Scores.scale(metric(result));
    LineChart chart =
        new LineChart(
                title(result) + "<br>test error and the fitted law",
                "training examples",
                ScoreCharts.errorAxis("test", metric(result)))
            .logX()
            .logY();
    for (long size : result.cells().stream().mapToLong(SizeCell::size).distinct().toArray()) {
      List<Observed> row =
          result.observed().stream().filter(o -> o.place().get(0).longValue() == size).toList();
      if (!row.isEmpty()) {
        double[] xs = row.stream().mapToDouble(o -> o.place().get(1)).toArray();
        String name = Numbers.count(size) + " parameters";
        chart.points(name, xs, row.stream().mapToDouble(o -> scale * o.error()).toArray());
        result.fit().value().ifPresent(f -> chart.plain("law, " + name, xs, law(f, row, scale)));
      }
    }
    if (result.predicted().isPresent() && result.measured().isPresent()) {
      double[] x = {result.next().orElseThrow().examples()};
      Prediction predicted = result.predicted().get();
      chart.band("95 % interval of the prediction");
      chart.whiskered(
          "next size, predicted",
          x,
          new double[] {scale * predicted.error()},
          new double[] {scale * predicted.low()},
          new double[] {scale * predicted.high()});
      chart.points("next size, measured", x, new double[] {scale * result.measured().get().mean()});
    }
    return chart.figure();
  }

  private static double[] law(Fit fit, List<Observed> row, double scale) {
    return row.stream().mapToDouble(o -> scale * fit.error(o.at())).toArray();
  }
}
