package org.stockpot.report;

import java.util.Optional;
import org.stockpot.data.ClassBalance;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.weights.Point;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
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
   * smallest.
   *
   * @param task the model and its data
   * @param data the task's examples
   * @param point a point of the task
   * @return the table; empty if there is one test set of balanced classes or of numbers
   */
  public static Optional<Table> table(Task task, Data data, Point point) {
    boolean uneven = ClassBalance.isUneven(data);
    if (!uneven && task.furtherTests().isEmpty()) {
      return Optional.empty();
    }
    Metric metric = task.metric();
    Table table =
        Table.create(
            "Test sets: " + task.name(),
            StringColumn.create("test set"),
            IntColumn.create("examples"),
            DoubleColumn.create("loss (" + Scores.lossUnit(metric) + ")"),
            DoubleColumn.create(metric.label() + (metric == Metric.ACCURACY ? " %" : "")));
    if (metric == Metric.ACCURACY) {
      table.addColumns(DoubleColumn.create("standard error (points)"));
    }
    if (uneven) {
      table.addColumns(DoubleColumn.create("balanced accuracy %"));
    }
    add(table, "test", task.test(), data.test(), point);
    for (String name : task.furtherTests()) {
      add(table, name, task.furtherTest(name), data.also().get(name), point);
    }
    return Optional.of(table);
  }

  private static void add(
      Table table, String name, Objective objective, Examples examples, Point point) {
    Score score = objective.score(point);
    table.stringColumn(0).append(name);
    table.intColumn(1).append(examples.count());
    table.doubleColumn(2).append(score.loss());
    Scores.append(table.doubleColumn(3), score.value(), score);
    if (table.containsColumn("standard error (points)")) {
      Scores.append(table.doubleColumn(4), score.standardError(), score);
    }
    if (table.containsColumn("balanced accuracy %")) {
      double balanced = ClassBalance.accuracy(objective.errors(point), examples);
      Scores.append(table.doubleColumn(5), balanced, score);
    }
  }
}
