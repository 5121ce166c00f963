package org.stockpot.report.parts;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.text.Decimals;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Scores in columns of tables: exact numbers, shown without digits below their resolution. */
public final class ScoreColumns {

  private static final int LOSS_DIGITS = 3;
  private static final int ERROR_DIGITS = 4;

  private ScoreColumns() {}

  /**
   * Appends a share of examples, or a difference or standard error of such, in the unit of tables.
   * The column has all of its digits, and shows those of {@link Scores#rounded}.
   *
   * @param column where to append
   * @param value the value, as a share
   * @param like a score on the same examples, whose metric and count decide the digits
   */
  public static void append(DoubleColumn column, double value, Score like) {
    column.append(Scores.exact(value, like));
    show(column, like);
  }

  /**
   * Appends the value of a score.
   *
   * @param column where to append
   * @param score a score
   */
  public static void append(DoubleColumn column, Score score) {
    append(column, Scores.plain(score), score);
  }

  /**
   * Returns a column of the values of scores.
   *
   * @param heading a heading as it is shown
   * @param rows one per row
   * @param score a score
   * @param <T> the type of the rows
   * @return a column of the values of scores
   */
  public static <T> DoubleColumn column(String heading, List<T> rows, Function<T, Score> score) {
    return column(heading, rows, row -> Scores.plain(score.apply(row)), score);
  }

  /**
   * Returns a column of shares, each with what it is like.
   *
   * @param heading a heading as it is shown
   * @param rows one per row
   * @param value the value, as a share
   * @param like a score on the same examples, whose metric and count decide the digits
   * @param <T> the type of the rows
   * @return a column of shares, each with what it is like
   */
  public static <T> DoubleColumn column(
      String heading, List<T> rows, ToDoubleFunction<T> value, Function<T, Score> like) {
    DoubleColumn column = DoubleColumn.create(heading);
    rows.forEach(row -> append(column, value.applyAsDouble(row), like.apply(row)));
    return column;
  }

  /**
   * Appends a loss; the column shows three digits.
   *
   * @param column where to append
   * @param loss the loss
   */
  public static void appendLoss(DoubleColumn column, double loss) {
    column.append(loss);
    column.setPrintFormatter(new NumberColumnFormatter(Decimals.significant(LOSS_DIGITS)));
  }

  private static void show(DoubleColumn column, Score like) {
    if (like.metric() == Metric.NEGATIVE_ERROR) {
      column.setPrintFormatter(new NumberColumnFormatter(Decimals.significant(ERROR_DIGITS)));
    } else if (like.metric() == Metric.R2 || like.examples() > 0) {
      column.setPrintFormatter(new NumberColumnFormatter(Decimals.fixed(Scores.decimals(like))));
    }
  }
}
