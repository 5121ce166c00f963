package org.stockpot.report.prune;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.prune.Control;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Rewind;
import org.stockpot.prune.Round;
import org.stockpot.prune.ScoreAt;
import org.stockpot.prune.SparsityPattern;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Objective;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Point;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Iterative pruning as tables, charts and sentences. */
public final class PruneReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<PruneResult> REPORT =
      ResultReport.of(PruneResult.class)
          .table("rounds", "PruneReport.summary", PruneReport::summary)
          .withTables(PruneReport::furtherTables)
          .table("trainings", "PruneReport.trainings", PruneReport::trainings)
          .chart("PruneReport.chart", PruneReport::chart)
          .withCharts(PruneReport::ladderCharts)
          .papers(PruneReport::addPapers);

  private static List<ResultTable> furtherTables(PruneResult result) {
    List<ResultTable> tables = new ArrayList<>();
    if (!result.options().controls().isEmpty()) {
      tables.add(ResultTable.of("controls", "PruneReport.controls", controls(result)));
    }
    if (EarlyStopReport.isAsked(result)) {
      Table early = EarlyStopReport.table(result);
      tables.add(ResultTable.of("early-stopping", "EarlyStopReport.table", early));
    }
    return tables;
  }

  private static List<ResultChart> ladderCharts(PruneResult result) {
    int last = result.replicates().get(0).rounds().size() - 1;
    List<ResultChart> charts = new ArrayList<>(EarlyStopReport.charts(result));
    if (last > 0) {
      charts.add(ResultChart.of("slots", "PruneReport.slots", () -> slots(result)));
      charts.add(
          new ResultChart(
              "magnitudes",
              "PruneReport.magnitudes(" + ResultChart.RESULT + ", " + last + ")",
              () -> magnitudes(result, last)));
    }
    return charts;
  }

  private static void addPapers(PruneResult result, Papers papers) {
    papers.addTask(result.task());
    papers.add("frankle2019lottery", "iterative magnitude pruning, and the controls of tickets");
    if (result.options().controls().contains(Control.INVERTED)) {
      papers.add("frankle2021pruning", "shuffled, fresh and inverted controls of any saliency");
      papers.add("su2020sanity", "the same without inversion, as sanity checks");
    }
    addChoice(result.options(), papers);
    Rewind rewind = result.options().retraining().rewind();
    if (rewind.kind() != Rewind.Kind.WEIGHTS) {
      papers.add("renda2020comparing", "rewinding and fine-tuning by the time of retraining");
    } else if (!rewind.equals(Rewind.INIT)) {
      papers.add("frankle2020linear", "rewinding to an early step of training");
    }
    if (result.options().matching().equals(Tolerance.SPREAD)) {
      papers.add("paul2023unmasking", "tickets that match within the spread of dense runs");
    }
    if (result.copies().count() > 1) {
      papers.add("zimmer2024sparse", "sparse soups: copies retrained under one mask and merged");
      if (!result.options().retraining().accumulates()) {
        papers.add("choi2024sparse", "averages of particles that choose masks (SWAMP)");
      }
    }
    if (result.copies().swa() > 0) {
      papers.add("izmailov2018averaging", "stochastic weight averaging of each copy");
    }
    papers.addRecipe(result.recipe());
  }

  /** Cites how weights are chosen. */
  private static void addChoice(PruneOptions options, Papers papers) {
    SaliencyPapers.add(options.saliency(), papers);
    switch (options.scope()) {
      case ERDOS_RENYI, ERDOS_RENYI_KERNEL ->
          papers.add("evci2020rigging", "densities of layers by their sides (Erdős–Rényi)");
      case UNIFORM_PLUS -> papers.add("gale2019state", "uniform densities but for both ends");
      default -> {}
    }
    if (options.pattern().kind() == SparsityPattern.Kind.N_OF_M) {
      papers.add("mishra2021accelerating", "N of M weights kept");
    }
    if (options.scoring().at() == ScoreAt.START) {
      papers.add("frankle2021pruning", "what pruning before training is held against");
    }
  }

  private PruneReport() {}

  /**
   * Returns one row per round over all seeds: weights kept, test metric with its 95 % interval and
   * n, the same minus that of the dense runs of the same seeds, whether the round is matching, and
   * the mean of merged copies.
   *
   * @param result a pruning run
   * @return the table; accuracies in per cent, their differences in points
   */
  public static Table summary(PruneResult result) {
    return new PruneTables(result).summary();
  }

  /**
   * Returns one row per round and control over all seeds: the control's test metric, that of
   * tickets minus it inside the same seeds, and whether the control is matching.
   *
   * @param result a pruning run
   * @return the table; accuracies in per cent, their differences in points
   */
  public static Table controls(PruneResult result) {
    return new PruneTables(result).controls();
  }

  /**
   * Returns one row per training: line (dense run, ticket or control), seed, round and scores.
   *
   * @param result a pruning run
   * @return the table; accuracies in per cent
   */
  public static Table trainings(PruneResult result) {
    return new PruneTables(result).trainings();
  }

  /**
   * Shows the tables with sentences on what they mean, and on what the last ticket of the first
   * seed saves.
   *
   * @param result a pruning run
   * @return the display
   */
  public static Display display(PruneResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(summary(result)));
    if (!result.options().controls().isEmpty() && result.longest().rounds().size() > 1) {
      parts.add(Tables.display(controls(result)));
    }
    new PruneWords(result).all().forEach(text -> parts.add(Display.text(text)));
    if (EarlyStopReport.isAsked(result)) {
      parts.add(Tables.display(EarlyStopReport.table(result)));
      EarlyStopReport.words(result).forEach(text -> parts.add(Display.text(text)));
    }
    parts.add(Display.text(TicketCost.bytes(last(result).mask())));
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
    Point dense = result.round(0).solution();
    String latency = TicketCost.latency(test, dense, last(result).solution());
    return Display.stack(List.of(display(result), Display.text(latency)));
  }

  /**
   * Says how the last round came out in one line.
   *
   * @param result a pruning run
   * @return such as {@code tickets of round 6, 26.2 % kept: test accuracy 97.2 ± 0.4 % (n = 3)}
   */
  public static String outcome(PruneResult result) {
    int round = result.longest().rounds().size() - 1;
    Round first = result.rounds(NetworkKind.TICKET, round).get(0);
    String which =
        round == 0
            ? "dense runs"
            : "tickets of round "
                + round
                + ", "
                + Numbers.significant(100 * first.density(), 3)
                + " % kept";
    Score like = first.test();
    return which
        + ": test "
        + like.metric().label()
        + " "
        + Scores.mean(result.error(NetworkKind.TICKET, round), like);
  }

  private static Round last(PruneResult result) {
    List<Round> rounds = result.replicates().get(0).rounds();
    return rounds.get(rounds.size() - 1);
  }

  /**
   * Returns the test metric against the share of weights kept, with 95 % bands, the dense level and
   * the controls.
   *
   * @param result a pruning run
   * @return the figure
   */
  public static Figure chart(PruneResult result) {
    return new PruneCharts(result).metric();
  }

  /**
   * Returns the share of each slot's weights kept, round by round, of the first of the seeds that
   * got farthest.
   *
   * @param result a pruning run
   * @return the figure
   */
  public static Figure slots(PruneResult result) {
    return new PruneCharts(result).slots();
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
    return new PruneCharts(result).magnitudes(round);
  }
}
