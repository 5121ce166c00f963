package org.stockpot.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.Trial;
import org.stockpot.soup.WeightedResult;
import org.stockpot.task.Distortion;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Soups as tables and charts. */
public final class SoupReport {

  private static final int MOST_LINES = 6;

  private SoupReport() {}

  /**
   * Returns one row per soup and baseline: how many networks it is made of, and its scores on
   * validation, test and shifted test examples.
   *
   * @param comparison soups
   * @return the table; accuracies are in per cent
   */
  public static Table table(SoupComparison comparison) {
    List<SoupRow> rows = new ArrayList<>();
    for (SoupResult soup : comparison.soups()) {
      soup.rows().stream().filter(row -> !rows.contains(row)).forEach(rows::add);
    }
    List<SoupRow> baselines = baselines(comparison.soups().get(0));
    rows.removeAll(baselines);
    rows.addAll(baselines);
    return rows("Soups: " + comparison.task(), rows, first(comparison).options().shift());
  }

  private static SoupResult first(SoupComparison comparison) {
    return comparison.soups().get(0);
  }

  private static List<SoupRow> baselines(SoupResult result) {
    int size = result.rows().size();
    return result.rows().subList(size - 3, size);
  }

  static Table rows(String name, List<SoupRow> rows, List<Distortion> shift) {
    Metric metric = rows.get(0).test().metric();
    Table table =
        Table.create(
            name,
            StringColumn.create(""),
            IntColumn.create("networks"),
            DoubleColumn.create(Scores.heading("validation", metric)),
            DoubleColumn.create(Scores.heading("test", metric)),
            DoubleColumn.create("test loss"));
    shift.forEach(s -> table.addColumns(DoubleColumn.create(Scores.heading(s.toString(), metric))));
    for (SoupRow row : rows) {
      table.stringColumn(0).append(row.name());
      table.intColumn(1).append(row.members());
      table.doubleColumn(2).append(Scores.shown(row.validation()));
      table.doubleColumn(3).append(Scores.shown(row.test()));
      table.doubleColumn(4).append(row.test().loss());
      for (int i = 0; i < shift.size(); i++) {
        table.doubleColumn(5 + i).append(Scores.shown(row.shifted().get(i)));
      }
    }
    return table;
  }

  /**
   * Returns one row per trial, in order: what was tried, the validation score of the candidate, its
   * difference to the soup before, and whether it became the soup and why. With a gate also the
   * height of the path by which it decided, whether it refused or not.
   *
   * @param result a soup
   * @return the table; accuracies are in per cent, their differences and barriers in points
   */
  public static Table ledger(SoupResult result) {
    Metric metric = result.row().test().metric();
    Table table =
        Table.create(
            "Ledger of the " + name(result) + " soup: " + result.task(),
            IntColumn.create("trial"),
            IntColumn.create("pass"),
            StringColumn.create("move"),
            DoubleColumn.create(Scores.heading("validation", metric)),
            DoubleColumn.create("difference"),
            BooleanColumn.create("taken"),
            IntColumn.create("members after"),
            StringColumn.create("why"));
    for (int i = 0; i < result.ledger().size(); i++) {
      Trial trial = result.ledger().get(i);
      table.intColumn(0).append(i + 1);
      table.intColumn(1).append(trial.pass());
      table.stringColumn(2).append(move(trial));
      table.doubleColumn(3).append(Scores.shown(trial.validation()));
      table.doubleColumn(4).append(Scores.scale(metric) * trial.difference());
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
      barriers.append(Scores.rounded(trial.barrier().orElse(Double.NaN), trial.validation()));
    }
    return ledger.insertColumn(5, barriers);
  }

  private static String move(Trial trial) {
    return (trial.move() == Trial.Move.ADD ? "+ " : "− ") + trial.ingredient();
  }

  private static String name(SoupResult result) {
    return result.recipe().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Shows a soup: the comparison with its baselines, sentences on what it means, and the ledger.
   *
   * @param result a soup
   * @return the display
   */
  public static Display display(SoupResult result) {
    return display(new SoupComparison(result.task(), List.of(result)));
  }

  /**
   * Shows soups by several recipes: their comparison, sentences on what it means, and the ledgers.
   *
   * @param comparison soups
   * @return the display
   */
  public static Display display(SoupComparison comparison) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(comparison)));
    for (SoupResult soup : comparison.soups()) {
      parts.add(Display.text(SoupWords.outcome(soup)));
      OriginWords.mask(soup.origin()).map(Display::text).ifPresent(parts::add);
    }
    parts.add(
        Display.text(
            "Members were chosen on validation examples; the test examples were opened once, after"
                + " that."));
    SoupWords.explanation(first(comparison)).map(Display::text).ifPresent(parts::add);
    OriginWords.dropped(first(comparison).origin()).map(Display::text).ifPresent(parts::add);
    comparison.soups().forEach(soup -> parts.add(Tables.display(ledger(soup))));
    return Display.stack(parts);
  }

  /**
   * Returns one row for an average with given weights, and one for each network in it.
   *
   * @param result an average
   * @return the table; accuracies are in per cent
   */
  public static Table table(WeightedResult result) {
    String name = "Weighted soup: " + result.task();
    Table table = rows(name, result.rows(), result.options().shift());
    List<Double> weights = new ArrayList<>(result.weights());
    weights.add(0, Double.NaN);
    table.insertColumn(1, DoubleColumn.create("weight", weights.toArray(Double[]::new)));
    return table;
  }

  /**
   * Shows an average with given weights beside what it is made of.
   *
   * @param result the average
   * @return the display
   */
  public static Display display(WeightedResult result) {
    double sum = result.weights().stream().mapToDouble(w -> w).sum();
    String text = "Each weight counts by its share of their sum, " + sum + ".";
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    parts.add(Display.text(text));
    OriginWords.mask(result.origin()).map(Display::text).ifPresent(parts::add);
    return Display.stack(parts);
  }

  /**
   * Returns the ledger as a waterfall: the validation score of the soup from trial to trial, with a
   * bar for each change that was taken, a dotted one for each that was not, and a mark where the
   * gate refused an ingredient.
   *
   * @param result a soup
   * @return the figure
   */
  public static Figure waterfall(SoupResult result) {
    Metric metric = result.row().test().metric();
    double scale = Scores.scale(metric);
    List<Trial> ledger = result.ledger();
    int n = ledger.size();
    double[] places = new double[n + 1];
    String[] names = new String[n + 1];
    double[] level = new double[n + 1];
    Bars taken = new Bars();
    Bars left = new Bars();
    Bars refused = new Bars();
    SoupRow best = result.ingredients().get(0);
    names[0] = "best: " + best.name();
    level[0] = Scores.shown(best.validation());
    for (int i = 0; i < n; i++) {
      Trial trial = ledger.get(i);
      places[i + 1] = i + 1;
      names[i + 1] = move(trial);
      double after = Scores.shown(trial.validation());
      double before = after - scale * trial.difference();
      switch (trial.verdict()) {
        case TAKEN -> taken.add(i + 1, before, after);
        case LEFT -> left.add(i + 1, before, after);
        case REFUSED -> refused.add(i + 1, before, after);
      }
      level[i + 1] = trial.taken() ? after : before;
    }
    LineChart chart =
        new LineChart(
                "From trial to trial: " + name(result) + " soup, " + result.task(),
                "trial (+ put in, − taken out)",
                Scores.axis("validation", metric))
            .namedX(places, names)
            .steps("the soup so far", places, level);
    taken.draw(chart, "taken", true);
    left.draw(chart, "left out: the candidate's score", false);
    refused.mark(chart, "refused at the gate");
    return chart
        .plain("best single", new double[] {0, n}, new double[] {level[0], level[0]})
        .figure();
  }

  /** Heights of bars. */
  private static final class Bars {
    private final List<double[]> bars = new ArrayList<>();

    void add(double place, double from, double to) {
      bars.add(new double[] {place, from, to});
    }

    void draw(LineChart chart, String name, boolean solid) {
      if (!bars.isEmpty()) {
        chart.bars(name, column(0), column(1), column(2), solid);
      }
    }

    void mark(LineChart chart, String name) {
      if (!bars.isEmpty()) {
        chart.points(name, column(0), column(1));
      }
    }

    private double[] column(int index) {
      return bars.stream().mapToDouble(bar -> bar[index]).toArray();
    }
  }

  /**
   * Returns whether a soup's gate refused an ingredient.
   *
   * @param result a soup
   * @return true if there is something to see in {@link #gate}
   */
  public static boolean hasRefused(SoupResult result) {
    return !SoupWords.refused(result).isEmpty();
  }

  /**
   * Returns the validation error on the paths from the soup to the ingredients that its gate
   * refused, at most six of them.
   *
   * @param result a soup whose gate refused an ingredient
   * @return the figure
   */
  public static Figure gate(SoupResult result) {
    Metric metric = result.row().test().metric();
    LineChart chart =
        new LineChart(
            "Refused at the gate: " + result.task(),
            "α (0: the soup at that time, 1: the ingredient)",
            metric == Metric.ACCURACY ? "validation error (%)" : "validation 1 − R²");
    List<Trial> refused = SoupWords.refused(result);
    for (Trial trial : refused.subList(0, Math.min(MOST_LINES, refused.size()))) {
      List<Score> scores = trial.gate().orElseThrow().scores();
      List<Double> positions = trial.gate().orElseThrow().positions();
      chart.line(
          trial.ingredient() + ", " + SoupWords.height(trial, result),
          positions.stream().mapToDouble(p -> p).toArray(),
          scores.stream().mapToDouble(s -> Scores.rounded(s.error(), s)).toArray());
    }
    return chart.figure();
  }

  /**
   * Returns scores on shifted test examples, their mean over all shifts, against those on test
   * examples: the ingredients, the soups and the baselines. Up is more robust, right is better at
   * home.
   *
   * <p>See Wortsman et al., "Model soups", ICML 2022, Fig. 1.
   *
   * @param comparison soups that were scored on at least one shifted test set
   * @return the figure
   */
  public static Figure chart(SoupComparison comparison) {
    SoupResult first = first(comparison);
    Metric metric = first.row().test().metric();
    LineChart chart =
        new LineChart(
            "At home and elsewhere: " + comparison.task(),
            Scores.axis("test", metric),
            Scores.axis("mean shifted test", metric));
    add(chart, "ingredients", first.ingredients());
    for (SoupResult soup : comparison.soups()) {
      add(chart, soup.row().name(), List.of(soup.row()));
    }
    baselines(first).forEach(row -> add(chart, row.name(), List.of(row)));
    return chart.figure();
  }

  private static void add(LineChart chart, String name, List<SoupRow> rows) {
    chart.points(
        name,
        rows.stream().mapToDouble(r -> Scores.shown(r.test())).toArray(),
        rows.stream()
            .mapToDouble(r -> r.shifted().stream().mapToDouble(Scores::shown).average().orElse(0))
            .toArray(),
        rows.stream().map(SoupRow::name).toArray(String[]::new));
  }
}
