package org.stockpot.report.study;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.RobustnessColumns;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.study.robustness.LotteryRobustnessResult;
import org.stockpot.study.robustness.NetworkMeasures;
import org.stockpot.study.robustness.RobustnessLevel;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.text.Decimals;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** The rows of {@link LotteryRobustnessReport#table}. */
final class RobustnessRows {

  private static final int DIGITS = 3;

  private final LotteryRobustnessResult result;
  private final Score like;
  private final StringColumn runs = RobustnessColumns.RUN.texts();
  private final DoubleColumn kept = Columns.KEPT.numbers();
  private final DoubleColumn test;
  private final Intervals intervals;
  private final DoubleColumn corrupted;
  private final DoubleColumn worst;
  private final DoubleColumn calibration = RobustnessColumns.CALIBRATION.numbers();
  private final DoubleColumn dimension = shortened(RobustnessColumns.DIMENSION.numbers());
  private final DoubleColumn cka = shortened(RobustnessColumns.CKA.numbers());
  private final StringColumn matching;
  private final StringColumn hidden = RobustnessColumns.HIDDEN.texts();
  private final Table table;

  RobustnessRows(LotteryRobustnessResult result) {
    this.result = result;
    like = result.like();
    Metric metric = like.metric();
    test = DoubleColumn.create(MetricColumns.value("test", metric));
    corrupted = DoubleColumn.create(MetricColumns.value("corrupted", metric));
    worst = DoubleColumn.create(MetricColumns.value("worst class", metric));
    intervals = new Intervals("test", metric);
    matching = Columns.MATCHING.texts(LotteryRobustnessWords.tolerance(result));
    table = Table.create("Harm beside the mean accuracy: " + result.task(), runs, kept, test);
  }

  void addDense(RobustnessLevel level) {
    RobustnessLevel dense =
        new RobustnessLevel(
            level.run(), 0, 1, level.dense(), level.dense(), level.complete(), level.tolerance());
    add(dense);
    matching.append("");
    hidden.append("");
  }

  void addPruned(RobustnessLevel level) {
    add(level);
    matching.append(level.matching().toString());
    hidden.append(level.hidden().map(Verdict::toString).orElse("not hidden"));
  }

  private void add(RobustnessLevel level) {
    runs.append(level.round() == 0 ? level.run() + " dense" : level.run());
    kept.append(100 * level.density());
    Interval error = level.mean(RobustnessLevel::error).orElseThrow();
    ScoreColumns.append(test, Scores.valueOf(error.mean(), like), like);
    intervals.append(error, like);
    appendValue(corrupted, level.mean(RobustnessLevel::corrupted));
    appendValue(worst, level.mean(RobustnessLevel::worst));
    Optional<Interval> confidence = level.mean(RobustnessLevel::calibration);
    ScoreColumns.append(calibration, confidence.map(Interval::mean).orElse(Double.NaN), like);
    dimension.append(mean(level, NetworkMeasures::dimension));
    cka.append(mean(level, NetworkMeasures::cka));
  }

  private void appendValue(DoubleColumn column, Optional<Interval> error) {
    ScoreColumns.append(
        column, error.map(e -> Scores.valueOf(e.mean(), like)).orElse(Double.NaN), like);
  }

  private static double mean(RobustnessLevel level, Function<NetworkMeasures, OptionalDouble> of) {
    return level.pruned().stream()
        .mapToDouble(network -> of.apply(network).orElse(Double.NaN))
        .average()
        .orElse(Double.NaN);
  }

  Table table() {
    intervals.besides(table);
    table.addColumns(corrupted);
    if (!result.classes().isEmpty()) {
      table.addColumns(worst, calibration);
    }
    if (result.like().metric() == Metric.ACCURACY && dimension.countMissing() == 0) {
      table.addColumns(dimension, cka);
    }
    table.addColumns(matching, hidden);
    intervals.over(table);
    return table;
  }

  private static DoubleColumn shortened(DoubleColumn column) {
    column.setPrintFormatter(new NumberColumnFormatter(Decimals.significant(DIGITS)));
    return column;
  }
}
