package org.stockpot.report;

import org.stockpot.task.Interval;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The columns that stand beside a mean: half the width of its 95 % interval, the n behind it, and
 * what it is over. A column of how many diverged comes to them where some did.
 */
final class Intervals {

  private final DoubleColumn widths;
  private final IntColumn n;
  private final StringColumn over = Columns.OVER.texts();
  private final IntColumn diverged = Columns.DIVERGED.ints();

  /** Prepares the columns of an interval of something, with independent replicates. */
  Intervals(String of, Metric metric) {
    this(of, metric, Columns.N);
  }

  /** Prepares the columns of an interval of something, with the column that says of how many. */
  Intervals(String of, Metric metric, Columns n) {
    widths = DoubleColumn.create(Columns.interval(of, metric));
    this.n = n.ints();
  }

  /** Adds what stands directly beside the mean to a table: the width and n. */
  Intervals besides(Table table) {
    table.addColumns(widths, n);
    return this;
  }

  /** Adds what the intervals are over. */
  Intervals over(Table table) {
    table.addColumns(over);
    return this;
  }

  /** Appends an interval. */
  void append(Interval interval, Score like) {
    append(interval, like, 0);
  }

  /** Appends an interval from which some replicates are missing because they diverged. */
  void append(Interval interval, Score like, long lost) {
    Scores.append(widths, interval.halfWidth(), like);
    n.append(interval.n());
    over.append(words(interval));
    diverged.append((int) lost);
  }

  /** Appends that there is none. */
  void appendMissing() {
    widths.appendMissing();
    n.appendMissing();
    over.appendMissing();
    diverged.append(0);
  }

  /** Adds how many diverged to a finished table, if some did. */
  void divergedTo(Table table) {
    if (diverged.max() > 0) {
      table.addColumns(diverged);
    }
  }

  private static String words(Interval interval) {
    if (Double.isNaN(interval.mean())) {
      return "";
    }
    return switch (interval.over()) {
      case REPLICATES -> "seeds";
      case NETWORKS -> "networks";
      case EXAMPLES -> "test examples";
    };
  }
}
