package org.stockpot.report.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.GrokkingColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.NumberCells;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.study.grokking.GrokkingProbe;
import org.stockpot.study.grokking.GrokkingResult;
import org.stockpot.study.grokking.GrokkingRun;
import org.stockpot.study.grokking.GrokkingRun.Learned;
import org.stockpot.task.Metric;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Trainings to and beyond interpolation, as tables and charts. */
public final class GrokkingReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<GrokkingResult> REPORT =
      ResultReport.of(GrokkingResult.class)
          .table("transitions", "GrokkingReport.table", GrokkingReport::table)
          .table("probes", "GrokkingReport.probes", GrokkingReport::probes)
          .chart("GrokkingReport.chart", GrokkingReport::chart)
          .chart("GrokkingReport.measures", GrokkingReport::measures)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.addRecipe(result.recipe());
                papers.add("power2022grokking", "generalisation long after interpolation");
                papers.add("liu2023omnigrok", "the norm of weights on the way to generalisation");
              });

  private static final int DIGITS = 3;

  private GrokkingReport() {}

  /**
   * Returns one row per training: when training and test examples were learned for good, by what
   * factor the latter came later, whether that is grokking, and both accuracies at the end.
   *
   * @param result trainings
   * @return the table
   */
  public static Table table(GrokkingResult result) {
    double learned = result.options().learned();
    LongColumn seeds = Columns.SEED.longs();
    LongColumn fitted = GrokkingColumns.FITTED.longs();
    LongColumn after = GrokkingColumns.AFTER.longs();
    LongColumn by = GrokkingColumns.BY.longs();
    DoubleColumn delay = significant(GrokkingColumns.DELAY.numbers());
    StringColumn grokked =
        GrokkingColumns.GROKKED.texts(Numbers.significant(result.options().delay(), DIGITS));
    DoubleColumn training = DoubleColumn.create(MetricColumns.value("training", Metric.ACCURACY));
    DoubleColumn test = DoubleColumn.create(MetricColumns.value("test", Metric.ACCURACY));
    for (GrokkingRun run : result.runs()) {
      Optional<Learned> first = run.fitted(learned);
      Optional<Learned> last = run.generalised(learned);
      seeds.append(run.seed());
      append(fitted, first.map(Learned::by));
      append(after, last.map(l -> Math.max(0, l.after())));
      append(by, last.map(Learned::by));
      delay.append(
          first.isPresent() && last.isPresent()
              ? last.get().middle() / first.get().middle()
              : Double.NaN);
      grokked.append(run.grokked(learned, result.options().delay()).toString());
      GrokkingProbe end = run.probes().get(run.probes().size() - 1);
      ScoreColumns.append(training, end.training());
      ScoreColumns.append(test, end.test());
    }
    return Table.create(
        "Grokking: " + result.task(), seeds, fitted, after, by, delay, grokked, training, test);
  }

  private static void append(LongColumn column, Optional<Long> step) {
    step.ifPresentOrElse(s -> column.append((long) s), column::appendMissing);
  }

  private static DoubleColumn significant(DoubleColumn column) {
    return NumberCells.significant(column, DIGITS);
  }

  /**
   * Returns one row per training and probe: accuracies and losses, their gap, and the measures.
   *
   * @param result trainings
   * @return the table
   */
  public static Table probes(GrokkingResult result) {
    LongColumn seeds = Columns.SEED.longs();
    LongColumn steps = Columns.STEP.longs();
    Table table = Table.create("Probes: " + result.task(), seeds, steps);
    List<GrokkingProbe> all = new ArrayList<>();
    for (GrokkingRun run : result.runs()) {
      for (GrokkingProbe probe : run.probes()) {
        seeds.append(run.seed());
        steps.append(probe.step());
        all.add(probe);
      }
    }
    table.addColumns(
        ScoreColumns.column(
            MetricColumns.value("training", Metric.ACCURACY), all, GrokkingProbe::training),
        ScoreColumns.column(
            MetricColumns.value("validation", Metric.ACCURACY), all, GrokkingProbe::validation),
        ScoreColumns.column(MetricColumns.value("test", Metric.ACCURACY), all, GrokkingProbe::test),
        ScoreColumns.column(
            GrokkingColumns.GAP.heading(), all, GrokkingProbe::gap, GrokkingProbe::test),
        losses("training", all, probe -> probe.training().loss()),
        losses("test", all, probe -> probe.test().loss()),
        numbers(GrokkingColumns.NORM.numbers(), all, GrokkingProbe::norm),
        numbers(Columns.LARGEST.numbers(), all, probe -> probe.largest().orElse(Double.NaN)),
        numbers(GrokkingColumns.RANK.numbers(), all, probe -> probe.rank().orElse(Double.NaN)));
    return table;
  }

  private static DoubleColumn losses(
      String part, List<GrokkingProbe> all, ToDoubleFunction<GrokkingProbe> loss) {
    return numbers(DoubleColumn.create(MetricColumns.loss(part, Metric.ACCURACY)), all, loss);
  }

  private static DoubleColumn numbers(
      DoubleColumn column, List<GrokkingProbe> all, ToDoubleFunction<GrokkingProbe> number) {
    all.forEach(probe -> column.append(number.applyAsDouble(probe)));
    return significant(column);
  }

  /**
   * Shows the table of transitions with a sentence on its meaning.
   *
   * @param result trainings
   * @return the display
   */
  public static Display display(GrokkingResult result) {
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text(result))));
  }

  private static String text(GrokkingResult result) {
    double learned = result.options().learned();
    double delay = result.options().delay();
    long yes = count(result, learned, delay, Verdict.YES);
    long no = count(result, learned, delay, Verdict.NO);
    long open = result.runs().size() - yes - no;
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Of "
            + Numbers.counted(result.runs().size(), "training")
            + ", "
            + yes
            + " grokked, "
            + no
            + " did not, "
            + open
            + " undecided; learned means an accuracy of at least "
            + Numbers.percent(learned, 1)
            + " from a probe to the end, and steps are known up to the probes around them.");
    result.logDelay().ifPresent(log -> sentences.add(delay(log)));
    boolean unlearned = result.runs().stream().anyMatch(run -> run.generalised(learned).isEmpty());
    if (unlearned) {
      sentences.add(
          "What was not learned by the end may be later: train longer, with more weight decay, or"
              + " on more of the pairs.");
    }
    sentences.addAll(result.missing());
    return String.join(" ", sentences);
  }

  private static String delay(Interval log) {
    String interval =
        Double.isNaN(log.halfWidth())
            ? " (one training: no interval)."
            : ", 95 % interval "
                + factor(log.low())
                + " to "
                + factor(log.high())
                + " over "
                + Numbers.counted(log.n(), "training")
                + " (geometric mean).";
    return "Test examples were learned "
        + factor(log.mean())
        + " times later than training examples"
        + interval;
  }

  private static String factor(double logarithm) {
    return Numbers.significant(Math.exp(logarithm), DIGITS);
  }

  private static long count(GrokkingResult result, double learned, double delay, Verdict verdict) {
    return result.runs().stream().filter(run -> run.grokked(learned, delay) == verdict).count();
  }

  /**
   * Returns accuracies on training and test examples by step, one pair of lines a training.
   *
   * @param result trainings
   * @return the figure
   */
  public static Figure chart(GrokkingResult result) {
    LineChart chart =
        new LineChart(
            "Grokking: " + result.task() + "<br>accuracy by step",
            "step + 1 (logarithmic)",
            ScoreCharts.axis("training and test", Metric.ACCURACY));
    ScoreCharts.bounded(chart, Metric.ACCURACY).logX();
    for (GrokkingRun run : result.runs()) {
      line(chart, run, "training", probe -> 100 * probe.training().value());
      line(chart, run, "test", probe -> 100 * probe.test().value());
    }
    return chart.figure();
  }

  private static void line(
      LineChart chart, GrokkingRun run, String name, ToDoubleFunction<GrokkingProbe> value) {
    chart.plain(name + ", seed " + run.seed(), steps(run), values(run, value));
  }

  private static double[] steps(GrokkingRun run) {
    return run.probes().stream().mapToDouble(probe -> probe.step() + 1.0).toArray();
  }

  private static double[] values(GrokkingRun run, ToDoubleFunction<GrokkingProbe> value) {
    return run.probes().stream().mapToDouble(value).toArray();
  }

  /**
   * Returns the norm of the weights, the largest eigenvalue and the effective rank by step, each
   * divided by its value at the first step where it is above 0; geometric means over trainings.
   *
   * @param result trainings
   * @return the figure
   */
  public static Figure measures(GrokkingResult result) {
    LineChart chart =
        new LineChart(
            "On the way: " + result.task() + "<br>relative to the start, mean over trainings",
            "step + 1 (logarithmic)",
            "relative to the start (logarithmic)");
    chart.logX().logY();
    relative(chart, result, "norm of weights", probe -> OptionalDouble.of(probe.norm()));
    relative(chart, result, "λ1", GrokkingProbe::largest);
    relative(chart, result, "effective rank", GrokkingProbe::rank);
    return chart.figure();
  }

  private static void relative(
      LineChart chart,
      GrokkingResult result,
      String name,
      Function<GrokkingProbe, OptionalDouble> measure) {
    List<double[]> logarithms =
        result.runs().stream().map(run -> logarithms(run, measure)).toList();
    int[] known =
        IntStream.range(0, result.runs().get(0).probes().size())
            .filter(i -> logarithms.stream().allMatch(l -> !Double.isNaN(l[i])))
            .toArray();
    if (known.length < 2) {
      return;
    }
    double[] steps = steps(result.runs().get(0));
    chart.plain(
        name,
        Arrays.stream(known).mapToDouble(i -> steps[i]).toArray(),
        Arrays.stream(known)
            .mapToDouble(
                i ->
                    Math.exp(
                        logarithms.stream()
                            .mapToDouble(l -> l[i] - l[known[0]])
                            .average()
                            .orElseThrow()))
            .toArray());
  }

  private static double[] logarithms(
      GrokkingRun run, Function<GrokkingProbe, OptionalDouble> measure) {
    return run.probes().stream()
        .mapToDouble(probe -> measure.apply(probe).orElse(Double.NaN))
        .map(value -> value > 0 ? Math.log(value) : Double.NaN)
        .toArray();
  }
}
