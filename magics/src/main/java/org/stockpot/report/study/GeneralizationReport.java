package org.stockpot.report.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.GeneralizationColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.RobustnessColumns;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.study.generalization.GeneralizationMeasure;
import org.stockpot.study.generalization.GeneralizationResult;
import org.stockpot.study.generalization.MeasureCorrelation;
import org.stockpot.study.generalization.NetworkGap;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.KendallTau;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.text.Decimals;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.plotly.components.Figure;

/** Measures against the generalisation gap, as tables and charts. */
public final class GeneralizationReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<GeneralizationResult> REPORT =
      ResultReport.of(GeneralizationResult.class)
          .table("correlations", "GeneralizationReport.table", GeneralizationReport::table)
          .table("networks", "GeneralizationReport.networks", GeneralizationReport::networks)
          .chart("GeneralizationReport.chart", GeneralizationReport::chart)
          .chart("GeneralizationReport.closest", GeneralizationReport::closest)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add("jiang2020fantastic", "measures held against the gap by Kendall's τ");
                result.options().measures().forEach(measure -> add(measure, papers));
              });

  private static final int DIGITS = 3;

  private GeneralizationReport() {}

  private static void add(GeneralizationMeasure measure, Papers papers) {
    switch (measure) {
      case NORM, DISTANCE, MARGIN, LARGEST_EIGENVALUE -> {}
      case SPECTRAL -> papers.add("bartlett2017spectrally", "products of spectral norms");
      case PATH -> papers.add("neyshabur2015norm", "the path norm");
      case SHARPNESS -> papers.add("foret2021sharpness", "the rise of the loss of one step up");
      case PAC_BAYES -> papers.add("mcallester1999pac", "the PAC-Bayes bound");
      case COHERENCE -> papers.add("chatterjee2020coherence", "the m-coherence of gradients");
      case EFFECTIVE_RANK -> papers.add("roy2007effective", "the effective rank");
      case DIFFUSION_ENTROPY -> papers.add("liao2023assessing", "diffusion spectral entropy");
    }
  }

  /**
   * Returns one row per measure: Kendall's τ with the gap over all networks, its interval, and the
   * mean of τ over groups of networks between which one option alone differs.
   *
   * @param result what was measured
   * @return the table
   */
  public static Table table(GeneralizationResult result) {
    StringColumn measures = RobustnessColumns.MEASURE.texts();
    DoubleColumn tau = shortened(GeneralizationColumns.TAU.numbers());
    DoubleColumn low = shortened(GeneralizationColumns.LOW.numbers());
    DoubleColumn high = shortened(GeneralizationColumns.HIGH.numbers());
    IntColumn n = Columns.N.ints();
    StringColumn rises = GeneralizationColumns.RISES.texts();
    Table table =
        Table.create("Measures and the gap: " + result.task(), measures, tau, low, high, n, rises);
    List<MeasureCorrelation> all = result.correlations();
    for (MeasureCorrelation one : all) {
      measures.append(one.measure().label());
      tau.append(one.all().tau());
      low.append(one.all().low());
      high.append(one.all().high());
      n.append(one.all().n());
      rises.append(one.all().isPositive().toString());
    }
    for (String option : result.varied()) {
      DoubleColumn by = shortened(GeneralizationColumns.TAU_BY.numbers(option));
      IntColumn groups = GeneralizationColumns.GROUPS.ints(option);
      for (MeasureCorrelation one : all) {
        Estimate estimate = one.varied().get(option);
        by.append(estimate.mean());
        groups.append(estimate.n());
      }
      table.addColumns(by, groups);
    }
    return table;
  }

  private static DoubleColumn shortened(DoubleColumn column) {
    column.setPrintFormatter(new NumberColumnFormatter(Decimals.significant(DIGITS)));
    return column;
  }

  /**
   * Returns one row per network: its errors, their gap, and its measures.
   *
   * @param result what was measured
   * @return the table
   */
  public static Table networks(GeneralizationResult result) {
    Metric metric = like(result).metric();
    List<NetworkGap> all = result.networks();
    StringColumn names = Columns.NETWORK.texts(all.stream().map(NetworkGap::name));
    LongColumn seeds = Columns.SEED.longs();
    all.forEach(network -> seeds.append(network.seed()));
    Table table =
        Table.create(
            "Networks: " + result.task(),
            names,
            seeds,
            ScoreColumns.column(MetricColumns.value("training", metric), all, NetworkGap::training),
            ScoreColumns.column(MetricColumns.value("test", metric), all, NetworkGap::test),
            ScoreColumns.column(gap(metric), all, NetworkGap::gap, NetworkGap::test));
    for (GeneralizationMeasure measure : result.options().measures()) {
      DoubleColumn column = shortened(GeneralizationColumns.VALUE.numbers(measure.label()));
      all.forEach(network -> column.append(network.measures().getOrDefault(measure, Double.NaN)));
      table.addColumns(column);
    }
    return table;
  }

  private static String gap(Metric metric) {
    return MetricColumns.of(
            metric,
            GeneralizationColumns.GAP,
            GeneralizationColumns.GAP_R2,
            GeneralizationColumns.GAP_R2)
        .heading();
  }

  private static Score like(GeneralizationResult result) {
    return result.networks().get(0).test();
  }

  /**
   * Shows the table of correlations with sentences on its meaning.
   *
   * @param result what was measured
   * @return the display
   */
  public static Display display(GeneralizationResult result) {
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text(result))));
  }

  private static String text(GeneralizationResult result) {
    List<String> sentences = new ArrayList<>();
    List<MeasureCorrelation> all = result.correlations();
    long rises = all.stream().filter(c -> c.all().isPositive() == Verdict.YES).count();
    long falls = all.stream().filter(c -> c.all().isPositive() == Verdict.NO).count();
    sentences.add(
        "Of "
            + Numbers.counted(all.size(), "measure")
            + " over "
            + Numbers.counted(result.networks().size(), "network")
            + ", "
            + rises
            + " surely rise with the gap, "
            + falls
            + " surely fall with it, "
            + (all.size() - rises - falls)
            + " undecided; intervals are for independent networks and not corrected for the number of"
            + " measures.");
    if (result.networks().size() < KendallTau.LEAST) {
      sentences.add("A τ has an interval from five networks on.");
    }
    if (result.varied().isEmpty()) {
      sentences.add(
          "No option differs between the trainings: the gap is that of seeds alone. Several values,"
              + " as %train --lr 1e-3,1e-2 --batch 32,128 --as g, make it differ.");
    }
    sentences.addAll(result.missing());
    return String.join(" ", sentences);
  }

  /**
   * Returns Kendall's τ of each measure with its interval.
   *
   * @param result what was measured
   * @return the figure
   */
  public static Figure chart(GeneralizationResult result) {
    List<MeasureCorrelation> all =
        result.correlations().stream().filter(c -> !Double.isNaN(c.all().tau())).toList();
    double[] places = new double[all.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
    }
    LineChart chart =
        new LineChart(
            "Measures and the gap: " + result.task() + "<br>Kendall's τ over networks",
            "",
            "τ with the gap");
    if (all.isEmpty()) {
      return chart.figure();
    }
    chart
        .namedX(places, all.stream().map(c -> c.measure().toString()).toArray(String[]::new))
        .yWithin(-1, 1)
        .band("95 % interval");
    return chart
        .whiskered(
            "all networks",
            places,
            all.stream().mapToDouble(c -> c.all().tau()).toArray(),
            all.stream().mapToDouble(c -> c.all().low()).toArray(),
            all.stream().mapToDouble(c -> c.all().high()).toArray(),
            all.stream().map(c -> c.measure().label()).toArray(String[]::new))
        .figure();
  }

  /**
   * Returns the gap of each network against the measure of the largest |τ|.
   *
   * @param result what was measured
   * @return the figure
   */
  public static Figure closest(GeneralizationResult result) {
    Optional<MeasureCorrelation> best =
        result.correlations().stream()
            .filter(c -> !Double.isNaN(c.all().tau()))
            .max(Comparator.comparingDouble(c -> Math.abs(c.all().tau())));
    GeneralizationMeasure measure =
        best.map(MeasureCorrelation::measure).orElse(result.options().measures().get(0));
    List<NetworkGap> all =
        result.networks().stream().filter(n -> n.measures().containsKey(measure)).toList();
    Score like = like(result);
    double scale = Scores.scale(like.metric());
    return new LineChart(
            "The gap by the measure that goes with it most: "
                + result.task()
                + "<br>chosen among "
                + result.correlations().size(),
            measure.label(),
            gap(like.metric()))
        .points(
            "networks",
            all.stream().mapToDouble(n -> n.measures().get(measure)).toArray(),
            all.stream().mapToDouble(n -> scale * n.gap()).toArray(),
            all.stream().map(NetworkGap::name).toArray(String[]::new))
        .figure();
  }
}
