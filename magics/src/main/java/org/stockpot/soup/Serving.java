package org.stockpot.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.stockpot.soup.Tasting.Tasted;
import org.stockpot.task.Metric;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.weights.Point;

/** Opens the test examples for soups, once all are chosen, and for what they are compared with. */
final class Serving {

  private final Task task;
  private final SoupOptions options;
  private final DistinctIngredients pool;
  private final Tasting tasting;
  private final Progress progress;
  private final List<SoupRow> singles = new ArrayList<>();
  private final List<SoupRow> baselines = new ArrayList<>();

  Serving(
      Task task,
      SoupOptions options,
      DistinctIngredients pool,
      Tasting tasting,
      Progress progress) {
    this.task = task;
    this.options = options;
    this.pool = pool;
    this.tasting = tasting;
    this.progress = progress;
  }

  Tasting tasting() {
    return tasting;
  }

  SoupResult of(SoupRecipe recipe, Kitchen kitchen, List<Tasted> members) {
    if (singles.isEmpty()) {
      measure();
    }
    Point soup = kitchen.soup(members);
    String name = recipe.name().toLowerCase(Locale.ROOT) + " soup";
    List<SoupRow> rows = new ArrayList<>();
    rows.add(row(name, members.size(), soup, kitchen.validation(soup)));
    rows.addAll(otherStatistics(kitchen, members, name));
    rows.addAll(baselines);
    return new SoupResult(
        task.name(),
        recipe,
        options,
        singles,
        kitchen.ledger(),
        members.stream().map(Tasted::name).toList(),
        soup,
        rows,
        origin(members));
  }

  private SoupOrigin origin(List<Tasted> members) {
    List<Ingredient> within = members.stream().map(Tasted::ingredient).toList();
    return SoupOrigin.of(pool.ingredients(), pool.dropped(), within);
  }

  private void measure() {
    progress.phase("test examples");
    for (Tasted t : tasting.sorted()) {
      singles.add(row(t.name(), 1, t.ingredient().point(), t.validation()));
      progress.done(1);
    }
    baselines.add(singles.get(0).renamed("best single (" + singles.get(0).name() + ")"));
    baselines.add(mean());
    baselines.add(ensemble());
  }

  private SoupRow row(String name, int members, Point point, Score validation) {
    return SoupRow.of(name, members, point, validation, options.shift(), task);
  }

  private List<SoupRow> otherStatistics(Kitchen kitchen, List<Tasted> members, String name) {
    List<SoupRow> rows = new ArrayList<>();
    if (!task.layout().hasStatistics()) {
      return rows;
    }
    for (Statistics other : Statistics.values()) {
      if (other != options.recalibrate()) {
        Point soup = kitchen.soup(members, other);
        String label =
            name + ", statistics " + other.name().toLowerCase(Locale.ROOT).replace('_', '-');
        rows.add(row(label, members.size(), soup, task.validation().score(soup)));
      }
    }
    return rows;
  }

  private SoupRow mean() {
    List<Score> shifted =
        IntStream.range(0, options.shift().size())
            .mapToObj(i -> mean(singles.stream().map(r -> r.shifted().get(i)).toList()))
            .toList();
    return new SoupRow(
        "mean single",
        1,
        mean(singles.stream().map(SoupRow::validation).toList()),
        mean(singles.stream().map(SoupRow::test).toList()),
        shifted);
  }

  private static Score mean(List<Score> scores) {
    Metric metric = scores.get(0).metric();
    double loss = scores.stream().mapToDouble(Score::loss).average().orElseThrow();
    double value = scores.stream().mapToDouble(Score::value).average().orElseThrow();
    return new Score(metric, loss, value, scores.get(0).examples());
  }

  private SoupRow ensemble() {
    List<Point> all = tasting.sorted().stream().map(t -> t.ingredient().point()).toList();
    List<Score> shifted = options.shift().stream().map(s -> task.shifted(s).ensemble(all)).toList();
    return new SoupRow(
        "prediction ensemble",
        all.size(),
        task.validation().ensemble(all),
        task.test().ensemble(all),
        shifted);
  }
}
