package org.stockpot.report.task;

import java.util.Optional;
import org.stockpot.data.ClassBalance;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Targets;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.weights.Point;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A point on all test sets of a task, with balanced accuracy where the classes are unbalanced: what
 * one accuracy hides.
 */
public final class TestSetsReport {

  private TestSetsReport() {}

  /**
   * Returns one row per test set: its examples, loss and metric with its standard error, and
   * balanced accuracy where the largest class has more than three times the examples of the
   * smallest. Of a number it tells the root of the mean squared error in that number's own unit.
   *
   * @param task the model and its data
   * @param data the task's examples
   * @param point a point of the task
   * @return the table; empty if there is one test set of balanced classes, or of several numbers
   */
  public static Optional<Table> table(Task task, Data data, Point point) {
    boolean uneven = ClassBalance.isUneven(data);
    if (!uneven && task.furtherTests().isEmpty() && rmse(data).isEmpty()) {
      return Optional.empty();
    }
    Metric metric = task.metric();
    Table table =
        Table.create(
            "Test sets: " + task.name(),
            Columns.TEST_SET.texts(),
            Columns.EXAMPLES.ints(),
            DoubleColumn.create(MetricColumns.loss("test", metric)),
            DoubleColumn.create(MetricColumns.value("test", metric)));
    if (metric == Metric.ACCURACY) {
      table.addColumns(Columns.SE.numbers("test"));
    }
    rmse(data).ifPresent(heading -> table.addColumns(DoubleColumn.create(heading)));
    if (uneven) {
      table.addColumns(Columns.BALANCED.numbers());
    }
    add(table, "test", task.test(), data, data.test(), point);
    for (String name : task.furtherTests()) {
      add(table, name, task.furtherTest(name), data, data.also().get(name), point);
    }
    return Optional.of(table);
  }

  private static void add(
      Table table, String name, Objective objective, Data data, Examples examples, Point point) {
    Score score = objective.score(point);
    table.stringColumn(0).append(name);
    table.intColumn(1).append(examples.count());
    table.doubleColumn(2).append(score.loss());
    ScoreColumns.append(table.doubleColumn(3), score);
    if (score.metric() == Metric.ACCURACY) {
      ScoreColumns.append(table.doubleColumn(4), score.standardError(), score);
    }
    rmse(data).ifPresent(heading -> table.doubleColumn(heading).append(rmse(data, score)));
    if (table.containsColumn(Columns.BALANCED.heading())) {
      double balanced = ClassBalance.accuracy(objective.errors(point), examples);
      ScoreColumns.append(table.doubleColumn(Columns.BALANCED.heading()), balanced, score);
    }
  }

  /** Returns the heading of a column of errors in the unit of the one number that is predicted. */
  private static Optional<String> rmse(Data data) {
    return data.targets() instanceof Targets.Numbers numbers && numbers.outputs() == 1
        ? Optional.of(Columns.RMSE.heading("test", numbers.names().get(0)))
        : Optional.empty();
  }

  /** Losses are mean squares of standardised numbers. */
  private static double rmse(Data data, Score score) {
    Targets.Numbers numbers = (Targets.Numbers) data.targets();
    return (numbers.inUnits(0, 1) - numbers.inUnits(0, 0)) * Math.sqrt(score.loss());
  }
}
