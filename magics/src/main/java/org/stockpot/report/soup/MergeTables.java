package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.Heading;
import org.stockpot.report.parts.MergeColumns;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.soup.Masks;
import org.stockpot.soup.SoupRow;
import org.stockpot.study.merge.MergeCost;
import org.stockpot.study.merge.MergeGrid;
import org.stockpot.study.merge.MergeResult;
import org.stockpot.study.merge.MergeRow;
import org.stockpot.study.merge.MergeTrial;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Mask;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The tables of merges. */
final class MergeTables {

  private MergeTables() {}

  /** Returns one row per method and recipe, and then the baselines. */
  static Table comparison(MergeResult result) {
    List<SoupRow> rows = new ArrayList<>(result.rows().stream().map(MergeRow::scores).toList());
    result.baselines().ifPresent(all -> rows.addAll(all.baselines()));
    Table table = SoupTables.rows("Merges: " + result.task(), rows, result.options().shift());
    table.column(0).setName(MergeColumns.METHOD.heading());
    int more = rows.size() - result.rows().size();
    table.insertColumn(1, options(result, more));
    table.insertColumn(4, chosen(result, more));
    if (result.bestSingle().isPresent()) {
      SoupRow best = result.bestSingle().get();
      SoupTables.addDifferences(
          table,
          minusBest(best.test().metric()),
          Columns.BETTER,
          rows,
          row ->
              row.equals(best) || !row.missing().isEmpty()
                  ? Optional.empty()
                  : Optional.of(row.minus(best, 0)));
    }
    addCosts(
        table,
        result.rows().stream().map(MergeRow::tried).toList(),
        result.rows().stream().map(MergeRow::cost).toList(),
        more);
    if (isSparse(result)) {
      StringColumn masks = MergeColumns.MASKS.texts();
      result.rows().forEach(row -> masks.append(masks(row.masks(), row.mask())));
      append(masks, more);
      table.addColumns(masks);
    }
    if (result.rows().stream().anyMatch(row -> !row.notes().isEmpty())) {
      StringColumn notes = MergeColumns.NOTES.texts();
      result.rows().forEach(row -> notes.append(String.join("; ", row.notes())));
      append(notes, more);
      table.addColumns(notes);
    }
    return table;
  }

  private static Heading minusBest(Metric metric) {
    return MetricColumns.of(
        metric, MergeColumns.MINUS_BEST, MergeColumns.MINUS_BEST_R2, ErrorColumns.BELOW_BEST);
  }

  static boolean isSparse(MergeResult result) {
    return result.origin().mask().pruned() > 0
        || result.rows().stream().anyMatch(row -> row.mask().pruned() > 0);
  }

  private static void append(StringColumn column, int missing) {
    for (int i = 0; i < missing; i++) {
      column.append("");
    }
  }

  private static StringColumn options(MergeResult result, int more) {
    StringColumn options = MergeColumns.OPTIONS.texts();
    result.rows().forEach(row -> options.append(options(row.options(), result.grid())));
    append(options, more);
    return options;
  }

  private static BooleanColumn chosen(MergeResult result, int more) {
    BooleanColumn chosen = MergeColumns.CHOSEN.facts();
    boolean any = result.rows().stream().anyMatch(row -> row.point().isPresent());
    for (MergeRow row : result.rows()) {
      chosen.append(any && row.equals(result.best()));
    }
    for (int i = 0; i < more; i++) {
      chosen.appendMissing();
    }
    return chosen;
  }

  /** Adds what rows took to choose; what is compared with took nothing. */
  static void addCosts(Table table, List<Integer> tried, List<MergeCost> costs, int more) {
    IntColumn settings = MergeColumns.SETTINGS.ints();
    LongColumn evaluations = MergeColumns.EVALUATIONS.longs();
    DoubleColumn seconds = Columns.SECONDS.numbers();
    for (int i = 0; i < costs.size(); i++) {
      settings.append(tried.get(i));
      evaluations.append(costs.get(i).evaluations());
      seconds.append(costs.get(i).seconds());
    }
    for (int i = 0; i < more; i++) {
      settings.appendMissing();
      evaluations.appendMissing();
      seconds.appendMissing();
    }
    table.addColumns(settings, evaluations, seconds);
  }

  /** Says the numbers among a method's options, and the words that were given. */
  static String options(Map<String, String> options, MergeGrid grid) {
    return options.entrySet().stream()
        .filter(option -> isTold(option, grid))
        .map(option -> symbol(option.getKey()) + " " + option.getValue().replaceFirst("\\.0$", ""))
        .collect(Collectors.joining(", "));
  }

  private static boolean isTold(Map.Entry<String, String> option, MergeGrid grid) {
    boolean seed = option.getKey().equals("seed");
    boolean number = option.getValue().matches("-?[0-9.].*") && !seed;
    return number || (grid.values().containsKey(option.getKey()) && !seed);
  }

  /** Returns the name of an option in texts. */
  static String symbol(String option) {
    return option.equals("lambda") ? "λ" : option;
  }

  /** Says what became of members' masks, and what a merge of them keeps. */
  static String masks(Masks masks, Mask mask) {
    String fate =
        switch (masks) {
          case REFUSE -> "shared";
          case UNION -> "union";
          case INTERSECT -> "intersection";
          case RE_PRUNE -> "largest of the union";
        };
    return fate + ", keeps " + Numbers.percent(mask.density(), 1);
  }

  /** Returns one row per setting that was tried, with its validation scores. */
  static Table grid(
      String task, MergeGrid grid, List<MergeTrial> trials, List<String> tasks, Metric metric) {
    Table table =
        Table.create(
            "Settings that were tried: " + task,
            Columns.TRIAL.ints(),
            MergeColumns.METHOD.texts(),
            MergeColumns.OPTIONS.texts());
    for (int i = 0; i < trials.size(); i++) {
      table.intColumn(0).append(i + 1);
      table.stringColumn(1).append(trials.get(i).method());
      table.stringColumn(2).append(options(trials.get(i).options(), grid));
    }
    for (int t = 0; t < tasks.size(); t++) {
      addScores(table, trials, t, (tasks.get(t) + " validation").strip(), metric);
    }
    DoubleColumn seconds = Columns.SECONDS.numbers();
    trials.forEach(trial -> seconds.append(trial.seconds()));
    table.addColumns(seconds);
    if (trials.stream().anyMatch(trial -> !trial.failed().isEmpty())) {
      table.addColumns(Columns.WHY_EMPTY.texts(trials.stream().map(MergeTrial::failed)));
    }
    return table;
  }

  private static void addScores(
      Table table, List<MergeTrial> trials, int place, String examples, Metric metric) {
    DoubleColumn values = DoubleColumn.create(MetricColumns.value(examples, metric));
    DoubleColumn losses = DoubleColumn.create(MetricColumns.loss(examples, metric));
    for (MergeTrial trial : trials) {
      if (trial.validation().isEmpty()) {
        values.appendMissing();
        losses.appendMissing();
      } else {
        Score score = trial.validation().get(place);
        ScoreColumns.append(values, score);
        ScoreColumns.appendLoss(losses, score.loss());
      }
    }
    table.addColumns(values, losses);
  }
}
