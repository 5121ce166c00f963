package org.stockpot.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.Heading;
import org.stockpot.report.parts.HeatMap;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.SimilarityColumns;
import org.stockpot.study.TaxonomyCell;
import org.stockpot.study.TaxonomyResult;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Phases of learning as a table and charts. */
public final class TaxonomyReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<TaxonomyResult> REPORT =
      ResultReport.of(TaxonomyResult.class)
          .table("cells", "TaxonomyReport.table", TaxonomyReport::table)
          .withCharts(TaxonomyReport::charts)
          .papers(TaxonomyReport::addPapers);

  private static final String CONNECTIVITY = "connectivity";
  private static final String CKA = "cka";
  private static final String EIGENVALUE = "eigenvalue";
  private static final String TRACE = "trace";

  /** The names of what charts show. */
  public static final List<String> QUANTITIES = List.of(CONNECTIVITY, CKA, EIGENVALUE, TRACE);

  private TaxonomyReport() {}

  private static List<ResultChart> charts(TaxonomyResult result) {
    return QUANTITIES.stream()
        .map(
            name ->
                new ResultChart(
                    name,
                    "TaxonomyReport.chart(" + ResultChart.RESULT + ", \"" + name + "\")",
                    () -> chart(result, name)))
        .toList();
  }

  private static void addPapers(TaxonomyResult result, Papers papers) {
    papers.addTask(result.task());
    papers.addRecipe(result.recipe());
    papers.add("yang2021taxonomizing", "phases of learning by load and temperature");
    papers.add("garipov2018loss", "curves of low loss between networks");
    papers.add("kornblith2019similarity", "linear centred kernel alignment");
  }

  /**
   * Returns one row per load and temperature, with the thresholds of the phases in the headings.
   *
   * @param result a grid
   * @return the table
   */
  public static Table table(TaxonomyResult result) {
    List<TaxonomyCell> cells = result.cells();
    Table table =
        Table.create(
            "Phases of learning: " + result.task(),
            SimilarityColumns.LOAD.texts(),
            SimilarityColumns.TEMPERATURE.texts(),
            Columns.N.ints(),
            Columns.DIVERGED.ints(),
            Columns.LOSS.numbers("training"),
            Columns.VALUE.numbers("test"));
    for (TaxonomyCell cell : cells) {
      table.stringColumn(0).append(cell.load().toString());
      table.stringColumn(1).append(cell.temperature().toString());
      table.intColumn(2).append(cell.trained());
      table.intColumn(3).append(cell.diverged());
      table.doubleColumn(4).append(cell.training().loss());
      ScoreColumns.append(table.doubleColumn(5), cell.test());
    }
    addMeasures(table, cells);
    addVerdicts(table, result);
    return table;
  }

  private static void addMeasures(Table table, List<TaxonomyCell> cells) {
    add(
        table,
        SimilarityColumns.CONNECTIVITY,
        SimilarityColumns.CONNECTIVITY_INTERVAL,
        cells.stream().map(c -> Optional.of(c.connectivity())).toList());
    add(
        table,
        SimilarityColumns.PREDICTIONS_CKA,
        SimilarityColumns.PREDICTIONS_CKA_INTERVAL,
        cells.stream().map(c -> Optional.of(c.similarity())).toList());
    DoubleColumn unbiased = SimilarityColumns.OUTPUTS_CKA.numbers();
    cells.forEach(cell -> unbiased.append(cell.unbiased().mean()));
    table.addColumns(unbiased);
    add(
        table,
        SimilarityColumns.LOG_LARGEST,
        SimilarityColumns.LOG_LARGEST_INTERVAL,
        cells.stream().map(TaxonomyCell::logEigenvalue).toList());
    add(
        table,
        SimilarityColumns.LOG_TRACE,
        SimilarityColumns.LOG_TRACE_INTERVAL,
        cells.stream().map(TaxonomyCell::logTrace).toList());
  }

  private static void add(
      Table table, Heading mean, Heading half, List<Optional<Interval>> intervals) {
    DoubleColumn means = mean.numbers();
    DoubleColumn halves = half.numbers();
    for (Optional<Interval> interval : intervals) {
      append(means, interval.map(Interval::mean));
      append(halves, interval.map(Interval::halfWidth));
    }
    table.addColumns(means, halves);
  }

  private static void append(DoubleColumn column, Optional<Double> value) {
    value.filter(Double::isFinite).ifPresentOrElse(column::append, column::appendMissing);
  }

  private static void addVerdicts(Table table, TaxonomyResult result) {
    List<TaxonomyCell> cells = result.cells();
    String connected = number(-result.options().within()) + " points";
    String sharp = median(result.sharpFrom());
    String similar = median(result.similarFrom());
    StringColumn isConnected = SimilarityColumns.WELL_CONNECTED.texts(connected);
    StringColumn isSharp = SimilarityColumns.SHARP.texts(sharp);
    StringColumn isSimilar = SimilarityColumns.SIMILAR.texts(similar);
    StringColumn phase = SimilarityColumns.PHASE.texts();
    for (TaxonomyCell cell : cells) {
      isConnected.append(result.isConnected(cell).toString());
      isSharp.append(result.isSharp(cell).toString());
      isSimilar.append(result.isSimilar(cell).toString());
      phase.append(result.phase(cell).toString());
    }
    table.addColumns(
        isConnected,
        isSharp,
        isSimilar,
        phase,
        Columns.WHY_EMPTY.texts(cells.stream().map(TaxonomyCell::whyEmpty)));
  }

  private static String median(OptionalDouble value) {
    return value.isPresent() ? "median " + number(value.getAsDouble()) : "no median";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  /**
   * Shows the table with what phases mean.
   *
   * @param result a grid
   * @return the display
   */
  public static Display display(TaxonomyResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    parts.add(Display.text(words(result)));
    result.missing().forEach(why -> parts.add(Display.text(why + ".")));
    return Display.stack(parts);
  }

  private static String words(TaxonomyResult result) {
    TaxonomyCell best = result.best();
    String few =
        result.options().seeds().size() < Paired.LEAST_NETWORKS
            ? " Connectivity and CKA have no interval below "
                + Paired.LEAST_NETWORKS
                + " seeds, so that no phase is decided: take --seeds 1..5."
            : "";
    return "Phases (Yang et al., NeurIPS 2021): I poorly connected and sharp, II poorly connected and"
        + " flat, III well connected and sharp, IV-A well connected, flat and dissimilar, IV-B well"
        + " connected, flat and similar; undecided, where an interval over replicates reaches to both"
        + " sides of a threshold, which stand in the headings. Sharp and similar are beside the other"
        + " cells: the medians of this grid. Mode connectivity below 0 means that the trained curve is"
        + " worse than its ends, above 0 that it is better, as where training was too short; a curve"
        + " that was itself trained too little looks like a barrier (--curve-for). The best"
        + " test score has "
        + best.load()
        + ", "
        + best.temperature()
        + " (phase "
        + result.phase(best)
        + ")."
        + few
        + empty(result);
  }

  private static String empty(TaxonomyResult result) {
    long without = result.cells().stream().filter(c -> c.logEigenvalue().isEmpty()).count();
    return without == 0
        ? ""
        : " "
            + Numbers.counted(without, "cell")
            + " without log λ1 (why empty) cannot be called sharp or flat, so that "
            + (without == 1 ? "its phase is" : "their phases are")
            + " undecided.";
  }

  /**
   * Returns mode connectivity by load and temperature.
   *
   * @param result a grid
   * @return the figure
   */
  public static Figure chart(TaxonomyResult result) {
    return chart(result, CONNECTIVITY);
  }

  /**
   * Returns one quantity by load and temperature.
   *
   * @param result a grid
   * @param quantity one of {@link #QUANTITIES}
   * @return the figure, whose cells without the quantity are empty
   * @throws IllegalArgumentException if there is no such quantity
   */
  public static Figure chart(TaxonomyResult result, String quantity) {
    return switch (quantity) {
      case CONNECTIVITY ->
          map(result, "Mode connectivity", "points", c -> Optional.of(c.connectivity()));
      case CKA -> map(result, "Similarity of replicates", "CKA", c -> Optional.of(c.similarity()));
      case EIGENVALUE -> map(result, "Sharpness", "log λ1", TaxonomyCell::logEigenvalue);
      case TRACE -> map(result, "Sharpness", "log trace", TaxonomyCell::logTrace);
      default ->
          throw new IllegalArgumentException(
              "quantity must be one of " + String.join(", ", QUANTITIES) + ", got " + quantity);
    };
  }

  /** Gives what a cell is coloured by. */
  @FunctionalInterface
  private interface Quantity {
    Optional<Interval> of(TaxonomyCell cell);
  }

  private static Figure map(TaxonomyResult result, String title, String unit, Quantity quantity) {
    List<String> loads =
        result.cells().stream().map(cell -> cell.load().toString()).distinct().toList();
    List<String> temperatures =
        result.cells().stream().map(cell -> cell.temperature().toString()).distinct().toList();
    return HeatMap.of(title + ": " + result.task(), unit)
        .across("load", loads)
        .along("temperature", temperatures)
        .figure(
            (row, column) ->
                result.cells().stream()
                    .filter(cell -> cell.load().toString().equals(loads.get(column)))
                    .filter(cell -> cell.temperature().toString().equals(temperatures.get(row)))
                    .findFirst()
                    .flatMap(quantity::of)
                    .map(Interval::mean)
                    .orElse(Double.NaN));
  }
}
