package org.stockpot.report.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.law.Fit;
import org.stockpot.law.Observed;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LawColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.NumberCells;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.Scores;
import org.stockpot.study.law.DensityLawResult;
import org.stockpot.study.law.ErrorLadder;
import org.stockpot.task.Metric;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The law of the error by density as tables, a chart and sentences. */
public final class DensityLawReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<DensityLawResult> REPORT =
      ResultReport.of(DensityLawResult.class)
          .table("checks", "DensityLawReport.table", DensityLawReport::table)
          .table("constants", "DensityLawReport.constants", DensityLawReport::constants)
          .table("levels", "DensityLawReport.levels", DensityLawReport::levels)
          .table("covariance", "DensityLawReport.covariance", DensityLawReport::covariance)
          .chart("DensityLawReport.chart", DensityLawReport::chart)
          .papers(
              (result, papers) ->
                  papers.add("rosenfeld2021predictability", "the law of the error by density"));

  /** What the paper found of single ladders and, at most, of joint ones. */
  private static final double MU = 0.02;

  private static final double SIGMA = 0.04;
  private static final double SIGMA_JOINT = 0.06;
  private static final int PLACES_OF_A_LINE = 60;

  private DensityLawReport() {}

  private static String title(DensityLawResult result) {
    return "Error by density: "
        + result.ladders().stream().map(ErrorLadder::name).collect(Collectors.joining(", "));
  }

  private static List<LawTables.Row> rows(DensityLawResult result) {
    double sigma = sigma(result);
    return List.of(
        new LawTables.Row(
            "all densities", result.fit(), result.levels().size(), result.deviation(), MU, sigma),
        LawTables.Row.of("every second", result.heldOut(), MU, sigma),
        LawTables.Row.of("denser two thirds", result.extrapolated(), MU, sigma));
  }

  private static double sigma(DensityLawResult result) {
    return result.ladders().size() > 1 ? SIGMA_JOINT : SIGMA;
  }

  /**
   * Returns how far the law lies from the errors: fitted to all densities and held against them, to
   * every second and held against the others, to the denser two thirds and held against the rest.
   *
   * @param result a law
   * @return the table
   */
  public static Table table(DensityLawResult result) {
    return LawTables.checks(title(result), rows(result));
  }

  /**
   * Returns the constants of the three fits.
   *
   * @param result a law
   * @return the table; errors are shares of the examples
   */
  public static Table constants(DensityLawResult result) {
    return LawTables.constants("Constants, " + title(result), rows(result));
  }

  /**
   * Returns the covariance of the constants of the fit to all densities.
   *
   * @param result a law
   * @return the table, empty without a fit
   */
  public static Table covariance(DensityLawResult result) {
    return LawTables.covariance("Covariance, " + title(result), result.fit());
  }

  /**
   * Returns each level of each ladder beside the law that was fitted to all.
   *
   * @param result a law
   * @return the table
   */
  public static Table levels(DensityLawResult result) {
    Metric metric = metric(result);
    boolean classes = metric == Metric.ACCURACY;
    Table table =
        Table.create(
            "Levels, " + title(result),
            LawColumns.LADDER.texts(),
            Columns.KEPT.numbers(),
            Columns.N.ints(),
            (classes ? Columns.ERROR : Columns.ERROR_R2).numbers("test"),
            (classes ? LawColumns.LAW_ERROR : LawColumns.LAW_ERROR_R2).numbers(),
            LawColumns.DEVIATION.numbers());
    for (ErrorLadder ladder : result.ladders()) {
      for (Observed level : ladder.levels()) {
        double law = result.fit().value().map(f -> f.error(level.at())).orElse(Double.NaN);
        table.stringColumn(0).append(ladder.name());
        table.doubleColumn(1).append(LawTables.PERCENT * level.place().get(0));
        table.intColumn(2).append(level.errors().size());
        table.doubleColumn(3).append(Scores.scale(metric) * level.error());
        NumberCells.append(table.doubleColumn(4), Scores.scale(metric) * law);
        NumberCells.append(table.doubleColumn(5), LawTables.PERCENT * (law / level.error() - 1));
      }
    }
    return table;
  }

  private static Metric metric(DensityLawResult result) {
    return result.ladders().get(0).like().metric();
  }

  /**
   * Shows how far the law lies from the errors, its constants, and what that means.
   *
   * @param result a law
   * @return the display
   */
  public static Display display(DensityLawResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    if (result.fit().value().isPresent()) {
      parts.add(Tables.display(constants(result)));
    }
    parts.add(Display.text(words(result)));
    result
        .ladders()
        .forEach(
            ladder ->
                ladder
                    .leftOut()
                    .forEach(why -> parts.add(Display.text(ladder.name() + ", " + why + "."))));
    return Display.stack(parts);
  }

  private static String words(DensityLawResult result) {
    List<String> words = new ArrayList<>();
    words.add(
        result
            .fit()
            .value()
            .map(fit -> verdict(result) + " Constants: " + LawTables.words(fit) + ".")
            .orElse(
                "No law is fitted: " + result.fit().reason() + ". Take more --rounds of %imp."));
    if (result.ladders().size() > 1) {
      words.add(joint(result));
    }
    words.add(noise(result));
    words.add(
        "e(d) = e_np ((D² + p² (e_up / e_np)^(2/γ)) / (D² + p²))^(γ/2), D = "
            + (result.ladders().size() > 1 ? "l^φ w^ψ d" : "d")
            + ", errors as shares (Rosenfeld et al., ICML 2021).");
    result.fit().value().ifPresent(fit -> words.add(over(fit)));
    return String.join(" ", words);
  }

  private static String over(Fit fit) {
    return "Intervals of constants are over "
        + LawTables.over(fit)
        + (fit.replicates() == 0
            ? ", whose deviations they take for independent: four --seeds or more give those over"
                + " replicates."
            : ".");
  }

  private static String verdict(DensityLawResult result) {
    return "Deviation of the law from every second density, held out: "
        + rows(result).get(1).words()
        + "; beyond the denser two thirds: "
        + rows(result).get(2).words()
        + ".";
  }

  private static String joint(DensityLawResult result) {
    boolean depth = result.ladders().stream().mapToInt(ErrorLadder::depth).distinct().count() > 1;
    boolean width =
        result.ladders().stream().mapToDouble(ErrorLadder::width).distinct().count() > 1;
    String missing =
        (depth ? "" : " All ladders are equally deep, so φ is not fitted.")
            + (width ? "" : " All ladders are equally wide, so ψ is not fitted.");
    return "Depth l is layers that can be pruned, width w the geometric mean of their units."
        + missing;
  }

  private static String noise(DensityLawResult result) {
    double noise = result.noise();
    ErrorLadder ladder = result.ladders().get(0);
    String seeds =
        Double.isNaN(noise)
            ? "One replicate does not tell the noise of seeds."
            : "Replicates of one density differ by " + Numbers.percent(noise, 1) + " (sd).";
    double set = ladder.like().standardError() / ladder.like().error();
    return Double.isFinite(set)
        ? seeds
            + " The "
            + Numbers.counted(result.examples(), "test example")
            + " leave the dense error open by "
            + Numbers.percent(set, 1)
            + "."
        : seeds;
  }

  /**
   * Returns errors by density with the fitted law, and for one ladder the law of its denser two
   * thirds.
   *
   * @param result a law
   * @return the figure, with both axes logarithmic
   */
  public static Figure chart(DensityLawResult result) {
    Metric metric = metric(result);
    LineChart chart =
        new LineChart(
                title(result) + "<br>test error and the fitted law",
                "weights kept (%)",
                ScoreCharts.errorAxis("test", metric))
            .fallingLogX(
                result.levels().stream()
                    .mapToDouble(level -> LawTables.PERCENT * level.place().get(0))
                    .distinct()
                    .toArray())
            .logY();
    boolean alone = result.ladders().size() == 1;
    for (ErrorLadder ladder : result.ladders()) {
      if (!ladder.levels().isEmpty()) {
        measured(chart, ladder, metric);
        result.fit().value().ifPresent(f -> law(chart, "law, " + ladder.name(), f, ladder, metric));
        Optional<Fit> denser = result.extrapolated().fit().value().filter(f -> alone);
        denser.ifPresent(f -> law(chart, "law of the denser two thirds", f, ladder, metric));
      }
    }
    return chart.figure();
  }

  private static void measured(LineChart chart, ErrorLadder ladder, Metric metric) {
    List<Observed> levels = ladder.levels();
    double scale = Scores.scale(metric);
    double[] xs = levels.stream().mapToDouble(l -> LawTables.PERCENT * l.place().get(0)).toArray();
    double[] ys = levels.stream().mapToDouble(l -> scale * l.error()).toArray();
    double[] factors =
        levels.stream()
            .mapToDouble(
                l -> Math.exp(Interval.of(Estimate.of(l.errors())).halfWidth() / l.error()))
            .toArray();
    chart.band("95 % interval over " + Numbers.counted(ladder.replicates(), "replicate"));
    chart.whiskered(ladder.name(), xs, ys, scaled(ys, factors, -1), scaled(ys, factors, 1));
  }

  private static double[] scaled(double[] ys, double[] factors, int power) {
    return IntStream.range(0, ys.length)
        .mapToDouble(i -> ys[i] * Math.pow(factors[i], power))
        .toArray();
  }

  private static void law(
      LineChart chart, String name, Fit fit, ErrorLadder ladder, Metric metric) {
    double[] most = ladder.levels().get(0).at();
    double least = ladder.levels().get(ladder.levels().size() - 1).at()[0];
    double[] xs = new double[PLACES_OF_A_LINE];
    double[] ys = new double[PLACES_OF_A_LINE];
    for (int i = 0; i < xs.length; i++) {
      double[] place = most.clone();
      place[0] = most[0] * Math.pow(least / most[0], i / (PLACES_OF_A_LINE - 1.0));
      xs[i] = LawTables.PERCENT * place[0];
      ys[i] = Scores.scale(metric) * fit.error(place);
    }
    chart.plain(name, xs, ys);
  }
}
