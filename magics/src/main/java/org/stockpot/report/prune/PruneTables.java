package org.stockpot.report.prune;

import java.util.List;
import org.stockpot.prune.Control;
import org.stockpot.prune.DivergedRound;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.Heading;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Iterative pruning as tables. See {@link PruneReport}. */
final class PruneTables {

  private static final double PERCENT = 100;
  private static final String HERE = Columns.STEPS.heading();
  private static final String KEPT = Columns.KEPT.heading();
  private static final String LINE = Columns.LINE.heading();
  private static final String OUTCOME = Columns.OUTCOME.heading();
  private static final String ROUND = Columns.ROUND.heading();

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
    value = MetricColumns.value("test", metric);
    minusDense =
        MetricColumns.of(
                metric, Columns.MINUS_DENSE, Columns.MINUS_DENSE_R2, ErrorColumns.BELOW_DENSE)
            .heading(words().dense());
    fromInit = words().stepsFromInit();
  }

  Table summary() {
    Heading denseValue =
        MetricColumns.of(metric, Columns.DENSE_VALUE, Columns.DENSE_R2, ErrorColumns.DENSE);
    Table table =
        Table.create(
            PruneWords.title(result) + ": " + result.task(),
            IntColumn.create(ROUND),
            Columns.WEIGHTS_KEPT.ints(),
            DoubleColumn.create(KEPT),
            LongColumn.create(HERE),
            LongColumn.create(fromInit),
            DoubleColumn.create(value));
    Intervals tickets = new Intervals("test " + metric.label(), metric).besides(table);
    table.addColumns(denseValue.numbers("test"), DoubleColumn.create(minusDense));
    Intervals pairs = new Intervals("minus dense", metric, Columns.PAIRS).besides(table);
    table.addColumns(matching());
    tickets.over(table);
    DoubleColumn single =
        MetricColumns.of(metric, Columns.COPIES, Columns.COPIES_R2, ErrorColumns.COPIES).numbers();
    for (int round = 0; round < result.longest().rounds().size(); round++) {
      appendRound(table, round);
      append(table.doubleColumn(denseValue.heading("test")), Scores.valueOf(dense(round), like));
      tickets.append(result.error(NetworkKind.TICKET, round), like, result.diverged(round));
      if (round == 0) {
        pairs.appendMissing();
      } else {
        pairs.append(result.difference(NetworkKind.TICKET, NetworkKind.DENSE, round), like);
      }
      append(single, single(round));
    }
    if (result.copies().count() > 1) {
      table.addColumns(single);
    }
    tickets.divergedTo(table);
    return table;
  }

  private void appendRound(Table table, int round) {
    Round first = result.rounds(NetworkKind.TICKET, round).get(0);
    Interval test = result.error(NetworkKind.TICKET, round);
    table.intColumn(ROUND).append(round);
    table.intColumn(Columns.WEIGHTS_KEPT.heading()).append(first.mask().kept());
    table.doubleColumn(KEPT).append(PERCENT * first.density());
    appendSteps(table, List.of(first));
    append(table.doubleColumn(value), Scores.valueOf(test.mean(), like));
    Interval above = result.difference(NetworkKind.TICKET, NetworkKind.DENSE, round);
    append(table.doubleColumn(minusDense), round > 0 ? -above.mean() : Double.NaN);
    table.stringColumn(matching().name()).append(result.matching(round).toString());
  }

  /** Returns the mean test error of what tickets are compared with. */
  private double dense(int round) {
    return result.error(NetworkKind.DENSE, round).mean();
  }

  /** Returns the mean over copies of the test metric before merging. */
  private double single(int round) {
    return Estimate.mean(
        result.rounds(NetworkKind.TICKET, round).stream()
            .flatMap(r -> r.copies().stream())
            .mapToDouble(Scores::plain));
  }

  Table controls() {
    String minus =
        MetricColumns.of(
                metric, Columns.MINUS_CONTROL, Columns.MINUS_CONTROL_R2, ErrorColumns.BELOW_CONTROL)
            .heading();
    Table table =
        Table.create(
            "Tickets and controls: " + result.task(),
            IntColumn.create(ROUND),
            DoubleColumn.create(KEPT),
            Columns.CONTROL.texts(),
            LongColumn.create(HERE),
            LongColumn.create(fromInit),
            DoubleColumn.create(value));
    Intervals controls = new Intervals("test " + metric.label(), metric).besides(table);
    table.addColumns(DoubleColumn.create(minus));
    Intervals pairs = new Intervals("tickets minus control", metric, Columns.PAIRS).besides(table);
    table.addColumns(matching());
    controls.over(table);
    for (int round = 1; round < result.longest().rounds().size(); round++) {
      for (Control control : result.options().controls()) {
        NetworkKind kind = NetworkKind.of(control);
        Interval test = result.error(kind, round);
        Interval above = result.difference(NetworkKind.TICKET, kind, round);
        table.intColumn(ROUND).append(round);
        table
            .doubleColumn(KEPT)
            .append(PERCENT * result.rounds(NetworkKind.TICKET, round).get(0).density());
        table.stringColumn(Columns.CONTROL.heading()).append(kind.toString());
        appendSteps(table, result.rounds(kind, round));
        append(table.doubleColumn(value), Scores.valueOf(test.mean(), like));
        controls.append(test, like, missing(kind, round));
        append(table.doubleColumn(minus), -above.mean());
        pairs.append(above, like);
        table.stringColumn(matching().name()).append(result.matching(kind, round).toString());
      }
    }
    controls.divergedTo(table);
    return table;
  }

  private int missing(NetworkKind kind, int round) {
    return Math.max(result.diverged(kind, round), result.diverged(round));
  }

  Table trainings() {
    Table table =
        Table.create(
            "Trainings: " + result.task(),
            StringColumn.create(LINE),
            Columns.SEED.longs(),
            IntColumn.create(ROUND),
            DoubleColumn.create(KEPT),
            LongColumn.create(HERE),
            LongColumn.create(fromInit),
            StringColumn.create(OUTCOME),
            DoubleColumn.create(MetricColumns.loss("validation", metric)),
            DoubleColumn.create(MetricColumns.value("validation", metric)),
            DoubleColumn.create(MetricColumns.loss("test", metric)),
            DoubleColumn.create(value));
    if (metric == Metric.ACCURACY) {
      table.addColumns(Columns.SE.numbers("test"));
    }
    table.addColumns(Columns.SECONDS.numbers(), Columns.REUSED.texts());
    for (long seed : result.options().seeds()) {
      result.replicates().stream()
          .filter(replicate -> replicate.seed() == seed)
          .forEach(replicate -> append(table, replicate));
      result.diverged().stream()
          .filter(diverged -> diverged.seed() == seed)
          .forEach(diverged -> append(table, diverged));
    }
    return table;
  }

  private void append(Table table, PruneReplicate replicate) {
    for (Round round : replicate.rounds()) {
      append(table, round.round() == 0 ? NetworkKind.DENSE : NetworkKind.TICKET, replicate, round);
    }
    replicate.continued().forEach(round -> append(table, NetworkKind.DENSE, replicate, round));
    replicate
        .controls()
        .forEach((c, list) -> list.forEach(r -> append(table, NetworkKind.of(c), replicate, r)));
  }

  private static void append(Table table, DivergedRound diverged) {
    String copy = diverged.copy() == 0 ? "" : ", copy " + diverged.copy();
    table.stringColumn(LINE).append(diverged.kind() + copy);
    table.longColumn(Columns.SEED.heading()).append(diverged.seed());
    table.intColumn(ROUND).append(diverged.round());
    table.doubleColumn(KEPT).append(PERCENT * diverged.density());
    table.stringColumn(OUTCOME).append("diverged at step " + diverged.step());
    table.columns().stream()
        .filter(column -> column.size() < table.stringColumn(OUTCOME).size())
        .forEach(Column::appendMissing);
  }

  private void append(Table table, NetworkKind kind, PruneReplicate replicate, Round round) {
    table.stringColumn(LINE).append(kind.toString());
    table.longColumn(Columns.SEED.heading()).append(replicate.seed());
    table.intColumn(ROUND).append(round.round());
    table.doubleColumn(KEPT).append(PERCENT * round.density());
    appendSteps(table, List.of(round));
    table.stringColumn(OUTCOME).append("done");
    append(table, "validation", round.validation());
    append(table, "test", round.test());
    if (metric == Metric.ACCURACY) {
      append(table.doubleColumn(Columns.SE.heading("test")), round.test().standardError());
    }
    table.doubleColumn(Columns.SECONDS.heading()).append(round.seconds());
    table.stringColumn(Columns.REUSED.heading()).append(round.reused() ? "yes" : "no");
  }

  private void append(Table table, String examples, Score score) {
    ScoreColumns.appendLoss(table.doubleColumn(MetricColumns.loss(examples, metric)), score.loss());
    ScoreColumns.append(table.doubleColumn(MetricColumns.value(examples, metric)), score);
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

  private StringColumn matching() {
    return Columns.MATCHING.texts(result.matchingWords());
  }

  private void append(DoubleColumn column, double share) {
    ScoreColumns.append(column, share, like);
  }
}
