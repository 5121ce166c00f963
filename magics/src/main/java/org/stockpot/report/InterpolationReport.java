package org.stockpot.report;

import java.util.List;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The line from a pre-trained to a fine-tuned network as a table and a chart. */
public final class InterpolationReport {

  private InterpolationReport() {}

  /**
   * Returns one row per position: scores on validation, test and shifted test examples.
   *
   * @param result an interpolation
   * @return the table; accuracies are in per cent
   */
  public static Table table(InterpolationResult result) {
    Table table = SoupReport.rows("Interpolation: " + result.task(), result.rows(), result.shift());
    double[] positions = result.positions().stream().mapToDouble(p -> p).toArray();
    table.removeColumns(0, 1);
    table.insertColumn(0, DoubleColumn.create("α", positions));
    return table;
  }

  /**
   * Shows the table with a sentence on its meaning.
   *
   * @param result an interpolation
   * @return the display
   */
  public static Display display(InterpolationResult result) {
    List<SoupRow> rows = result.rows();
    SoupRow best = rows.get(result.positions().indexOf(result.best()));
    SoupRow end = rows.get(rows.size() - 1);
    StringBuilder text = new StringBuilder();
    text.append(
        "α = 0 is the pre-trained network, α = 1 the fine-tuned one. Best on validation is α = ");
    text.append(Numbers.significant(result.best(), 3)).append(": test ");
    text.append(Scores.text(best.test())).append(", ");
    text.append(Scores.difference(best.test(), end.test())).append(" the fine-tuned network");
    for (int i = 0; i < result.shift().size(); i++) {
      text.append("; ").append(result.shift().get(i)).append(" ");
      text.append(Scores.text(best.shifted().get(i))).append(", ");
      text.append(Scores.difference(best.shifted().get(i), end.shifted().get(i))).append(" it");
    }
    text.append(
        ". A point between the ends can keep what fine-tuning won and lose less elsewhere.");
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text.toString())));
  }

  /**
   * Returns the scores against the position.
   *
   * @param result an interpolation
   * @return the figure
   */
  public static Figure chart(InterpolationResult result) {
    Metric metric = result.rows().get(0).test().metric();
    LineChart chart =
        new LineChart(
            "From the pre-trained to the fine-tuned network: " + result.task(),
            "α (0: pre-trained, 1: fine-tuned)",
            metric.label() + (metric == Metric.ACCURACY ? " (%)" : ""));
    add(chart, result, "validation", SoupRow::validation);
    add(chart, result, "test", SoupRow::test);
    for (int i = 0; i < result.shift().size(); i++) {
      int index = i;
      add(chart, result, "test, " + result.shift().get(i), row -> row.shifted().get(index));
    }
    return chart.figure();
  }

  private interface Scored {
    Score of(SoupRow row);
  }

  private static void add(LineChart chart, InterpolationResult result, String name, Scored scored) {
    chart.line(
        name,
        result.positions().stream().mapToDouble(p -> p).toArray(),
        result.rows().stream().mapToDouble(row -> Scores.shown(scored.of(row))).toArray());
  }
}
