package org.stockpot.report;

import java.util.List;
import org.stockpot.prune.Branch;
import org.stockpot.prune.Control;
import org.stockpot.prune.DivergedRound;
import org.stockpot.prune.Ladder;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.task.Interval;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Iterative pruning as tables. See {@link PruneReport}. */
final class PruneTables {

  private static final double PERCENT = 100;
  private static final String HERE = "steps here";
  private static final String ERROR = Scores.standardErrorHeading("test set");

  private final PruneResult result;
  private final Score like;
  private final Metric metric;
  private final String value;
  private final String minusDense;
  private final String fromInit;

  PruneTables(PruneResult result) {
    this.result = result;
    like = result.round(0).test();
    metric = like.metric();
    value = Scores.heading("test", metric);
    minusDense = Scores.differenceHeading(metric.label() + " minus " + words().dense(), metric);
    fromInit = words().stepsFromInit();
  }

  Table summary() {
    Table table =
        Table.create(
            "Iterative pruning: " + result.task(),
            IntColumn.create("round"),
            IntColumn.create("weights kept"),
            DoubleColumn.create("kept %"),
            LongColumn.create(HERE),
            LongColumn.create(fromInit),
            DoubleColumn.create(value),
            DoubleColumn.create("± 95 %"),
            StringColumn.create("n"),
            DoubleColumn.create("dense " + value),
            DoubleColumn.create(minusDense),
            DoubleColumn.create("minus dense ± 95 %"),
            StringColumn.create(matching()));
    boolean merged = result.copies().count() > 1;
    if (merged) {
      table.addColumns(DoubleColumn.create("mean of single copies" + percent()));
    }
    for (int round = 0; round < result.longest().rounds().size(); round++) {
      appendRound(table, round);
      if (merged) {
        append(table.doubleColumn("mean of single copies" + percent()), single(round));
      }
    }
    return table;
  }

  private void appendRound(Table table, int round) {
    Round first = result.rounds(Branch.TICKET, round).get(0);
    Interval test = result.error(Branch.TICKET, round);
    table.intColumn("round").append(round);
    table.intColumn("weights kept").append(first.mask().kept());
    table.doubleColumn("kept %").append(PERCENT * first.density());
    appendSteps(table, List.of(first));
    append(table.doubleColumn(value), 1 - test.mean());
    append(table.doubleColumn("± 95 %"), test.halfWidth());
    table.stringColumn("n").append(count(test, result.diverged(round)));
    append(table.doubleColumn("dense " + value), 1 - dense(round));
    Interval above = result.difference(Branch.TICKET, Branch.DENSE, round);
    boolean pruned = round > 0;
    append(table.doubleColumn(minusDense), pruned ? -above.mean() : Double.NaN);
    append(table.doubleColumn("minus dense ± 95 %"), pruned ? above.halfWidth() : Double.NaN);
    table.stringColumn(matching()).append(result.matching(round).toString());
  }

  /** Returns the mean test error of what tickets are compared with. */
  private double dense(int round) {
    return result.error(Branch.DENSE, round).mean();
  }

  /** Returns the mean over copies of the test metric before merging. */
  private double single(int round) {
    return result.rounds(Branch.TICKET, round).stream()
        .flatMap(r -> r.copies().stream())
        .mapToDouble(Score::value)
        .average()
        .orElse(Double.NaN);
  }

  Table controls() {
    String minus = Scores.differenceHeading(metric.label() + " of tickets minus control", metric);
    Table table =
        Table.create(
            "Tickets and controls: " + result.task(),
            IntColumn.create("round"),
            DoubleColumn.create("kept %"),
            StringColumn.create("control"),
            LongColumn.create(HERE),
            LongColumn.create(fromInit),
            DoubleColumn.create(value),
            DoubleColumn.create("± 95 %"),
            DoubleColumn.create(minus),
            DoubleColumn.create("tickets minus control ± 95 %"),
            StringColumn.create("n"),
            StringColumn.create(matching()));
    for (int round = 1; round < result.longest().rounds().size(); round++) {
      for (Control control : result.options().controls()) {
        Branch branch = Branch.of(control);
        Interval test = result.error(branch, round);
        Interval above = result.difference(Branch.TICKET, branch, round);
        table.intColumn("round").append(round);
        table
            .doubleColumn("kept %")
            .append(PERCENT * result.rounds(Branch.TICKET, round).get(0).density());
        table.stringColumn("control").append(branch.toString());
        appendSteps(table, result.rounds(branch, round));
        append(table.doubleColumn(value), 1 - test.mean());
        append(table.doubleColumn("± 95 %"), test.halfWidth());
        append(table.doubleColumn(minus), -above.mean());
        append(table.doubleColumn("tickets minus control ± 95 %"), above.halfWidth());
        table.stringColumn("n").append(count(above, missing(branch, round)));
        table.stringColumn(matching()).append(result.matching(branch, round).toString());
      }
    }
    return table;
  }

  private int missing(Branch branch, int round) {
    return Math.max(result.diverged(branch, round), result.diverged(round));
  }

  private static String count(Interval interval, int diverged) {
    return interval.n() + (diverged == 0 ? "" : " (" + diverged + " diverged)");
  }

  Table trainings() {
    Table table =
        Table.create(
            "Trainings: " + result.task(),
            StringColumn.create("line"),
            LongColumn.create("seed"),
            IntColumn.create("round"),
            DoubleColumn.create("kept %"),
            LongColumn.create(HERE),
            LongColumn.create(fromInit),
            StringColumn.create("outcome"),
            DoubleColumn.create(Scores.lossHeading("validation", metric)),
            DoubleColumn.create(Scores.heading("validation", metric)),
            DoubleColumn.create(Scores.lossHeading("test", metric)),
            DoubleColumn.create(value),
            DoubleColumn.create(ERROR),
            DoubleColumn.create("seconds"));
    for (long seed : result.options().seeds()) {
      result.ladders().stream()
          .filter(ladder -> ladder.seed() == seed)
          .forEach(ladder -> append(table, ladder));
      result.diverged().stream()
          .filter(diverged -> diverged.seed() == seed)
          .forEach(diverged -> append(table, diverged));
    }
    return table;
  }

  private void append(Table table, Ladder ladder) {
    for (Round round : ladder.rounds()) {
      append(table, round.round() == 0 ? Branch.DENSE : Branch.TICKET, ladder, round);
    }
    ladder.continued().forEach(round -> append(table, Branch.DENSE, ladder, round));
    ladder
        .controls()
        .forEach((c, list) -> list.forEach(r -> append(table, Branch.of(c), ladder, r)));
  }

  private static void append(Table table, DivergedRound diverged) {
    String copy = diverged.copy() == 0 ? "" : ", copy " + diverged.copy();
    table.stringColumn("line").append(diverged.branch() + copy);
    table.longColumn("seed").append(diverged.seed());
    table.intColumn("round").append(diverged.round());
    table.doubleColumn("kept %").append(PERCENT * diverged.density());
    table.stringColumn("outcome").append("diverged at step " + diverged.step());
    table.columns().stream()
        .filter(column -> column.size() < table.stringColumn("outcome").size())
        .forEach(Column::appendMissing);
  }

  private void append(Table table, Branch branch, Ladder ladder, Round round) {
    table.stringColumn("line").append(branch.toString());
    table.longColumn("seed").append(ladder.seed());
    table.intColumn("round").append(round.round());
    table.doubleColumn("kept %").append(PERCENT * round.density());
    appendSteps(table, List.of(round));
    table.stringColumn("outcome").append("done");
    append(table, "validation", round.validation());
    append(table, "test", round.test());
    append(table.doubleColumn(ERROR), round.test().standardError());
    table.doubleColumn("seconds").append(round.seconds());
  }

  private void append(Table table, String examples, Score score) {
    Scores.appendLoss(table.doubleColumn(Scores.lossHeading(examples, metric)), score.loss());
    Scores.append(table.doubleColumn(Scores.heading(examples, metric)), score.value(), score);
  }

  /** Appends the steps of a network, which are the same in all seeds; nothing if there is none. */
  private void appendSteps(Table table, List<Round> same) {
    if (same.isEmpty()) {
      table.longColumn(HERE).appendMissing();
      table.longColumn(fromInit).appendMissing();
      return;
    }
    table.longColumn(HERE).append(same.get(0).steps());
    table.longColumn(fromInit).append(same.get(0).stepsFromInit());
  }

  private PruneWords words() {
    return new PruneWords(result);
  }

  private String matching() {
    return "matching (within " + result.matchingWords() + ")";
  }

  private String percent() {
    return metric == Metric.ACCURACY ? " %" : "";
  }

  private void append(DoubleColumn column, double share) {
    Scores.append(column, share, like);
  }
}
