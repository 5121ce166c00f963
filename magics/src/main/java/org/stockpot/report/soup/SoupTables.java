package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.Heading;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.soup.AlignedGate;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupDifference;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.Trial;
import org.stockpot.soup.WeightedResult;
import org.stockpot.task.Metric;
import org.stockpot.task.TestSet;
import org.stockpot.task.replicates.Interval;
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
            Columns.NETWORK.texts(rows.stream().map(SoupRow::name)),
            IntColumn.create(Columns.NETWORKS.heading(), rows.stream().mapToInt(SoupRow::members)),
            ScoreColumns.column(
                MetricColumns.value("validation", metric), rows, SoupRow::validation));
    addScores(table, "test", rows, 0);
    DoubleColumn losses = DoubleColumn.create(MetricColumns.loss("test", metric));
    rows.forEach(row -> ScoreColumns.appendLoss(losses, row.test().loss()));
    table.addColumns(losses);
    for (int i = 0; i < shift.size(); i++) {
      addScores(table, shift.get(i).toString(), rows, i + 1);
    }
    if (rows.stream().anyMatch(row -> !row.missing().isEmpty())) {
      table.addColumns(Columns.WHY_EMPTY.texts(rows.stream().map(SoupRow::missing)));
    }
    return table;
  }

  private static void addScores(Table table, String set, List<SoupRow> rows, int index) {
    Metric metric = rows.get(0).test().metric();
    table.addColumns(
        ScoreColumns.column(MetricColumns.value(set, metric), rows, row -> row.on(index)));
    if (metric == Metric.ACCURACY) {
      table.addColumns(
          ScoreColumns.column(
              Columns.SE.heading(set),
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
            Columns.SOUP.texts(),
            Columns.MINUS.texts(),
            Columns.TEST_SET.texts(),
            DoubleColumn.create(MetricColumns.value("soup", metric)),
            DoubleColumn.create(MetricColumns.value("other", metric)),
            difference(metric));
    Intervals intervals = new Intervals("difference", metric).besides(table);
    table.addColumns(Columns.BETTER.texts());
    intervals.over(table);
    for (SoupDifference d : differences) {
      table.stringColumn(0).append(name(d));
      table.stringColumn(1).append(d.against());
      table.stringColumn(2).append(d.shift().map(TestSet::toString).orElse("test"));
      ScoreColumns.append(table.doubleColumn(3), d.soup());
      ScoreColumns.append(table.doubleColumn(4), d.other());
      ScoreColumns.append(table.doubleColumn(5), d.difference().mean(), d.soup());
      intervals.append(d.difference(), d.soup());
      table.stringColumn(8).append(d.better().toString());
    }
    return table;
  }

  private static DoubleColumn difference(Metric metric) {
    return MetricColumns.of(metric, Columns.DIFFERENCE, Columns.DIFFERENCE_R2, ErrorColumns.LOWER)
        .numbers();
  }

  static String name(SoupDifference difference) {
    return difference.recipe().name().toLowerCase(Locale.ROOT);
  }

  /** Returns one row per trial of a soup. */
  static Table ledger(SoupResult result) {
    Metric metric = result.row().test().metric();
    Table table =
        Table.create(
            "Ledger of the " + name(result) + " soup: " + result.task(),
            Columns.TRIAL.ints(),
            Columns.PASS.ints(),
            Columns.MOVE.texts(),
            DoubleColumn.create(MetricColumns.value("validation", metric)),
            difference(metric),
            Columns.TAKEN.facts(),
            Columns.MEMBERS.ints(),
            Columns.WHY.texts());
    for (int i = 0; i < result.ledger().size(); i++) {
      Trial trial = result.ledger().get(i);
      table.intColumn(0).append(i + 1);
      table.intColumn(1).append(trial.pass());
      table.stringColumn(2).append(move(trial));
      ScoreColumns.append(table.doubleColumn(3), trial.validation());
      ScoreColumns.append(table.doubleColumn(4), trial.difference(), trial.validation());
      table.booleanColumn(5).append(trial.taken());
      table.intColumn(6).append(trial.members());
      table.stringColumn(7).append(trial.reason());
    }
    return result.options().gate() < 1 ? withBarriers(table, result) : table;
  }

  private static Table withBarriers(Table ledger, SoupResult result) {
    Metric metric = result.row().test().metric();
    DoubleColumn barriers =
        DoubleColumn.create(
            MetricColumns.barrier("validation", metric, result.options().baseline()));
    for (Trial trial : result.ledger()) {
      ScoreColumns.append(barriers, trial.barrier().orElse(Double.NaN), trial.validation());
    }
    ledger.insertColumn(5, barriers);
    return result.ledger().stream().anyMatch(trial -> trial.aligned().isPresent())
        ? withAligned(ledger, result)
        : ledger;
  }

  private static Table withAligned(Table ledger, SoupResult result) {
    Metric metric = result.row().test().metric();
    DoubleColumn aligned =
        MetricColumns.of(
                metric,
                Columns.BARRIER_ALIGNED,
                Columns.BARRIER_ALIGNED_R2,
                Columns.BARRIER_ALIGNED_R2)
            .numbers();
    DoubleColumn repaired =
        MetricColumns.of(
                metric,
                Columns.BARRIER_REPAIRED,
                Columns.BARRIER_REPAIRED_R2,
                Columns.BARRIER_REPAIRED_R2)
            .numbers();
    for (Trial trial : result.ledger()) {
      Optional<AlignedGate> gate = trial.aligned();
      ScoreColumns.append(
          aligned, gate.map(AlignedGate::aligned).orElse(Double.NaN), trial.validation());
      ScoreColumns.append(
          repaired,
          gate.map(g -> g.repaired().orElse(Double.NaN)).orElse(Double.NaN),
          trial.validation());
    }
    return ledger.insertColumn(6, aligned).insertColumn(7, repaired);
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
    table.insertColumn(
        1, DoubleColumn.create(Columns.WEIGHT.heading(), weights.toArray(Double[]::new)));
    SoupRow soup = result.rows().get(0);
    Heading heading =
        MetricColumns.of(
            soup.test().metric(),
            Columns.SOUP_MINUS,
            Columns.SOUP_MINUS_R2,
            ErrorColumns.SOUP_BELOW);
    addDifferences(
        table,
        heading,
        Columns.SOUP_BETTER,
        result.rows(),
        row -> row.equals(soup) ? Optional.empty() : Optional.of(soup.minus(row, 0)));
    return table;
  }

  /** Adds the differences of rows on test examples, with what they say; some may have none. */
  static void addDifferences(
      Table table,
      Heading heading,
      Columns better,
      List<SoupRow> rows,
      Function<SoupRow, Optional<Interval>> difference) {
    DoubleColumn means = heading.numbers();
    StringColumn verdicts = better.texts();
    Intervals intervals = new Intervals("difference", rows.get(0).test().metric());
    for (SoupRow row : rows) {
      Optional<Interval> known = difference.apply(row);
      ScoreColumns.append(means, known.map(Interval::mean).orElse(Double.NaN), row.test());
      known.ifPresentOrElse(
          interval -> intervals.append(interval, row.test()), intervals::appendMissing);
      verdicts.append(known.map(d -> d.atMost(0).not().toString()).orElse(""));
    }
    table.addColumns(means);
    intervals.besides(table);
    table.addColumns(verdicts);
    intervals.over(table);
  }
}
