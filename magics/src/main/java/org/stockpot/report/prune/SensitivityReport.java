package org.stockpot.report.prune;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.prune.Compensation;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.prune.sensitivity.LayerSensitivity;
import org.stockpot.prune.sensitivity.PrunedShare;
import org.stockpot.prune.sensitivity.SensitivityResult;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.SensitivityColumns;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Layers pruned alone, as tables and a chart. */
public final class SensitivityReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<SensitivityResult> REPORT =
      ResultReport.of(SensitivityResult.class)
          .table("sensitivity", "SensitivityReport.table", SensitivityReport::table)
          .table("suggested", "SensitivityReport.suggested", SensitivityReport::suggested)
          .chart("SensitivityReport.chart", SensitivityReport::chart)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add("li2017pruning", "the sensitivity of single layers to pruning");
                SaliencyPapers.add(result.options().saliency(), papers);
              });

  private static final double PERCENT = 100;

  private SensitivityReport() {}

  private static String tolerance(SensitivityResult result) {
    return result.whole().metric() == Metric.ACCURACY
        ? Numbers.significant(PERCENT * result.options().drop(), 2) + " points"
        : Numbers.significant(result.options().drop(), 2);
  }

  /**
   * Returns one row per layer and share: what was removed, scores on the validation examples, the
   * change of the metric with its 95 % interval over these examples, and whether the drop is within
   * the tolerance.
   *
   * @param result what was measured
   * @return the table; an interval that no examples tell is missing
   */
  public static Table table(SensitivityResult result) {
    Metric metric = result.whole().metric();
    Table table =
        Table.create(
            "Layers pruned alone: " + result.network() + ", " + result.task(),
            SettingColumns.SLOT.texts(),
            SensitivityColumns.REMOVED_SHARE.numbers(),
            SensitivityColumns.REMOVED.ints(),
            DoubleColumn.create(MetricColumns.loss("validation", metric)),
            DoubleColumn.create(MetricColumns.value("validation", metric)),
            MetricColumns.of(
                    metric, Columns.MINUS_FIRST, Columns.MINUS_FIRST_R2, ErrorColumns.BELOW_FIRST)
                .numbers("whole"),
            DoubleColumn.create(MetricColumns.interval("minus whole", metric)),
            Columns.N.ints(),
            SensitivityColumns.WITHIN.texts(tolerance(result)),
            Columns.OVER.texts());
    for (LayerSensitivity layer : result.layers()) {
      for (PrunedShare share : layer.shares()) {
        table.stringColumn(0).append(layer.slot());
        table.doubleColumn(1).append(PERCENT * share.share());
        table.intColumn(2).append(share.removed());
        ScoreColumns.appendLoss(table.doubleColumn(3), share.score().loss());
        ScoreColumns.append(table.doubleColumn(4), share.score());
        ScoreColumns.append(table.doubleColumn(5), -share.drop().mean(), result.whole());
        appendInterval(table, share, result.whole());
        table.stringColumn(8).append(within(result, share));
      }
    }
    return table;
  }

  private static void appendInterval(Table table, PrunedShare share, Score like) {
    table.intColumn(7).append(share.drop().n());
    if (Double.isFinite(share.drop().halfWidth())) {
      ScoreColumns.append(table.doubleColumn(6), share.drop().halfWidth(), like);
      table.stringColumn(9).append("validation examples");
    } else {
      table.doubleColumn(6).appendMissing();
      table.stringColumn(9).append("");
    }
  }

  private static String within(SensitivityResult result, PrunedShare share) {
    return share.drop().atMost(result.options().drop()).toString();
  }

  /**
   * Returns one row per layer: the share that is suggested, and what the next one of the grid would
   * do.
   *
   * @param result what was measured
   * @return the table
   */
  public static Table suggested(SensitivityResult result) {
    Table table =
        Table.create(
            "Suggested shares by layer: " + result.network() + ", " + result.task(),
            SettingColumns.SLOT.texts(),
            Columns.WEIGHTS_KEPT.ints(),
            SensitivityColumns.SUGGESTED.numbers(),
            SensitivityColumns.NEXT.numbers(),
            SensitivityColumns.NEXT_WITHIN.texts());
    for (LayerSensitivity layer : result.layers()) {
      Optional<PrunedShare> next = layer.next(result.options().drop());
      table.stringColumn(0).append(layer.slot());
      table.intColumn(1).append(layer.kept());
      table.doubleColumn(2).append(layer.suggested(result.options().drop()));
      next.ifPresentOrElse(
          share -> table.doubleColumn(3).append(share.share()),
          () -> table.doubleColumn(3).appendMissing());
      table.stringColumn(4).append(next.map(share -> within(result, share)).orElse(""));
    }
    return table;
  }

  /**
   * Shows the tables with a sentence on the rule, and the line that prunes by it.
   *
   * @param result what was measured
   * @return the display
   */
  public static Display display(SensitivityResult result) {
    String rule =
        "Each layer was pruned alone and at once by "
            + Saliencies.label(result.options().saliency())
            + ", without training. The suggested share is the largest of the grid that, with all"
            + " smaller ones, surely costs at most "
            + tolerance(result)
            + " of the validation "
            + result.whole().metric().label()
            + ": the whole 95 % interval over its examples says so. Costs of layers that are pruned"
            + " together add up, and are not measured here. ";
    return Display.stack(
        List.of(
            Tables.display(table(result)),
            Tables.display(suggested(result)),
            Display.text(rule + line(result))));
  }

  private static String line(SensitivityResult result) {
    Map<String, Double> shares = result.suggested();
    if (shares.values().stream().allMatch(share -> share == 0)) {
      return "No layer surely loses its smallest share for that: a larger --drop, smaller --shares or"
          + " more validation examples may tell.";
    }
    return "To prune by them: %imp --rounds 1"
        + chosen(result.options().saliency())
        + " --scope "
        + result.options().scope().name().toLowerCase(Locale.ROOT)
        + " --fractions "
        + shares.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(","));
  }

  private static String chosen(Saliency saliency) {
    if (saliency.equals(Saliencies.magnitude())) {
      return "";
    }
    boolean kept = saliency instanceof Compensation;
    boolean own = !Saliencies.names().contains(saliency.toString());
    return " --saliency "
        + (own ? "NAME" : saliency)
        + (saliency.iterations() > 1 ? " --iterations 1" : "")
        + (kept ? " --rewind lr" : "");
  }

  /**
   * Returns the validation metric against the share removed, a line for each layer, with 95 %
   * intervals over the examples.
   *
   * @param result what was measured
   * @return the figure
   */
  public static Figure chart(SensitivityResult result) {
    Metric metric = result.whole().metric();
    double scale = Scores.scale(metric);
    LineChart chart =
        new LineChart(
            "Layers pruned alone: "
                + result.network()
                + ", "
                + result.task()
                + "<br>by "
                + Saliencies.label(result.options().saliency())
                + ", one layer each, without training",
            "weights of the layer removed (%)",
            ScoreCharts.axis("validation", metric));
    ScoreCharts.bounded(chart, metric).percentX();
    chart.band("95 % interval of the drop, over validation examples");
    for (LayerSensitivity layer : result.layers()) {
      List<PrunedShare> all = layer.shares();
      double[] shares = all.stream().mapToDouble(s -> PERCENT * s.share()).toArray();
      double[] values = all.stream().mapToDouble(s -> scale * Scores.plain(s.score())).toArray();
      double[] low = ends(all, result.whole(), false);
      double[] high = ends(all, result.whole(), true);
      chart.banded(layer.slot(), shares, values, low, high);
    }
    double level = scale * Scores.plain(result.whole());
    return chart.plain("whole", new double[] {0, PERCENT}, new double[] {level, level}).figure();
  }

  /** Returns ends of the intervals of values, by those of the drops. */
  private static double[] ends(List<PrunedShare> shares, Score whole, boolean upper) {
    double scale = Scores.scale(whole.metric());
    return shares.stream()
        .map(PrunedShare::drop)
        .map(d -> new Interval(whole.error() + d.mean(), d.halfWidth(), d.n(), d.over()))
        .mapToDouble(error -> scale * ScoreCharts.end(error, whole, upper))
        .toArray();
  }
}
