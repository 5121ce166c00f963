package org.stockpot.report.law;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.stockpot.law.Fit;
import org.stockpot.report.parts.LineChart;
import org.stockpot.study.batch.BatchLawCell;
import org.stockpot.study.batch.BatchLawProbe;
import org.stockpot.study.batch.BatchLawResult;
import org.stockpot.study.batch.BatchLawRun;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;
import tech.tablesaw.plotly.components.Figure;

/** Quantities along trainings, and steps by batch size. See {@link BatchLawReport}. */
record BatchLawCharts(BatchLawResult result, String title) {

  private static final int CURVE = 40;
  private static final int DIGITS = 3;

  /** What is measured at a probe. */
  @FunctionalInterface
  interface Quantity {
    OptionalDouble of(BatchLawRun run, BatchLawProbe probe);
  }

  private List<BatchLawCell> largest() {
    int most = result.batches().get(result.batches().size() - 1);
    return result.cells().stream()
        .filter(cell -> cell.batch() == most && !cell.runs().isEmpty())
        .toList();
  }

  private LineChart alongTraining(String what, String unit) {
    return new LineChart(title + "<br>" + what + ", means over seeds", "step", unit);
  }

  private String ofLargest() {
    return largest().isEmpty() ? "" : ", " + largest().get(0).size();
  }

  Figure edge() {
    LineChart chart =
        alongTraining("sharpness beside its threshold" + ofLargest(), "sharpness / threshold");
    largest().forEach(cell -> add(chart, "lr " + number(cell.rate()), cell, BatchLawRun::ratio));
    double last =
        largest().stream()
            .flatMap(cell -> cell.runs().stream())
            .flatMap(run -> run.probes().stream())
            .mapToDouble(BatchLawProbe::step)
            .max()
            .orElse(1);
    chart.plain("threshold", new double[] {0, last}, new double[] {1, 1});
    return chart.figure();
  }

  Figure byRate(String unit, Quantity quantity) {
    LineChart chart = alongTraining(unit + " of the Hessian" + ofLargest(), unit);
    largest().forEach(cell -> add(chart, "lr " + number(cell.rate()), cell, quantity));
    return chart.figure();
  }

  Figure noise() {
    LineChart chart =
        alongTraining("simple noise scale, fastest rates", "noise scale (examples)").logY();
    for (int batch : result.batches()) {
      result
          .fastest(batch)
          .ifPresent(cell -> add(chart, cell.size(), cell, (run, probe) -> probe.noiseScale()));
    }
    return chart.figure();
  }

  /** Adds means over the trainings of a cell, where a quantity is known of all. */
  private static void add(LineChart chart, String name, BatchLawCell cell, Quantity quantity) {
    List<BatchLawProbe> first = cell.runs().get(0).probes();
    double[] means =
        IntStream.range(0, first.size())
            .mapToDouble(
                i ->
                    Estimate.mean(
                        cell.runs().stream()
                            .mapToDouble(
                                run -> quantity.of(run, run.probes().get(i)).orElse(Double.NaN))))
            .toArray();
    int[] known = IntStream.range(0, means.length).filter(i -> !Double.isNaN(means[i])).toArray();
    if (known.length > 0) {
      chart.line(
          name,
          Arrays.stream(known).mapToDouble(i -> first.get(i).step()).toArray(),
          Arrays.stream(known).mapToDouble(i -> means[i]).toArray());
    }
  }

  Figure steps(String target) {
    LineChart chart =
        new LineChart(title + "<br>steps to " + target, "batch size (examples)", "steps")
            .logX()
            .yWithin(0, Double.POSITIVE_INFINITY);
    List<BatchLawCell> fastest =
        result.batches().stream().flatMap(batch -> result.fastest(batch).stream()).toList();
    if (fastest.isEmpty()) {
      return chart.figure();
    }
    double[] batches = fastest.stream().mapToDouble(BatchLawCell::batch).toArray();
    List<Interval> steps =
        result.observed().stream().map(o -> Interval.of(Estimate.of(o.errors()))).toList();
    chart.band("95 % interval over seeds");
    chart.whiskered(
        "measured, fastest lr",
        batches,
        steps.stream().mapToDouble(Interval::mean).toArray(),
        steps.stream().mapToDouble(Interval::low).toArray(),
        steps.stream().mapToDouble(Interval::high).toArray(),
        fastest.stream().map(cell -> "lr " + number(cell.rate())).toArray(String[]::new));
    result.fit().value().ifPresent(fit -> law(chart, fit, batches));
    return chart.figure();
  }

  private static void law(LineChart chart, Fit fit, double... batches) {
    double low = batches[0];
    double high = batches[batches.length - 1];
    double[] xs =
        IntStream.rangeClosed(0, CURVE)
            .mapToDouble(i -> low * Math.pow(high / low, (double) i / CURVE))
            .toArray();
    chart.plain("law", xs, Arrays.stream(xs).map(x -> fit.error(x)).toArray());
  }

  private static String number(double value) {
    return Numbers.significant(value, DIGITS);
  }
}
