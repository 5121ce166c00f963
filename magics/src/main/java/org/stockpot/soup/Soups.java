package org.stockpot.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.soup.Kitchen.Tasted;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * Cooks soups: selection on validation examples only; the test examples are opened once, at the
 * end, for the comparison.
 */
public final class Soups {

  private Soups() {}

  /**
   * Cooks one soup.
   *
   * @param recipe how its members are chosen
   * @param ingredients two or more networks of one layout
   * @param task scores points and re-estimates statistics
   * @param options the settings
   * @param progress told about each point measured
   * @return the soup with its ledger and its baselines
   * @throws IllegalArgumentException if there are fewer than two ingredients, they do not fit
   *     together, or their masks differ where they must not
   */
  public static SoupResult cook(
      SoupRecipe recipe,
      List<Ingredient> ingredients,
      Task task,
      SoupOptions options,
      Progress progress) {
    if (ingredients.size() < 2) {
      throw new IllegalArgumentException(
          "a soup must have two or more ingredients, got "
              + (ingredients.isEmpty() ? "none" : "only " + ingredients.get(0).name()));
    }
    progress.plan(3L * ingredients.size());
    List<Ingredient> prepared = prepared(recipe, ingredients, options);
    try (Kitchen kitchen = new Kitchen(task, options, prepared, progress)) {
      List<Tasted> members = recipe.members(kitchen);
      Point soup = kitchen.soup(members);
      return new Serving(task, options, kitchen, recipe).of(members, soup);
    }
  }

  /**
   * Returns the average of networks with given weights, without any selection: sum_i c_i w_i /
   * sum_i c_i.
   *
   * @param ingredients one or more networks of one layout
   * @param weights one per ingredient
   * @return the weighted mean
   */
  public static Point weighted(List<Ingredient> ingredients, List<Double> weights) {
    if (ingredients.isEmpty() || ingredients.size() != weights.size()) {
      throw new IllegalArgumentException(
          "a weighted soup must have one weight per ingredient, got "
              + weights.size()
              + " for "
              + ingredients.size());
    }
    Centroid centroid = new Centroid(ingredients.get(0).point().layout());
    for (int i = 0; i < weights.size(); i++) {
      centroid.add(ingredients.get(i).point(), weights.get(i));
    }
    return centroid.mean();
  }

  private static List<Ingredient> prepared(
      SoupRecipe recipe, List<Ingredient> ingredients, SoupOptions options) {
    if (recipe != SoupRecipe.SPARSE) {
      return ingredients;
    }
    Mask mask = SparseMasks.shared(ingredients, options.masks());
    return ingredients.stream().map(i -> new Ingredient(i.name(), i.point().masked(mask))).toList();
  }

  /** Opens the test examples, once, for the soup and what it is compared with. */
  private record Serving(Task task, SoupOptions options, Kitchen kitchen, SoupRecipe recipe) {

    SoupResult of(List<Tasted> members, Point soup) {
      List<SoupRow> singles = new ArrayList<>();
      for (Tasted t : kitchen.sorted()) {
        singles.add(row(t.name(), 1, t.ingredient().point(), t.validation()));
      }
      List<SoupRow> rows = new ArrayList<>();
      String name = recipe.name().toLowerCase(Locale.ROOT);
      rows.add(row(name + " soup", members.size(), soup, kitchen.validation(soup)));
      rows.addAll(otherStatistics(members, name));
      rows.add(renamed(singles.get(0), "best single (" + singles.get(0).name() + ")"));
      rows.add(mean(singles));
      rows.add(ensemble());
      return new SoupResult(
          task.name(),
          recipe,
          options,
          singles,
          kitchen.ledger(),
          members.stream().map(Tasted::name).toList(),
          soup,
          rows);
    }

    private SoupRow row(String name, int members, Point point, Score validation) {
      List<Score> shifted =
          options.shift().stream().map(s -> task.shifted(s).score(point)).toList();
      return new SoupRow(name, members, validation, task.test().score(point), shifted);
    }

    private static SoupRow renamed(SoupRow row, String name) {
      return new SoupRow(name, row.members(), row.validation(), row.test(), row.shifted());
    }

    private List<SoupRow> otherStatistics(List<Tasted> members, String name) {
      List<SoupRow> rows = new ArrayList<>();
      if (!task.layout().hasStatistics()) {
        return rows;
      }
      Point average = Kitchen.average(members);
      for (Statistics other : Statistics.values()) {
        if (other != options.recalibrate()) {
          Point soup = other.treat(average, Kitchen.first(members), task);
          String label =
              name + " soup, statistics " + other.name().toLowerCase(Locale.ROOT).replace('_', '-');
          rows.add(row(label, members.size(), soup, task.validation().score(soup)));
        }
      }
      return rows;
    }

    private static SoupRow mean(List<SoupRow> singles) {
      List<Score> shifted = new ArrayList<>();
      for (int i = 0; i < singles.get(0).shifted().size(); i++) {
        int index = i;
        shifted.add(meanScore(singles.stream().map(r -> r.shifted().get(index)).toList()));
      }
      return new SoupRow(
          "mean single",
          1,
          meanScore(singles.stream().map(SoupRow::validation).toList()),
          meanScore(singles.stream().map(SoupRow::test).toList()),
          shifted);
    }

    private static Score meanScore(List<Score> scores) {
      Metric metric = scores.get(0).metric();
      double loss = scores.stream().mapToDouble(Score::loss).average().orElseThrow();
      double value = scores.stream().mapToDouble(Score::value).average().orElseThrow();
      return new Score(metric, loss, value, scores.get(0).examples());
    }

    private SoupRow ensemble() {
      List<Point> all = kitchen.sorted().stream().map(t -> t.ingredient().point()).toList();
      Objective test = task.test();
      List<Score> shifted =
          options.shift().stream().map(s -> task.shifted(s).ensemble(all)).toList();
      return new SoupRow(
          "prediction ensemble",
          all.size(),
          task.validation().ensemble(all),
          test.ensemble(all),
          shifted);
    }
  }
}
