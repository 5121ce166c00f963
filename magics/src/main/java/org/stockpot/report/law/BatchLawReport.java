package org.stockpot.report.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.stockpot.curvature.gradient.GradientAgreement;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.law.Fit;
import org.stockpot.report.parts.BatchColumns;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.CurvatureColumns;
import org.stockpot.report.parts.GradientColumns;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.NumberCells;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.study.batch.BatchLawCell;
import org.stockpot.study.batch.BatchLawProbe;
import org.stockpot.study.batch.BatchLawResult;
import org.stockpot.study.batch.BatchLawRun;
import org.stockpot.task.Optimizer;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Grids of trainings by batch size and learning rate, as tables, charts and sentences. */
public final class BatchLawReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<BatchLawResult> REPORT =
      ResultReport.of(BatchLawResult.class)
          .table("edge", "BatchLawReport.table", BatchLawReport::table)
          .table("steps", "BatchLawReport.steps", BatchLawReport::steps)
          .table("constants", "BatchLawReport.constants", BatchLawReport::constants)
          .table("covariance", "BatchLawReport.covariance", BatchLawReport::covariance)
          .table("probes", "BatchLawReport.probes", BatchLawReport::probes)
          .withCharts(BatchLawReport::charts)
          .papers(BatchLawReport::addPapers);

  private static final int DIGITS = 3;
  private static final String EDGE = "edge";
  private static final String EIGENVALUE = "eigenvalue";
  private static final String TRACE = "trace";
  private static final String NOISE = "noise";
  private static final String STEPS = "steps";

  /** The names of what charts show. */
  public static final List<String> QUANTITIES = List.of(EDGE, EIGENVALUE, TRACE, NOISE, STEPS);

  private BatchLawReport() {}

  private static List<ResultChart> charts(BatchLawResult result) {
    return QUANTITIES.stream()
        .map(
            name ->
                new ResultChart(
                    name,
                    "BatchLawReport.chart(" + ResultChart.RESULT + ", \"" + name + "\")",
                    () -> chart(result, name)))
        .toList();
  }

  private static void addPapers(BatchLawResult result, Papers papers) {
    papers.addTask(result.task());
    papers.addRecipe(result.recipe());
    papers.add("cohen2021edge", "curvature beside the edge of stability");
    if (result.recipe().optimizer().optimizer() != Optimizer.Kind.SGD) {
      papers.add("cohen2022adaptive", "the edge of stability of preconditioned steps");
    }
    papers.add("mccandlish2018batch", "the noise scale, and steps by batch size");
  }

  private static String title(BatchLawResult result) {
    return "Batch law: " + result.task();
  }

  private static DoubleColumn significant(DoubleColumn column) {
    return NumberCells.significant(column, DIGITS);
  }

  /**
   * Returns one row per batch size and learning rate: how high sharpness stands beside the largest
   * that full-batch steps bear.
   *
   * @param result a grid
   * @return the table
   */
  public static Table table(BatchLawResult result) {
    double within = result.options().within();
    Table table =
        Table.create(
            "Edge of stability, " + title(result),
            SettingColumns.BATCH.ints(),
            BatchColumns.FULL.facts(),
            SettingColumns.RATE.numbers(),
            Columns.N.ints(),
            Columns.DIVERGED.ints(),
            significant(DoubleColumn.create(MetricColumns.loss("training", result.metric()))),
            significant(BatchColumns.THRESHOLD.numbers()),
            significant(BatchColumns.HIGHEST.numbers()),
            significant(BatchColumns.HIGHEST_INTERVAL.numbers()),
            significant(BatchColumns.AT_THE_END.numbers()),
            BatchColumns.EDGE.texts(Numbers.percent(within, 0)));
    for (BatchLawCell cell : result.cells()) {
      Optional<Interval> highest = cell.highest();
      table.intColumn(0).append(cell.batch());
      table.booleanColumn(1).append(cell.full());
      table.doubleColumn(2).append(cell.rate());
      table.intColumn(3).append(cell.runs().size());
      table.intColumn(4).append(cell.diverged());
      NumberCells.append(
          table.doubleColumn(5), mean(cell, run -> run.probes().get(last(run)).loss()));
      table.doubleColumn(6).append(cell.threshold());
      NumberCells.append(table.doubleColumn(7), highest.map(Interval::mean).orElse(Double.NaN));
      NumberCells.append(
          table.doubleColumn(8), highest.map(Interval::halfWidth).orElse(Double.NaN));
      NumberCells.append(
          table.doubleColumn(9), mean(cell, run -> run.atTheEnd().orElse(Double.NaN)));
      table.stringColumn(10).append(cell.edge(within).toString());
    }
    return table;
  }

  private static int last(BatchLawRun run) {
    return run.probes().size() - 1;
  }

  private static double mean(BatchLawCell cell, ToDoubleFunction<BatchLawRun> number) {
    return Estimate.mean(cell.runs().stream().mapToDouble(number));
  }

  /**
   * Returns one row per batch size: the steps that the target takes at the fastest rate, beside the
   * law and the noise scale.
   *
   * @param result a grid
   * @return the table
   */
  public static Table steps(BatchLawResult result) {
    Table table =
        Table.create(
            "Steps to " + target(result) + ", " + title(result),
            SettingColumns.BATCH.ints(),
            BatchColumns.FASTEST.numbers(),
            BatchColumns.AT_AN_END.texts(),
            Columns.N.ints(),
            significant(BatchColumns.STEPS.numbers()),
            significant(BatchColumns.STEPS_INTERVAL.numbers()),
            significant(BatchColumns.EXAMPLES.numbers()),
            significant(BatchColumns.LAW.numbers()),
            significant(BatchColumns.NOISE.numbers()),
            Columns.WHY_EMPTY.texts());
    Optional<Fit> fit = result.fit().value();
    double target = result.target().orElse(Double.NaN);
    for (int batch : result.batches()) {
      double law = fit.map(f -> f.error(batch)).orElse(Double.NaN);
      addSteps(table, result, batch, target, law);
    }
    return table;
  }

  private static void addSteps(
      Table table, BatchLawResult result, int batch, double target, double law) {
    Optional<BatchLawCell> fastest = result.fastest(batch);
    Optional<Interval> steps = fastest.map(cell -> Interval.of(Estimate.of(cell.steps(target))));
    table.intColumn(0).append(batch);
    NumberCells.append(table.doubleColumn(1), fastest.map(BatchLawCell::rate).orElse(Double.NaN));
    table
        .stringColumn(2)
        .append(fastest.map(cell -> result.isAtTheEnd(cell) ? "yes" : "no").orElse(""));
    table.intColumn(3).append(steps.map(Interval::n).orElse(0));
    NumberCells.append(table.doubleColumn(4), steps.map(Interval::mean).orElse(Double.NaN));
    NumberCells.append(table.doubleColumn(5), steps.map(Interval::halfWidth).orElse(Double.NaN));
    NumberCells.append(table.doubleColumn(6), batch * steps.map(Interval::mean).orElse(Double.NaN));
    NumberCells.append(table.doubleColumn(7), law);
    NumberCells.append(
        table.doubleColumn(8),
        fastest
            .map(cell -> cell.noiseScale(target))
            .orElse(OptionalDouble.empty())
            .orElse(Double.NaN));
    table
        .stringColumn(9)
        .append(fastest.isPresent() ? "" : "at no rate all seeds reach the target");
  }

  private static String target(BatchLawResult result) {
    return result.target().isPresent()
        ? "a validation loss of " + Numbers.significant(result.target().getAsDouble(), DIGITS)
        : "no validation loss";
  }

  /**
   * Returns the constants of the law of steps, the critical batch size last.
   *
   * @param result a grid
   * @return the table, empty without a fit
   */
  public static Table constants(BatchLawResult result) {
    String all = "all batch sizes that reach the target";
    Table table = LawTables.constants("Constants, " + title(result), List.of());
    result
        .fit()
        .value()
        .ifPresent(
            fit -> {
              fit.constants().forEach(c -> LawTables.addConstant(table, all, fit, c));
              LawTables.addConstant(table, all, fit, BatchLawResult.criticalBatch(fit));
            });
    return table;
  }

  /**
   * Returns the covariance of the constants of the law of steps.
   *
   * @param result a grid
   * @return the table, empty without a fit
   */
  public static Table covariance(BatchLawResult result) {
    return LawTables.covariance("Covariance, " + title(result), result.fit());
  }

  /**
   * Returns one row per probe of each training: loss, curvature and noise.
   *
   * @param result a grid
   * @return the table
   */
  public static Table probes(BatchLawResult result) {
    Table table =
        Table.create(
            "Probes, " + title(result),
            SettingColumns.BATCH.ints(),
            SettingColumns.RATE.numbers(),
            Columns.SEED.longs(),
            Columns.STEP.longs(),
            significant(DoubleColumn.create(MetricColumns.loss("training", result.metric()))),
            significant(Columns.LARGEST.numbers()),
            significant(BatchColumns.SHARE.numbers()),
            significant(Columns.TRACE.numbers()),
            significant(CurvatureColumns.TRACE_SE.numbers()),
            significant(GradientColumns.NOISE_SCALE.numbers()),
            significant(GradientColumns.NOISE_SCALE_SE.numbers()));
    for (BatchLawCell cell : result.cells()) {
      for (BatchLawRun run : cell.runs()) {
        run.probes().forEach(probe -> addProbe(table, cell, run, probe));
      }
    }
    return table;
  }

  private static void addProbe(
      Table table, BatchLawCell cell, BatchLawRun run, BatchLawProbe probe) {
    table.intColumn(0).append(cell.batch());
    table.doubleColumn(1).append(cell.rate());
    table.longColumn(2).append(run.seed());
    table.longColumn(3).append(probe.step());
    double[] numbers = {
      probe.loss(),
      probe.largest().orElse(Double.NaN),
      run.ratio(probe).orElse(Double.NaN),
      probe.trace().map(Estimate::mean).orElse(Double.NaN),
      probe.trace().map(t -> t.sd() / Math.sqrt(t.n())).orElse(Double.NaN),
      probe.noiseScale().orElse(Double.NaN),
      probe.gradients().map(GradientAgreement::noiseScaleError).orElse(Double.NaN)
    };
    for (int i = 0; i < numbers.length; i++) {
      NumberCells.append(table.doubleColumn(4 + i), numbers[i]);
    }
  }

  /**
   * Shows where sharpness stands, how many steps the target takes, and what that means.
   *
   * @param result a grid
   * @return the display
   */
  public static Display display(BatchLawResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    parts.add(Display.text(BatchLawWords.edge(result)));
    parts.add(Tables.display(steps(result)));
    parts.add(Display.text(BatchLawWords.steps(result, target(result))));
    result.missing().forEach(why -> parts.add(Display.text(why)));
    return Display.stack(parts);
  }

  /**
   * Returns sharpness along training as a share of the threshold.
   *
   * @param result a grid
   * @return the figure, of the largest batch
   */
  public static Figure chart(BatchLawResult result) {
    return chart(result, EDGE);
  }

  /**
   * Returns one quantity: sharpness, λ1, trace or noise scale along training, means over seeds, the
   * first three of the largest batch, the last of the fastest rate of each; or the steps to the
   * target by batch size.
   *
   * @param result a grid
   * @param quantity one of {@link #QUANTITIES}
   * @return the figure
   * @throws IllegalArgumentException if there is no such quantity
   */
  public static Figure chart(BatchLawResult result, String quantity) {
    BatchLawCharts charts = new BatchLawCharts(result, title(result));
    return switch (quantity) {
      case EDGE -> charts.edge();
      case EIGENVALUE -> charts.byRate("λ1", (run, probe) -> probe.largest());
      case TRACE ->
          charts.byRate(
              "trace",
              (run, probe) ->
                  probe
                      .trace()
                      .map(t -> OptionalDouble.of(t.mean()))
                      .orElse(OptionalDouble.empty()));
      case NOISE -> charts.noise();
      case STEPS -> charts.steps(target(result));
      default ->
          throw new IllegalArgumentException(
              "quantity must be one of " + String.join(", ", QUANTITIES) + ", got " + quantity);
    };
  }
}
