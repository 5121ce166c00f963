package org.stockpot.report.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import tech.tablesaw.api.DoubleColumn;

final class ScoresTest {

  private static final Score LIKE = new Score(Metric.ACCURACY, 0.1, 0.9, 1000);

  /**
   * 0.0675 - 0.048 is 0.019500000000000003 or a little less, by the order of a sum: 1.95 points.
   */
  @ParameterizedTest
  @CsvSource({
    "0.019499999999999997, 2.0",
    "0.0195, 2.0",
    "0.019500000000000003, 2.0",
    "0.01949, 1.9",
    "-0.019499999999999997, -2.0"
  })
  void wordsChartsAndTablesShowTheSameDigits(double value, String shown) {
    DoubleColumn column = DoubleColumn.create("points");
    ScoreColumns.append(column, value, LIKE);
    assertEquals(shown, column.getString(0));
    assertEquals(Double.parseDouble(shown), Scores.rounded(value, LIKE));
    assertEquals(shown + " points", Scores.points(value, LIKE));
    Interval interval = new Interval(value, Math.abs(value), 3, Interval.Over.REPLICATES);
    assertEquals(
        shown + " ± 2.0 points (n = 3)".replace("2.0", shown.replace("-", "")),
        Scores.text(interval, LIKE));
  }
}
