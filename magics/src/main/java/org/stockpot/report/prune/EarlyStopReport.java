package org.stockpot.report.prune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.stockpot.prune.Control;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.prune.stopping.EarlyStops;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.EarlyStopColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.Training;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Decimals;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.plotly.components.Figure;

/**
 * When early stopping would have ended the trainings of a pruning run.
 *
 * <p>See Frankle, Carbin, "The Lottery Ticket Hypothesis", ICLR 2019, Fig. 3 and 4.
 */
public final class EarlyStopReport {

  private static final int MOST_CURVES = 6;
  private static final String ITERATION = EarlyStopColumns.ITERATION.heading();
  private static final String LATER = EarlyStopColumns.LATER.heading();

  private EarlyStopReport() {}

  /** Returns whether a run measured validation more often than it trains epochs. */
  static boolean isAsked(PruneResult result) {
    return !result.recipe().validateEvery().equals(Span.ZERO);
  }

  /**
   * Returns one row per round and kind of networks over all seeds: the iteration of the lowest
   * validation loss with its 95 % interval and n, in how many trainings that is the end, so that
   * the mean is a lower bound, the validation metric there, and how many iterations later than the
   * dense run of the same seed that is.
   *
   * @param result a pruning run
   * @return the table; accuracies in per cent
   */
  public static Table table(PruneResult result) {
    Score like = result.round(0).validation();
    DoubleColumn value = DoubleColumn.create(MetricColumns.value("validation", like.metric()));
    Table table =
        Table.create(
            "Early stopping: " + result.task(),
            Columns.ROUND.ints(),
            Columns.KEPT.numbers(),
            Columns.LINE.texts(),
            whole(EarlyStopColumns.ITERATION.numbers()),
            whole(Columns.INTERVAL_R2.numbers(ITERATION)),
            Columns.N.ints(),
            EarlyStopColumns.AT_END.ints(),
            value,
            whole(EarlyStopColumns.LATER.numbers()),
            whole(Columns.INTERVAL_R2.numbers(LATER)),
            EarlyStopColumns.EARLIER.texts());
    EarlyStops stops = new EarlyStops(result);
    for (int round = 0; round < result.longest().rounds().size(); round++) {
      for (NetworkKind kind : kinds(result, round)) {
        Interval iteration = stops.iteration(kind, round);
        if (iteration.n() > 0) {
          append(table, stops, kind, round);
          ScoreColumns.append(value, Scores.valueOf(stops.error(kind, round).mean(), like), like);
        }
      }
    }
    return table;
  }

  private static DoubleColumn whole(DoubleColumn column) {
    column.setPrintFormatter(new NumberColumnFormatter(Decimals.fixed(0)));
    return column;
  }

  private static List<NetworkKind> kinds(PruneResult result, int round) {
    List<NetworkKind> kinds = new ArrayList<>();
    kinds.add(round == 0 ? NetworkKind.DENSE : NetworkKind.TICKET);
    if (round > 0) {
      result.options().controls().forEach(control -> kinds.add(NetworkKind.of(control)));
    }
    return kinds;
  }

  private static void append(Table table, EarlyStops stops, NetworkKind kind, int round) {
    double density = stops.result().rounds(NetworkKind.TICKET, round).get(0).density();
    Interval iteration = stops.iteration(kind, round);
    table.intColumn(Columns.ROUND.heading()).append(round);
    table.doubleColumn(Columns.KEPT.heading()).append(100 * density);
    table.stringColumn(Columns.LINE.heading()).append(kind.toString());
    table.doubleColumn(ITERATION).append(iteration.mean());
    table.doubleColumn(Columns.INTERVAL_R2.heading(ITERATION)).append(iteration.halfWidth());
    table.intColumn(Columns.N.heading()).append(iteration.n());
    table.intColumn(EarlyStopColumns.AT_END.heading()).append(stops.atEnd(kind, round));
    boolean compared = kind != NetworkKind.DENSE;
    Interval later = stops.later(kind, NetworkKind.DENSE, round);
    table.doubleColumn(LATER).append(compared ? later.mean() : Double.NaN);
    table
        .doubleColumn(Columns.INTERVAL_R2.heading(LATER))
        .append(compared ? later.halfWidth() : Double.NaN);
    table
        .stringColumn(EarlyStopColumns.EARLIER.heading())
        .append(compared ? stops.earlier(kind, NetworkKind.DENSE, round).toString() : "");
  }

  /**
   * Says what the table means: which round stops first, and what limits the answer.
   *
   * @param result a pruning run
   * @return sentences
   */
  static List<String> words(PruneResult result) {
    EarlyStops stops = new EarlyStops(result);
    List<String> words = new ArrayList<>();
    int rounds = result.longest().rounds().size();
    IntStream.range(0, rounds)
        .boxed()
        .filter(round -> !stops.all(NetworkKind.TICKET, round).isEmpty())
        .min(Comparator.comparingDouble(r -> stops.iteration(NetworkKind.TICKET, r).mean()))
        .ifPresent(round -> words.add(soonest(stops, round)));
    long cut =
        IntStream.range(0, rounds).mapToLong(round -> stops.atEnd(NetworkKind.TICKET, round)).sum();
    if (cut > 0) {
      words.add(
          "In "
              + Numbers.counted(cut, "training")
              + " of dense runs and tickets the validation loss was lowest at the end: their"
              + " iterations are lower bounds, and longer trainings tell more.");
    }
    return words;
  }

  private static String soonest(EarlyStops stops, int round) {
    double density = stops.result().rounds(NetworkKind.TICKET, round).get(0).density();
    Interval iteration = stops.iteration(NetworkKind.TICKET, round);
    String who =
        round == 0
            ? "dense runs"
            : "tickets of round "
                + round
                + " ("
                + Numbers.significant(100 * density, 3)
                + " % kept)";
    return "The validation loss is lowest soonest in "
        + who
        + ": at iteration "
        + text(iteration)
        + ", measured every "
        + stops.result().recipe().validateEvery()
        + (round == 0
            ? "."
            : "; earlier than dense: "
                + stops.earlier(NetworkKind.TICKET, NetworkKind.DENSE, round)
                + ".");
  }

  private static String text(Interval interval) {
    String width =
        Double.isNaN(interval.halfWidth()) ? "" : " ± " + Math.round(interval.halfWidth());
    return Math.round(interval.mean()) + width + " (n = " + interval.n() + ")";
  }

  /**
   * Returns the charts of a run that is asked for early stopping.
   *
   * @param result a pruning run
   * @return {@link #chart} and {@link #curves}; none if validation is measured by epoch alone
   */
  public static List<ResultChart> charts(PruneResult result) {
    if (!isAsked(result)) {
      return List.of();
    }
    return List.of(
        ResultChart.of("early-stopping", "EarlyStopReport.chart", () -> chart(result)),
        ResultChart.of("curves", "EarlyStopReport.curves", () -> curves(result)));
  }

  /**
   * Returns the early-stop iteration against the share of weights kept, with 95 % bands.
   *
   * @param result a pruning run
   * @return the figure
   */
  public static Figure chart(PruneResult result) {
    double[] kept =
        result.longest().rounds().stream().mapToDouble(r -> 100 * r.density()).toArray();
    LineChart chart =
        new LineChart(
                "Early stopping: "
                    + result.task()
                    + "<br>iteration of the lowest validation loss by the weights kept",
                "weights kept (%)",
                "early-stop iteration")
            .fallingLogX(kept)
            .yWithin(0, Double.POSITIVE_INFINITY);
    add(chart, result, NetworkKind.TICKET, 0);
    for (Control control : result.options().controls()) {
      add(chart, result, NetworkKind.of(control), 1);
    }
    return chart.figure();
  }

  private static void add(LineChart chart, PruneResult result, NetworkKind kind, int first) {
    EarlyStops stops = new EarlyStops(result);
    List<Round> levels = new ArrayList<>();
    List<Interval> intervals = new ArrayList<>();
    for (int round = first; round < result.longest().rounds().size(); round++) {
      if (!stops.all(kind, round).isEmpty()) {
        levels.add(result.longest().rounds().get(round));
        intervals.add(stops.iteration(kind, round));
      }
    }
    if (levels.isEmpty()) {
      return;
    }
    chart
        .band(ScoreCharts.band(intervals))
        .banded(
            kind.toString(),
            levels.stream().mapToDouble(level -> 100 * level.density()).toArray(),
            intervals.stream().mapToDouble(Interval::mean).toArray(),
            intervals.stream().mapToDouble(i -> Math.max(0, i.low())).toArray(),
            intervals.stream().mapToDouble(Interval::high).toArray(),
            intervals.stream().map(EarlyStopReport::text).toArray(String[]::new));
  }

  /**
   * Returns the validation loss against the position in the schedule, mean over seeds, of the dense
   * run and of up to five rounds.
   *
   * @param result a pruning run
   * @return the figure
   */
  public static Figure curves(PruneResult result) {
    int last = result.longest().rounds().size() - 1;
    int shown = Math.min(MOST_CURVES - 1, last);
    LineChart chart =
        new LineChart(
            "Learning curves: "
                + result.task()
                + "<br>validation loss by iteration, mean over seeds",
            "iteration",
            "validation loss (" + Scores.lossUnit(result.round(0).validation().metric()) + ")");
    for (int i = 0; i <= shown; i++) {
      int round = shown == 0 ? 0 : Math.round((float) i * last / shown);
      curve(chart, result.rounds(NetworkKind.TICKET, round));
    }
    return chart.figure();
  }

  private static void curve(LineChart chart, List<Round> same) {
    TreeMap<Long, List<Double>> losses = new TreeMap<>();
    for (Round round : same) {
      for (Training.Moment moment : round.history()) {
        losses
            .computeIfAbsent(moment.step(), step -> new ArrayList<>())
            .add(moment.validation().loss());
      }
    }
    losses.values().removeIf(seeds -> seeds.size() < same.size());
    if (losses.isEmpty()) {
      return;
    }
    chart.plain(
        Numbers.significant(100 * same.get(0).density(), 3) + " % kept",
        losses.keySet().stream().mapToDouble(step -> step).toArray(),
        losses.values().stream().mapToDouble(seeds -> Estimate.of(seeds).mean()).toArray());
  }
}
