package org.stockpot.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupDifference;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.Trial;
import org.stockpot.soup.WeightedResult;
import org.stockpot.task.Interval;
import org.stockpot.task.Interval.Over;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.TestSet;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The tables of soups. */
final class SoupTables {

  private SoupTables() {}

  /** Returns all soups, each under all treatments of statistics, and then what all share. */
  static Table comparison(SoupComparison comparison) {
    Set<SoupRow> rows = new LinkedHashSet<>();
    comparison.soups().forEach(soup -> rows.addAll(soup.rows()));
    comparison.soups().forEach(soup -> rows.addAll(soup.baselines()));
    List<TestSet> shift = comparison.soups().get(0).options().shift();
    return rows("Soups: " + comparison.task(), List.copyOf(rows), shift);
  }

  /** Returns one row per network or average with its scores, and why where there are none. */
  static Table rows(String name, List<SoupRow> rows, List<TestSet> shift) {
    Metric metric = rows.get(0).test().metric();
    Table table =
        Table.create(
            name,
            StringColumn.create("", rows.stream().map(SoupRow::name)),
            IntColumn.create("networks", rows.stream().mapToInt(SoupRow::members)),
            Scores.column(Scores.heading("validation", metric), rows, SoupRow::validation));
    addScores(table, "test", "test set", rows, 0);
    DoubleColumn losses = DoubleColumn.create(Scores.lossHeading("test", metric));
    rows.forEach(row -> Scores.appendLoss(losses, row.test().loss()));
    table.addColumns(losses);
    for (int i = 0; i < shift.size(); i++) {
      addScores(table, shift.get(i).toString(), shift.get(i).toString(), rows, i + 1);
    }
    if (rows.stream().anyMatch(row -> !row.missing().isEmpty())) {
      table.addColumns(StringColumn.create("why empty", rows.stream().map(SoupRow::missing)));
    }
    return table;
  }

  private static void addScores(
      Table table, String heading, String set, List<SoupRow> rows, int index) {
    Metric metric = rows.get(0).test().metric();
    table.addColumns(Scores.column(Scores.heading(heading, metric), rows, row -> row.on(index)));
    if (metric == Metric.ACCURACY) {
      table.addColumns(
          Scores.column(
              Scores.standardErrorHeading(set),
              rows,
              row -> row.standardError(index),
              row -> row.on(index)));
    }
  }

  /** Returns one row per soup, baseline and test set. */
  static Table differences(String name, List<SoupDifference> differences) {
    Metric metric = differences.get(0).soup().metric();
    Table table =
        Table.create(
            name,
            StringColumn.create("soup"),
            StringColumn.create("minus"),
            StringColumn.create("examples"),
            DoubleColumn.create(Scores.heading("soup", metric)),
            DoubleColumn.create(Scores.heading("other", metric)),
            DoubleColumn.create(Scores.differenceHeading("difference", metric)),
            DoubleColumn.create(intervalHeading(differences.get(0).difference())),
            IntColumn.create("n"),
            StringColumn.create("better (difference above 0)"));
    for (SoupDifference d : differences) {
      table.stringColumn(0).append(name(d));
      table.stringColumn(1).append(d.against());
      table.stringColumn(2).append(d.shift().map(TestSet::toString).orElse("test"));
      Scores.append(table.doubleColumn(3), d.soup());
      Scores.append(table.doubleColumn(4), d.other());
      Scores.append(table.doubleColumn(5), d.difference().mean(), d.soup());
      Scores.append(table.doubleColumn(6), d.difference().halfWidth(), d.soup());
      table.intColumn(7).append(d.difference().n());
      table.stringColumn(8).append(d.better().toString());
    }
    return table;
  }

  static String name(SoupDifference difference) {
    return difference.recipe().name().toLowerCase(Locale.ROOT);
  }

  private static String intervalHeading(Interval interval) {
    return interval.over() == Over.EXAMPLES ? "± 95 % (one pair: test-set error only)" : "± 95 %";
  }

  /** Returns one row per trial of a soup. */
  static Table ledger(SoupResult result) {
    Metric metric = result.row().test().metric();
    Table table =
        Table.create(
            "Ledger of the " + name(result) + " soup: " + result.task(),
            IntColumn.create("trial"),
            IntColumn.create("pass"),
            StringColumn.create("move"),
            DoubleColumn.create(Scores.heading("validation", metric)),
            DoubleColumn.create(Scores.differenceHeading("difference", metric)),
            BooleanColumn.create("taken"),
            IntColumn.create("members after"),
            StringColumn.create("why"));
    for (int i = 0; i < result.ledger().size(); i++) {
      Trial trial = result.ledger().get(i);
      table.intColumn(0).append(i + 1);
      table.intColumn(1).append(trial.pass());
      table.stringColumn(2).append(move(trial));
      Scores.append(table.doubleColumn(3), trial.validation());
      Scores.append(table.doubleColumn(4), trial.difference(), trial.validation());
      table.booleanColumn(5).append(trial.taken());
      table.intColumn(6).append(trial.members());
      table.stringColumn(7).append(trial.reason());
    }
    return result.options().gate() < 1 ? withBarriers(table, result) : table;
  }

  private static Table withBarriers(Table ledger, SoupResult result) {
    Metric metric = result.row().test().metric();
    String baseline = result.options().baseline().name().toLowerCase(Locale.ROOT);
    DoubleColumn barriers =
        DoubleColumn.create(Scores.barrierHeading("validation", metric, baseline));
    for (Trial trial : result.ledger()) {
      Scores.append(barriers, trial.barrier().orElse(Double.NaN), trial.validation());
    }
    return ledger.insertColumn(5, barriers);
  }

  static String move(Trial trial) {
    return (trial.move() == Trial.Move.ADD ? "+ " : "− ") + trial.ingredient();
  }

  static String name(SoupResult result) {
    return result.recipe().name().toLowerCase(Locale.ROOT);
  }

  /** Returns an average with given weights and the networks in it. */
  static Table weighted(WeightedResult result) {
    Table table = rows("Weighted soup: " + result.task(), result.rows(), result.options().shift());
    List<Double> weights = new ArrayList<>(result.weights());
    weights.add(0, Double.NaN);
    table.insertColumn(1, DoubleColumn.create("weight", weights.toArray(Double[]::new)));
    SoupRow soup = result.rows().get(0);
    String heading = Scores.differenceHeading("test: soup minus this", soup.test().metric());
    addDifferences(
        table,
        heading,
        "soup better",
        result.rows(),
        row -> row.equals(soup) ? Optional.empty() : Optional.of(soup.minus(row, 0)));
    return table;
  }

  /** Adds the differences of rows on test examples, with what they say; some may have none. */
  static void addDifferences(
      Table table,
      String heading,
      String better,
      List<SoupRow> rows,
      Function<SoupRow, Optional<Interval>> difference) {
    List<Optional<Interval>> all = rows.stream().map(difference).toList();
    String interval =
        all.stream().flatMap(Optional::stream).findFirst().map(i -> intervalHeading(i)).orElse("");
    DoubleColumn means = DoubleColumn.create(heading);
    DoubleColumn widths = DoubleColumn.create(interval);
    StringColumn verdicts = StringColumn.create(better + " (difference above 0)");
    for (int i = 0; i < rows.size(); i++) {
      Score like = rows.get(i).test();
      Scores.append(means, all.get(i).map(Interval::mean).orElse(Double.NaN), like);
      Scores.append(widths, all.get(i).map(Interval::halfWidth).orElse(Double.NaN), like);
      verdicts.append(all.get(i).map(d -> d.atMost(0).not().toString()).orElse(""));
    }
    table.addColumns(means, widths, verdicts);
  }
}
