package org.stockpot.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.prune.Control;
import org.stockpot.prune.Copies;
import org.stockpot.prune.Ladder;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.task.Estimate;
import org.stockpot.task.Objective;
import org.stockpot.task.Score;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Iterative pruning as tables and charts. */
public final class PruneReport {

  private PruneReport() {}

  /**
   * Returns one row per round over all seeds: weights kept, test metric with its 95 % interval and
   * n, whether the round is matching, the mean of merged copies, and the controls' means.
   *
   * @param result a pruning run
   * @return the table
   */
  public static Table summary(PruneResult result) {
    String metric = "test " + metric(result);
    Table table =
        Table.create(
            "Iterative pruning: " + result.task(),
            IntColumn.create("round"),
            IntColumn.create("weights kept"),
            DoubleColumn.create("kept %"),
            DoubleColumn.create(metric),
            DoubleColumn.create("± 95 %"),
            IntColumn.create("n"),
            BooleanColumn.create("matching"));
    boolean merged = result.copies().count() > 1;
    if (merged) {
      table.addColumns(DoubleColumn.create("mean of single copies"));
    }
    List<Control> controls = result.options().controls();
    int first = table.columnCount();
    for (Control control : controls) {
      table.addColumns(
          DoubleColumn.create(label(control)), DoubleColumn.create(label(control) + " ± 95 %"));
    }
    for (int round = 0; round < rounds(result); round++) {
      Estimate test = value(tickets(result, round));
      Mask mask = tickets(result, round).get(0).mask();
      table.intColumn(0).append(round);
      table.intColumn(1).append(mask.kept());
      table.doubleColumn(2).append(100 * mask.density());
      table.doubleColumn(3).append(test.mean());
      table.doubleColumn(4).append(Intervals.halfWidth(test));
      table.intColumn(5).append(test.n());
      table.booleanColumn(6).append(result.matching(round) == org.stockpot.task.Verdict.YES);
      if (merged) {
        table.doubleColumn(7).append(single(tickets(result, round)));
      }
      for (int c = 0; c < controls.size(); c++) {
        Estimate control = value(controls(result, controls.get(c), round));
        table.doubleColumn(first + 2 * c).append(control.mean());
        table.doubleColumn(first + 1 + 2 * c).append(Intervals.halfWidth(control));
      }
    }
    return table;
  }

  /** Returns the mean over copies of the test metric before merging. */
  private static double single(List<Round> rounds) {
    return rounds.stream()
        .flatMap(r -> r.copies().stream())
        .mapToDouble(Score::value)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * Returns one row per training: line (ticket or control), seed, round and scores.
   *
   * @param result a pruning run
   * @return the table
   */
  public static Table trainings(PruneResult result) {
    String metric = metric(result);
    Table table =
        Table.create(
            "Trainings: " + result.task(),
            StringColumn.create("line"),
            LongColumn.create("seed"),
            IntColumn.create("round"),
            DoubleColumn.create("kept %"),
            DoubleColumn.create("validation loss"),
            DoubleColumn.create("validation " + metric),
            DoubleColumn.create("test loss"),
            DoubleColumn.create("test " + metric),
            DoubleColumn.create("seconds"));
    for (Ladder ladder : result.ladders()) {
      ladder.rounds().forEach(r -> append(table, r.round() == 0 ? "dense" : "ticket", ladder, r));
      ladder.controls().forEach((c, list) -> list.forEach(r -> append(table, label(c), ladder, r)));
    }
    return table;
  }

  private static void append(Table table, String line, Ladder ladder, Round round) {
    table.stringColumn(0).append(line);
    table.longColumn(1).append(ladder.seed());
    table.intColumn(2).append(round.round());
    table.doubleColumn(3).append(100 * round.density());
    table.doubleColumn(4).append(round.validation().loss());
    table.doubleColumn(5).append(round.validation().value());
    table.doubleColumn(6).append(round.test().loss());
    table.doubleColumn(7).append(round.test().value());
    table.doubleColumn(8).append(round.seconds());
  }

  /**
   * Shows the summary with sentences on what it means, and on what the last ticket of the first
   * seed saves.
   *
   * @param result a pruning run
   * @return the display
   */
  public static Display display(PruneResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(summary(result)));
    parts.add(Display.text(matching(result)));
    if (result.copies().count() > 1) {
      parts.add(Display.text(merged(result.copies())));
    }
    parts.add(Display.text(Footprint.bytes(last(result).mask())));
    return Display.stack(parts);
  }

  /**
   * Shows the same, and how long scoring takes with and without the zeros.
   *
   * @param result a pruning run
   * @param test the objective whose time is taken
   * @return the display
   */
  public static Display display(PruneResult result, Objective test) {
    Point dense = result.round(0, 0).solution();
    String latency = Footprint.latency(test, dense, last(result).solution());
    return Display.stack(List.of(display(result), Display.text(latency)));
  }

  private static String matching(PruneResult result) {
    int sparsest = 0;
    for (int round = 0; round < rounds(result); round++) {
      sparsest = result.matching(round) == org.stockpot.task.Verdict.YES ? round : sparsest;
    }
    String rule =
        result.ladders().size() > 1
            ? "one standard deviation of the dense runs"
            : Numbers.percent(result.options().tolerance(), 1) + " of the one dense run";
    return "Matching means a mean test error within "
        + rule
        + "; the sparsest matching round is "
        + sparsest
        + " with "
        + Numbers.significant(100 * tickets(result, sparsest).get(0).density(), 3)
        + " % of the weights.";
  }

  private static String merged(Copies copies) {
    return "Each pruning retrained "
        + copies.count()
        + " networks under its mask, from one start with different data orders"
        + (copies.weightDecays().isEmpty() ? "" : " and weight decays " + copies.weightDecays())
        + "; their "
        + copies.name()
        + " is the network of the round, as sparse as they are, and the next to be pruned (Zimmer"
        + " et al., Sparse Model Soups).";
  }

  private static Round last(PruneResult result) {
    List<Round> rounds = result.ladders().get(0).rounds();
    return rounds.get(rounds.size() - 1);
  }

  /**
   * Returns the test metric against the share of weights kept, with a band over seeds, the dense
   * level and the controls.
   *
   * @param result a pruning run
   * @return the figure
   */
  public static Figure chart(PruneResult result) {
    int last = rounds(result);
    double[] kept = kept(result);
    Estimate dense = value(tickets(result, 0));
    LineChart chart =
        new LineChart(
                "Iterative pruning: " + result.task(),
                "weights kept (%)",
                "test " + metric(result) + (accuracy(result) ? " (%)" : ""))
            .fallingLogX(ticks(kept));
    add(chart, result, "ticket", kept, IntStream.range(0, last).mapToObj(r -> tickets(result, r)));
    for (Control control : result.options().controls()) {
      int reached = reached(result, control);
      double[] xs = java.util.Arrays.copyOfRange(kept, 1, reached + 1);
      add(
          chart,
          result,
          label(control),
          xs,
          IntStream.rangeClosed(1, reached).mapToObj(r -> controls(result, control, r)));
    }
    double level = scale(result) * dense.mean();
    return chart
        .plain("dense", new double[] {kept[0], kept[last - 1]}, new double[] {level, level})
        .figure();
  }

  private static void add(
      LineChart chart,
      PruneResult result,
      String name,
      double[] xs,
      java.util.stream.Stream<List<Round>> rounds) {
    List<Estimate> estimates = rounds.map(PruneReport::value).toList();
    if (estimates.isEmpty()) {
      return;
    }
    double scale = scale(result);
    chart.banded(
        name,
        xs,
        each(estimates, e -> scale * e.mean()),
        each(estimates, e -> scale * (e.mean() - Intervals.halfWidth(e))),
        each(estimates, e -> scale * (e.mean() + Intervals.halfWidth(e))));
  }

  private static double[] each(List<Estimate> estimates, ToDoubleFunction<Estimate> f) {
    return estimates.stream().mapToDouble(f).toArray();
  }

  /**
   * Returns the share of each slot's weights kept, round by round, of the first of the seeds that
   * got farthest.
   *
   * @param result a pruning run
   * @return the figure
   */
  public static Figure slots(PruneResult result) {
    List<Round> rounds = result.longest().rounds();
    double[] kept = kept(result);
    LineChart chart =
        new LineChart(
                "Where the weights went: " + result.task(),
                "weights kept in the network (%)",
                "kept in the slot (%)")
            .fallingLogX(ticks(kept))
            .logY();
    for (Slot slot : prunable(rounds.get(0).mask())) {
      double[] density = rounds.stream().mapToDouble(r -> 100 * r.mask().density(slot)).toArray();
      chart.line(slot.name(), kept, density);
    }
    return chart.figure();
  }

  /**
   * Returns the distribution of the magnitudes of the kept weights of the first seed around one
   * pruning: of the solution before it, of what was kept, and of the next solution, whose new small
   * weights are the ones to prune next.
   *
   * <p>See Paul et al., "Unmasking the Lottery Ticket Hypothesis", ICLR 2023, §3.4.
   *
   * @param result a pruning run with at least one pruning
   * @param round the round whose pruning is shown, from 1
   * @return the figure
   */
  public static Figure magnitudes(PruneResult result, int round) {
    Round before = result.round(0, round - 1);
    Round after = result.round(0, round);
    Magnitudes bins = Magnitudes.spanning(before.solution(), before.mask());
    return new LineChart(
            "Magnitudes around the pruning of round " + round + ": " + result.task(),
            "|w| (logarithmic)",
            "weights per bin")
        .logX()
        .plain("before pruning", bins.centres(), bins.count(before.solution(), before.mask()))
        .plain("kept by pruning", bins.centres(), bins.count(before.solution(), after.mask()))
        .plain("after retraining", bins.centres(), bins.count(after.solution(), after.mask()))
        .figure();
  }

  private static List<Slot> prunable(Mask mask) {
    return mask.layout().slots().stream().filter(s -> s.role().isPrunable()).toList();
  }

  private static int rounds(PruneResult result) {
    return result.longest().rounds().size();
  }

  private static int reached(PruneResult result, Control control) {
    return result.ladders().stream()
        .mapToInt(l -> l.controls().getOrDefault(control, List.of()).size())
        .max()
        .orElse(0);
  }

  private static List<Round> tickets(PruneResult result, int round) {
    List<Round> reached = new ArrayList<>();
    for (Ladder ladder : result.ladders()) {
      if (ladder.rounds().size() > round) {
        reached.add(ladder.rounds().get(round));
      }
    }
    return reached;
  }

  private static List<Round> controls(PruneResult result, Control control, int round) {
    List<Round> reached = new ArrayList<>();
    for (Ladder ladder : result.ladders()) {
      List<Round> rounds = ladder.controls().getOrDefault(control, List.of());
      if (round > 0 && rounds.size() >= round) {
        reached.add(rounds.get(round - 1));
      }
    }
    return reached;
  }

  private static Estimate value(List<Round> rounds) {
    return Estimate.of(rounds.stream().map(r -> r.test().value()).toList());
  }

  /** Returns the per cent of weights kept after each round of the first seed. */
  private static double[] kept(PruneResult result) {
    return IntStream.range(0, rounds(result))
        .mapToDouble(r -> 100 * tickets(result, r).get(0).density())
        .toArray();
  }

  /** Returns at most nine of the densities as ticks. */
  static double[] ticks(double[] kept) {
    int every = (kept.length + 8) / 9;
    return IntStream.range(0, kept.length)
        .filter(r -> r % every == 0)
        .mapToDouble(r -> kept[r])
        .toArray();
  }

  private static String metric(PruneResult result) {
    return result.round(0, 0).test().metric().label();
  }

  private static boolean accuracy(PruneResult result) {
    return result.round(0, 0).test().metric() == org.stockpot.task.Metric.ACCURACY;
  }

  private static double scale(PruneResult result) {
    return accuracy(result) ? 100 : 1;
  }

  private static String label(Control control) {
    return control.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
