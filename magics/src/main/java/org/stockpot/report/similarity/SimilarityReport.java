package org.stockpot.report.similarity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.HeatMap;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.similarity.Estimator;
import org.stockpot.similarity.LayerRanks;
import org.stockpot.similarity.PairSimilarity;
import org.stockpot.similarity.SimilarityResult;
import org.stockpot.text.Listed;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** How alike networks are, as tables and charts. */
public final class SimilarityReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<SimilarityResult> REPORT =
      ResultReport.of(SimilarityResult.class)
          .table("pairs", "SimilarityReport.table", SimilarityReport::table)
          .withTables(SimilarityReport::layerTables)
          .withCharts(SimilarityReport::charts)
          .papers(SimilarityReport::addPapers);

  private static List<ResultTable> layerTables(SimilarityResult result) {
    return result.layers().isEmpty()
        ? List.of()
        : List.of(
            ResultTable.of("layers", "SimilarityReport.layers", layers(result)),
            ResultTable.of("cka", "SimilarityReport.cka", cka(result)));
  }

  private static List<ResultChart> charts(SimilarityResult result) {
    List<ResultChart> charts = new ArrayList<>();
    if (!result.layers().isEmpty()) {
      charts.add(ResultChart.of(ResultChart.CHART, "SimilarityReport.chart", () -> chart(result)));
      charts.add(ResultChart.of("networks", "SimilarityReport.networks", () -> networks(result)));
    }
    if (result.pairs().get(0).predictions().isPresent()) {
      charts.add(
          ResultChart.of(
              "disagreement", "SimilarityReport.disagreement", () -> disagreement(result)));
    }
    return charts;
  }

  private static void addPapers(SimilarityResult result, Papers papers) {
    papers.addTask(result.task());
    if (result.layers().isEmpty()) {
      return;
    }
    papers.add("kornblith2019similarity", "linear centred kernel alignment");
    if (result.options().estimator() == Estimator.UNBIASED) {
      papers.add("song2012feature", "the unbiased estimator of dependence");
    }
    if (result.batch() < result.examples()) {
      papers.add("nguyen2021wide", "alignment from batches");
    }
    papers.add("roy2007effective", "effective rank");
    if (result.pairs().get(0).predictions().isPresent()) {
      papers.add("lin1991divergence", "the Jensen–Shannon divergence of predictions");
    }
  }

  private static final int MOST_NAMES = 6;

  private SimilarityReport() {}

  /**
   * Returns one row per pair of networks: their outputs, predictions, weights and masks.
   *
   * @param result a comparison
   * @return the table
   */
  public static Table table(SimilarityResult result) {
    return SimilarityTables.pairs(result);
  }

  /**
   * Returns one row per network and layer: features and ranks.
   *
   * @param result a comparison
   * @return the table, empty if activations are not known
   */
  public static Table layers(SimilarityResult result) {
    return SimilarityTables.layers(result);
  }

  /**
   * Returns one row per pair of networks and of layers: their alignment.
   *
   * @param result a comparison
   * @return the table, empty if activations are not known
   */
  public static Table cka(SimilarityResult result) {
    return SimilarityTables.cka(result);
  }

  /**
   * Shows the tables with what they mean.
   *
   * @param result a comparison
   * @return the display
   */
  public static Display display(SimilarityResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    if (!result.layers().isEmpty()) {
      parts.add(Tables.display(layers(result)));
      parts.add(Display.text(words(result)));
    }
    List<String> dead =
        result.ranks().stream()
            .filter(LayerRanks::dead)
            .map(row -> row.network() + " " + row.layer())
            .toList();
    if (!dead.isEmpty()) {
      parts.add(
          Display.text(
              "Nothing depends on the examples in "
                  + Listed.first(dead, MOST_NAMES)
                  + ": CKA with any other layer is defined as 0."));
    }
    result.notes().forEach(note -> parts.add(Display.text(note)));
    return Display.stack(parts);
  }

  private static String words(SimilarityResult result) {
    boolean classes = result.pairs().get(0).predictions().isPresent();
    boolean unbiased = result.options().estimator() == Estimator.UNBIASED;
    String part = result.options().on().name().toLowerCase(Locale.ROOT);
    String batches =
        result.batch() < result.examples() ? ", averaged over batches of " + result.batch() : "";
    String doubt =
        unbiased
            ? "; unbiased, so that unrelated layers scatter around 0"
            : "; biased, so that layers with more features than there are examples look alike";
    return "CKA is 1 for layers that are the same up to rotation and scale, on "
        + Numbers.counted(result.examples(), part + " example")
        + batches
        + doubt
        + ". By chance: what "
        + (classes ? "disagreement would be if mistakes were independent, and " : "")
        + "overlap would be if masks of the same densities were random. The cosine and the distance of weights change"
        + " when units are permuted, which changes no output; "
        + (classes ? "CKA and disagreement do not." : "CKA does not.");
  }

  /**
   * Returns the alignment of all pairs of layers of two networks; of more, that of each layer with
   * the same layer of the other network, a column for each pair.
   *
   * @param result a comparison with layers
   * @return the figure
   */
  public static Figure chart(SimilarityResult result) {
    List<String> layers = result.layers();
    String title = "Linear CKA of layers: " + result.task();
    if (result.pairs().size() == 1) {
      PairSimilarity pair = result.pairs().get(0);
      return HeatMap.of(title + "<br>" + pair.name(), "CKA")
          .across("layer of " + pair.second(), layers)
          .along("layer of " + pair.first(), layers)
          .figure((row, column) -> pair.cka().get(row).get(column));
    }
    List<String> names = result.pairs().stream().map(PairSimilarity::name).toList();
    return HeatMap.of(title + "<br>the same layer of two networks", "CKA")
        .across("pair of networks", names)
        .along("layer", layers)
        .figure((row, column) -> result.pairs().get(column).cka().get(row).get(row));
  }

  /**
   * Returns the alignment of the last layer of each network with that of each other.
   *
   * @param result a comparison with layers
   * @return the figure
   */
  public static Figure networks(SimilarityResult result) {
    int last = result.layers().size() - 1;
    return matrix(
        result,
        "Linear CKA of " + result.layers().get(last) + ": " + result.task(),
        "CKA",
        1,
        pair -> pair.cka().get(last).get(last));
  }

  /**
   * Returns on how many examples each network disagrees with each other.
   *
   * @param result a comparison with predictions
   * @return the figure
   */
  public static Figure disagreement(SimilarityResult result) {
    return matrix(
        result,
        "Disagreement of predictions: " + result.task(),
        "% of examples",
        0,
        pair -> 100 * pair.predictions().orElseThrow().disagreement());
  }

  /** Returns a symmetric matrix over networks. */
  private static Figure matrix(
      SimilarityResult result,
      String title,
      String unit,
      double own,
      java.util.function.ToDoubleFunction<PairSimilarity> of) {
    List<String> names = result.networks();
    return HeatMap.of(title, unit)
        .across("network", names)
        .along("network", names)
        .figure(
            (row, column) ->
                row == column
                    ? own
                    : of.applyAsDouble(
                        result.pair(
                            names.get(Math.min(row, column)), names.get(Math.max(row, column)))));
  }
}
