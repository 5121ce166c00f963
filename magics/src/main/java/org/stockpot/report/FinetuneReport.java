package org.stockpot.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.FinetuneResult.Tuned;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Fine-tuned networks as a table and a chart. */
public final class FinetuneReport {

  private FinetuneReport() {}

  /**
   * Returns one row per network: its number, the settings in which it differs from others, and its
   * scores on validation, test and shifted test examples.
   *
   * @param result fine-tuned networks, at least one
   * @return the table; accuracies are in per cent
   */
  public static Table table(FinetuneResult result) {
    List<Tuned> tuned = result.tuned();
    Metric metric = metric(result);
    int[] numbers = IntStream.rangeClosed(1, tuned.size()).toArray();
    Table table =
        Table.create("Fine-tuned: " + result.task(), IntColumn.create("ingredient", numbers));
    Settings.addDifferences(table, tuned.stream().map(Tuned::variation).toList());
    table.addColumns(
        scores(Scores.heading("validation", metric), tuned, Tuned::validation),
        scores(Scores.heading("test", metric), tuned, Tuned::test));
    for (int i = 0; i < result.shift().size(); i++) {
      int index = i;
      table.addColumns(
          scores(
              Scores.heading(result.shift().get(i).toString(), metric),
              tuned,
              t -> t.shifted().get(index)));
    }
    table.addColumns(
        DoubleColumn.create(
            "seconds",
            tuned.stream().map(t -> Math.rint(100 * t.seconds()) / 100).toArray(Double[]::new)),
        BooleanColumn.create("from before", tuned.stream().map(Tuned::reused).toList()));
    return table;
  }

  private interface Scored {
    Score of(Tuned tuned);
  }

  private static DoubleColumn scores(String name, List<Tuned> tuned, Scored score) {
    return DoubleColumn.create(
        name, tuned.stream().map(t -> Scores.shown(score.of(t))).toArray(Double[]::new));
  }

  /**
   * Shows the table with a sentence on what validation tells.
   *
   * @param result fine-tuned networks, at least one
   * @return the display
   */
  public static Display display(FinetuneResult result) {
    return Display.stack(
        List.of(Tables.display(table(result)), Display.text(best(result) + ranks(result))));
  }

  private static String best(FinetuneResult result) {
    Tuned best = best(result, Tuned::validation);
    Tuned worst =
        result.tuned().stream()
            .min(Comparator.comparingDouble(t -> t.validation().value()))
            .orElseThrow();
    long made = result.tuned().stream().filter(t -> !t.reused()).count();
    return result.tuned().size()
        + " networks from one start, "
        + made
        + " of them made now: validation "
        + Scores.text(worst.validation())
        + " to "
        + Scores.value(best.validation())
        + ", best is number "
        + (1 + result.tuned().indexOf(best))
        + ".";
  }

  private static Tuned best(FinetuneResult result, Scored score) {
    return result.tuned().stream()
        .max(Comparator.comparingDouble(t -> score.of(t).value()))
        .orElseThrow();
  }

  private static String ranks(FinetuneResult result) {
    if (result.tuned().size() < 3) {
      return "";
    }
    List<String> ranks = new ArrayList<>();
    ranks.add("test " + rank(result, Tuned::test));
    for (int i = 0; i < result.shift().size(); i++) {
      int index = i;
      ranks.add(result.shift().get(i) + " " + rank(result, t -> t.shifted().get(index)));
    }
    return " How far the order on validation is the order elsewhere (rank correlation, 1 is the"
        + " same order, 0 none): "
        + String.join(", ", ranks)
        + ". Where it is low, choosing the best on validation chooses by luck, and averaging"
        + " (%soup) is the safer use of all of them.";
  }

  /** Returns Spearman's rank correlation with the validation scores. */
  private static String rank(FinetuneResult result, Scored score) {
    double[] validation = values(result, t -> t.validation().value());
    double[] other = values(result, t -> score.of(t).value());
    return Numbers.significant(new SpearmansCorrelation().correlation(validation, other), 2);
  }

  private static double[] values(FinetuneResult result, ToDoubleFunction<Tuned> value) {
    return result.tuned().stream().mapToDouble(value).toArray();
  }

  /**
   * Returns test and shifted scores against validation scores, one mark per network.
   *
   * @param result fine-tuned networks, at least one
   * @return the figure
   */
  public static Figure chart(FinetuneResult result) {
    Metric metric = metric(result);
    double[] xs = values(result, t -> Scores.shown(t.validation()));
    String[] names =
        IntStream.rangeClosed(1, xs.length).mapToObj(Integer::toString).toArray(String[]::new);
    LineChart chart =
        new LineChart(
                "Fine-tuned from one start: " + result.task(),
                Scores.axis("validation", metric),
                metric.label() + (metric == Metric.ACCURACY ? " (%)" : ""))
            .points("test", xs, values(result, t -> Scores.shown(t.test())), names);
    for (int i = 0; i < result.shift().size(); i++) {
      int index = i;
      double[] ys = values(result, t -> Scores.shown(t.shifted().get(index)));
      chart.points("test, " + result.shift().get(i), xs, ys, names);
    }
    return chart.figure();
  }

  private static Metric metric(FinetuneResult result) {
    return result.tuned().get(0).test().metric();
  }
}
