package org.stockpot.report;

import java.util.List;
import java.util.Locale;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.task.TrainResult;
import org.stockpot.task.Training;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** A training as a table and a chart. */
public final class TrainReport {

  private TrainReport() {}

  /**
   * Returns one row per epoch: step, training loss, validation loss and metric. The test score of
   * the end is in the last row alone.
   *
   * @param result a training
   * @return the table
   */
  public static Table table(TrainResult result) {
    String metric = result.test().metric().label();
    Table table =
        Table.create(
            "Training: " + result.task(),
            LongColumn.create("step"),
            DoubleColumn.create("training loss"),
            DoubleColumn.create("validation loss"),
            DoubleColumn.create("validation " + metric),
            DoubleColumn.create("test loss"),
            DoubleColumn.create("test " + metric));
    List<Training.Moment> history = result.training().history();
    for (Training.Moment moment : history) {
      boolean last = moment.step() == result.job().to();
      table.longColumn(0).append(moment.step());
      table.doubleColumn(1).append(moment.loss());
      table.doubleColumn(2).append(moment.validation().loss());
      table.doubleColumn(3).append(moment.validation().value());
      table.doubleColumn(4).append(last ? result.test().loss() : Double.NaN);
      table.doubleColumn(5).append(last ? result.test().value() : Double.NaN);
    }
    return table;
  }

  /**
   * Shows the table with a sentence on the outcome.
   *
   * @param result a training
   * @return the display
   */
  public static Display display(TrainResult result) {
    String text =
        String.format(
            Locale.ROOT,
            "Trained %d steps in %.1f s: test %s, validation %s.",
            result.job().steps(),
            result.seconds(),
            Scores.text(result.test()),
            Scores.text(result.validation()));
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  /**
   * Returns training and validation loss against the step.
   *
   * @param result a training
   * @return the figure
   */
  public static Figure chart(TrainResult result) {
    List<Training.Moment> history = result.training().history();
    double[] steps = history.stream().mapToDouble(m -> (double) m.step()).toArray();
    return new LineChart("Training: " + result.task(), "step", "mean loss per example")
        .line("training", steps, history.stream().mapToDouble(Training.Moment::loss).toArray())
        .line(
            "validation", steps, history.stream().mapToDouble(m -> m.validation().loss()).toArray())
        .figure();
  }
}
