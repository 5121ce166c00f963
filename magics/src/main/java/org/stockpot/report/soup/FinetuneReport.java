package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.TieWords;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.FinetuneResult.Tuned;
import org.stockpot.soup.Variation;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.text.Decimals;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.plotly.components.Figure;

/** Fine-tuned networks as a table and a chart. */
public final class FinetuneReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<FinetuneResult> REPORT =
      ResultReport.of(FinetuneResult.class)
          .table("ingredients", "FinetuneReport.table", FinetuneReport::table)
          .withCharts(
              result ->
                  result.tuned().isEmpty()
                      ? List.of()
                      : List.of(
                          ResultChart.of(
                              ResultChart.CHART, "FinetuneReport.chart", () -> chart(result))))
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add(
                    "wortsman2022soups",
                    "networks fine-tuned from one start, the ingredients of a soup");
                result.tuned().forEach(tuned -> papers.addRecipe(tuned.variation().recipe()));
              });

  private FinetuneReport() {}

  /** One row: a network, or why there is none. */
  private record Row(int number, Variation variation, Optional<Tuned> tuned, String outcome) {}

  private static List<Row> rows(FinetuneResult result) {
    Stream<Row> finished =
        result.tuned().stream()
            .map(t -> new Row(t.number(), t.variation(), Optional.of(t), "finished"));
    Stream<Row> diverged =
        result.diverged().stream()
            .map(d -> new Row(d.number(), d.variation(), Optional.empty(), d.words()));
    return Stream.concat(finished, diverged).sorted(Comparator.comparing(Row::number)).toList();
  }

  /**
   * Returns one row per network: its number, the settings in which it differs from others, and its
   * scores on validation, test and shifted test examples, the latter with the standard error of
   * their set. A network that diverged has a row without scores.
   *
   * @param result fine-tuned networks, at least one
   * @return the table; accuracies are in per cent, standard errors in points
   */
  public static Table table(FinetuneResult result) {
    List<Row> rows = rows(result);
    Metric metric = metric(result);
    Table table =
        Table.create(
            "Fine-tuned: " + result.task(),
            IntColumn.create(Columns.INGREDIENT.heading(), rows.stream().mapToInt(Row::number)));
    Settings.addDifferences(table, rows.stream().map(Row::variation).toList());
    table.addColumns(
        scores(
            MetricColumns.value("validation", metric),
            rows,
            t -> Scores.plain(t.validation()),
            Tuned::validation));
    addTest(table, "test", rows, Tuned::test);
    for (int i = 0; i < result.shift().size(); i++) {
      int index = i;
      String shift = result.shift().get(i).toString();
      addTest(table, shift, rows, t -> t.shifted().get(index));
    }
    table.addColumns(
        seconds(rows),
        Columns.REUSED.texts(
            rows.stream().map(r -> r.tuned().map(t -> t.reused() ? "yes" : "no").orElse(""))));
    if (!result.diverged().isEmpty()) {
      table.addColumns(Columns.OUTCOME.texts(rows.stream().map(Row::outcome)));
    }
    return table;
  }

  private interface Scored {
    Score of(Tuned tuned);
  }

  private static void addTest(Table table, String set, List<Row> rows, Scored score) {
    Metric metric = metric(rows);
    table.addColumns(
        scores(MetricColumns.value(set, metric), rows, t -> Scores.plain(score.of(t)), score));
    if (metric == Metric.ACCURACY) {
      table.addColumns(
          scores(Columns.SE.heading(set), rows, t -> score.of(t).standardError(), score));
    }
  }

  private static Metric metric(List<Row> rows) {
    return rows.stream().flatMap(r -> r.tuned().stream()).findFirst().orElseThrow().test().metric();
  }

  /** Returns a column of shares; a network that diverged has none. */
  private static DoubleColumn scores(
      String name, List<Row> rows, ToDoubleFunction<Tuned> share, Scored like) {
    DoubleColumn column = DoubleColumn.create(name);
    for (Row row : rows) {
      row.tuned()
          .ifPresentOrElse(
              t -> ScoreColumns.append(column, share.applyAsDouble(t), like.of(t)),
              column::appendMissing);
    }
    return column;
  }

  private static DoubleColumn seconds(List<Row> rows) {
    DoubleColumn column = Columns.SECONDS.numbers();
    column.setPrintFormatter(new NumberColumnFormatter(Decimals.fixed(2)));
    rows.forEach(row -> column.append(row.tuned().map(Tuned::seconds).orElse(Double.NaN)));
    return column;
  }

  /**
   * Shows the table with a sentence on what validation tells.
   *
   * @param result fine-tuned networks, at least one
   * @return the display
   */
  public static Display display(FinetuneResult result) {
    String text = best(result) + diverged(result) + ranks(result);
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  private static String best(FinetuneResult result) {
    Tuned best = result.best();
    Score worst =
        result.tuned().stream().map(Tuned::validation).max(Score.BEST_FIRST).orElseThrow();
    long made = result.tuned().stream().filter(t -> !t.reused()).count();
    List<Score> all = result.tuned().stream().map(Tuned::validation).toList();
    return Numbers.counted(result.tuned().size(), "network")
        + " from one start, "
        + made
        + " of them made now: validation "
        + Scores.text(worst)
        + " to "
        + Scores.value(best.validation())
        + ", best is number "
        + best.number()
        + "."
        + TieWords.words(all, "networks", "number " + best.number())
        + TieWords.spread(all);
  }

  /** Names what is left out, beside the count of what is not. */
  private static String diverged(FinetuneResult result) {
    if (result.diverged().isEmpty()) {
      return "";
    }
    return " Left out: "
        + result.diverged().stream()
            .map(d -> "number " + d.number() + " (" + d.words() + ")")
            .collect(Collectors.joining(", "))
        + "; n = "
        + result.tuned().size()
        + " ("
        + result.diverged().size()
        + " diverged).";
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
    double rank = new SpearmansCorrelation().correlation(validation, other);
    return Double.isNaN(rank) ? "unknown, as all tie" : Numbers.significant(rank, 2);
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
    String[] names = result.tuned().stream().map(t -> "" + t.number()).toArray(String[]::new);
    LineChart chart =
        new LineChart(
            "Fine-tuned from one start: "
                + result.task()
                + "<br>one dot for each network, with its number",
            ScoreCharts.axis("validation", metric),
            metric.label() + (metric == Metric.ACCURACY ? " (%)" : ""));
    ScoreCharts.bounded(chart, metric)
        .labelled(
            "test, " + precision(result, Tuned::test),
            xs,
            values(result, t -> Scores.shown(t.test())),
            names);
    if (metric == Metric.ACCURACY) {
      chart.percentX();
    }
    for (int i = 0; i < result.shift().size(); i++) {
      int index = i;
      double[] ys = values(result, t -> Scores.shown(t.shifted().get(index)));
      String name = "test, " + result.shift().get(i);
      chart.labelled(name + ", " + precision(result, t -> t.shifted().get(index)), xs, ys, names);
    }
    return chart.figure();
  }

  private static Metric metric(FinetuneResult result) {
    return result.tuned().get(0).test().metric();
  }

  /** Says of how many examples scores are, and how far those leave them open. */
  private static String precision(FinetuneResult result, Function<Tuned, Score> score) {
    Score best = score.apply(result.best());
    return ScoreCharts.precision(best);
  }
}
