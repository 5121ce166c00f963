package org.stockpot.report.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.barrier.LogitPath;
import org.stockpot.barrier.MliResult;
import org.stockpot.barrier.Monotonicity;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.PathScores;
import org.stockpot.barrier.Quantity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LandscapeColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Availability;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.text.Listed;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Monotonic linear interpolation as a table and a chart. */
public final class MliReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<MliResult> REPORT =
      ResultReport.of(MliResult.class)
          .table("quantities", "MliReport.table", MliReport::table)
          .table("outputs", "MliReport.logits", MliReport::logits)
          .chart("MliReport.chart", MliReport::chart)
          .papers(
              (result, papers) -> {
                papers.add("lucas2021monotonic", "monotonic linear interpolation");
                RepairWords.cite(result.lines().options().recalibrate().get(0), papers);
              });

  private static final int MOST_NAMES = 3;

  private MliReport() {}

  /**
   * Returns one row per network and quantity: where its training started, whether the quantity
   * falls monotonically from there to the trained weights, and the Δ of Δ-monotonicity.
   *
   * @param result lines from the starts of trainings to trained weights, each of whose series names
   *     the start
   * @return the table
   */
  public static Table table(MliResult result) {
    Table table =
        Table.create(
            "Monotonic linear interpolation: " + result.lines().task(),
            Columns.NETWORK.texts(),
            Columns.START.texts(),
            Columns.QUANTITY.texts(),
            Columns.MONOTONIC.facts(),
            Columns.RISE.numbers(),
            Columns.UNIT.texts());
    for (PairResult pair : result.lines().pairs()) {
      for (Quantity quantity : Quantity.values()) {
        if (pair.path().values(quantity).length > 0) {
          Monotonicity monotonicity = Monotonicity.of(pair.path(), quantity);
          table.stringColumn(0).append(pair.pair().name());
          table.stringColumn(1).append(pair.pair().series());
          table.stringColumn(2).append(name(quantity, pair.path().test().get(0).metric()));
          table.booleanColumn(3).append(monotonicity.isMonotonic());
          append(table, monotonicity, pair.path().test().get(0));
        }
      }
    }
    return table;
  }

  private static String name(Quantity quantity, Metric metric) {
    String words = quantity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return quantity.isError() ? words.replace("error", Scores.errorName(metric)) : words;
  }

  private static void append(Table table, Monotonicity monotonicity, Score like) {
    boolean error = monotonicity.quantity().isError();
    double delta = monotonicity.delta();
    table.doubleColumn(4).append(error ? Scores.scale(like.metric()) * delta : delta);
    table.stringColumn(5).append(error ? errorUnit(like.metric()) : Scores.lossUnit(like.metric()));
  }

  private static String errorUnit(Metric metric) {
    return switch (metric) {
      case ACCURACY -> "points";
      case R2 -> "share of the variance";
      case NEGATIVE_ERROR -> "error";
    };
  }

  /**
   * Shows the table with a sentence on its meaning.
   *
   * @param result lines from the starts of trainings to trained weights
   * @return the display
   */
  public static Display display(MliResult result) {
    String text =
        "Training walks a crooked way; this is the straight one, from "
            + starts(result)
            + ". Where loss only falls on it, nothing stands between the start and the solution. Δ is"
            + " the largest rise on the way.";
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    if (result.logits().stream().anyMatch(logits -> logits.value().isPresent())) {
      parts.add(Tables.display(logits(result)));
    }
    parts.add(Display.text(text + " " + way(result)));
    return Display.stack(parts);
  }

  /**
   * Returns one row per network: how far its outputs go on the straight line, and how much their
   * way bends.
   *
   * @param result lines from the starts of trainings to trained weights
   * @return the table; without numbers, and with the reason, where outputs are not known
   */
  public static Table logits(MliResult result) {
    Table table =
        Table.create(
            "The way of the outputs: " + result.lines().task(),
            Columns.NETWORK.texts(),
            Columns.START.texts(),
            LandscapeColumns.GAUSS_LENGTH.numbers(),
            LandscapeColumns.LOGIT_LENGTH.numbers(),
            Columns.EXAMPLES.texts(),
            Columns.WHY_EMPTY.texts());
    for (int i = 0; i < result.logits().size(); i++) {
      Availability<LogitPath> logits = result.logits().get(i);
      table.stringColumn(0).append(result.lines().pairs().get(i).pair().name());
      table.stringColumn(1).append(result.lines().pairs().get(i).pair().series());
      logits
          .value()
          .map(LogitPath::gaussLength)
          .ifPresentOrElse(table.doubleColumn(2)::append, table.doubleColumn(2)::appendMissing);
      logits
          .value()
          .map(LogitPath::length)
          .ifPresentOrElse(table.doubleColumn(3)::append, table.doubleColumn(3)::appendMissing);
      table.stringColumn(4).append(logits.value().map(path -> examples(result, path)).orElse(""));
      table.stringColumn(5).append(logits.reason());
    }
    return table;
  }

  private static String examples(MliResult result, LogitPath path) {
    return path.examples() + " " + result.part().name().toLowerCase(Locale.ROOT);
  }

  /** Says what the lengths mean, or why there are none. */
  private static String way(MliResult result) {
    return result.logits().stream()
        .filter(logits -> logits.value().isEmpty())
        .findFirst()
        .map(logits -> "There are no lengths of the way of the outputs: " + logits.reason() + ".")
        .orElse(
            "The Gauss length says by how many radians the outputs' own way turns; the less, the"
                + " surer loss falls all along (Lucas et al.).");
  }

  /** Says where the lines begin, such as {@code base to ft.1}. */
  private static String starts(MliResult result) {
    List<String> all =
        result.lines().pairs().stream()
            .map(p -> p.pair().series() + " to " + p.pair().name())
            .toList();
    return Listed.first(all, MOST_NAMES);
  }

  /**
   * Returns training and test loss from the start to the trained weights.
   *
   * @param result lines from the starts of trainings to trained weights
   * @return the figure
   */
  public static Figure chart(MliResult result) {
    LineChart chart =
        new LineChart(
            "Straight from start to solution: "
                + result.lines().task()
                + "<br>loss by the position α, "
                + starts(result),
            "α (0: start of training, 1: trained)",
            "mean loss per example ("
                + Scores.lossUnit(result.lines().pairs().get(0).path().test().get(0).metric())
                + ")");
    for (PairResult pair : result.lines().pairs()) {
      PathScores path = pair.path();
      double[] positions = BarrierReport.positions(path);
      chart.line("test, " + pair.pair().name(), positions, path.values(Quantity.TEST_LOSS));
      if (!path.training().isEmpty()) {
        chart.line(
            "training, " + pair.pair().name(), positions, path.values(Quantity.TRAINING_LOSS));
      }
    }
    return chart.figure();
  }
}
