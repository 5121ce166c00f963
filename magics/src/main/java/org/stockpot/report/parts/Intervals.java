package org.stockpot.report.parts;

import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The columns that stand beside a mean: half the width of its 95 % interval, the n behind it, and
 * what it is over. A column of how many diverged comes to them where some did.
 */
public final class Intervals {

  private final DoubleColumn widths;
  private final IntColumn n;
  private final StringColumn over = Columns.OVER.texts();
  private final IntColumn diverged = Columns.DIVERGED.ints();

  /**
   * Prepares the columns of an interval of something, with independent replicates.
   *
   * @param of what the interval is of
   * @param metric what scores measure
   */
  public Intervals(String of, Metric metric) {
    this(of, metric, Columns.N);
  }

  /**
   * Prepares the columns of an interval of something, with the column that says of how many.
   *
   * @param of what the interval is of
   * @param metric what scores measure
   * @param n the column that says of how many
   */
  public Intervals(String of, Metric metric, Columns n) {
    this(of, metric, n.ints());
  }

  private Intervals(String of, Metric metric, IntColumn n) {
    widths = DoubleColumn.create(MetricColumns.interval(of, metric));
    this.n = n;
  }

  /**
   * Prepares the columns of one of several intervals of a row, each with an n of its own.
   *
   * @param of what the interval is of
   * @param metric what scores measure
   * @return the columns
   */
  public static Intervals named(String of, Metric metric) {
    return new Intervals(of, metric, Columns.N_OF.ints(of));
  }

  /**
   * Adds what stands directly beside the mean to a table: the width and n.
   *
   * @param table the table
   * @return this
   */
  public Intervals besides(Table table) {
    table.addColumns(widths, n);
    return this;
  }

  /**
   * Adds what the intervals are over.
   *
   * @param table the table
   * @return this
   */
  public Intervals over(Table table) {
    table.addColumns(over);
    return this;
  }

  /**
   * Appends an interval.
   *
   * @param interval the interval
   * @param like a score on the same examples, whose metric and count decide the digits
   */
  public void append(Interval interval, Score like) {
    append(interval, like, 0);
  }

  /**
   * Appends an interval from which some replicates are missing because they diverged.
   *
   * @param interval the interval
   * @param like a score on the same examples, whose metric and count decide the digits
   * @param lost how many diverged
   */
  public void append(Interval interval, Score like, long lost) {
    ScoreColumns.append(widths, interval.halfWidth(), like);
    n.append(interval.n());
    over.append(words(interval));
    diverged.append((int) lost);
  }

  /** Appends that there is none. */
  public void appendMissing() {
    widths.appendMissing();
    n.appendMissing();
    over.appendMissing();
    diverged.append(0);
  }

  /**
   * Adds how many diverged to a finished table, if some did.
   *
   * @param table the table
   */
  public void divergedTo(Table table) {
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
