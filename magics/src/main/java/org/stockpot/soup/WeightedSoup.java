package org.stockpot.soup;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.weights.Point;

/**
 * An average with weights that the user chose, sum_i c_i w_i / sum_i c_i, without any selection. It
 * and the networks in it are measured by one rule for running statistics; where a weight is
 * negative, the average's are re-estimated.
 */
public final class WeightedSoup {

  private WeightedSoup() {}

  /**
   * Averages networks with given weights and scores the average and each of them.
   *
   * @param ingredients one or more networks of one layout, each once
   * @param weights one per ingredient; their sum must not be 0
   * @param task scores points and re-estimates statistics
   * @param options of these, the treatment of statistics and the shifted test sets
   * @return the average with its scores
   * @throws IllegalArgumentException as {@link #of(List, List, Task, SoupOptions, Progress)}
   */
  public static WeightedResult of(
      List<Ingredient> ingredients, List<Double> weights, Task task, SoupOptions options) {
    return of(ingredients, weights, task, options, Progress.NONE);
  }

  /**
   * Averages networks with given weights and scores the average and each of them.
   *
   * @param ingredients one or more networks of one layout, each once
   * @param weights one per ingredient; their sum must not be 0
   * @param task scores points and re-estimates statistics
   * @param options of these, the treatment of statistics and the shifted test sets
   * @param progress told about each point measured
   * @return the average with its scores
   * @throws IllegalArgumentException if weights and ingredients do not fit, two of these are the
   *     same network, or statistics had to be re-estimated and cannot be
   */
  public static WeightedResult of(
      List<Ingredient> ingredients,
      List<Double> weights,
      Task task,
      SoupOptions options,
      Progress progress) {
    Work row = SoupRow.work(options.shift(), task);
    progress.plan(row, ingredients.size() + 1L);
    requireWeights(ingredients, weights);
    DistinctIngredients.requireOnce(
        "the networks of a weighted soup must differ, each with the sum of its weights",
        ingredients);
    StatisticsRule treatment = new StatisticsRule(options.recalibrate(), task);
    List<Point> points = ingredients.stream().map(Ingredient::point).toList();
    double[] all = weights.stream().mapToDouble(w -> w).toArray();
    SoupOrigin origin = origin(ingredients, weights);
    // A negative sum of weights makes -0.0 of what is pruned.
    Point soup = treatment.blend(points, all).masked(origin.mask());
    List<SoupRow> rows = new ArrayList<>();
    rows.add(row("weighted soup", ingredients.size(), soup, task, options));
    progress.done(row, 1);
    for (Ingredient ingredient : ingredients) {
      rows.add(row(ingredient.name(), 1, treatment.single(ingredient.point()), task, options));
      progress.done(row, 1);
    }
    return new WeightedResult(task.name(), options, weights, soup, rows, origin);
  }

  private static SoupOrigin origin(List<Ingredient> ingredients, List<Double> weights) {
    List<Ingredient> within = new ArrayList<>();
    for (int i = 0; i < ingredients.size(); i++) {
      if (weights.get(i) != 0) {
        within.add(ingredients.get(i));
      }
    }
    return SoupOrigin.of(ingredients, List.of(), within);
  }

  private static void requireWeights(List<Ingredient> ingredients, List<Double> weights) {
    if (ingredients.isEmpty() || ingredients.size() != weights.size()) {
      throw new IllegalArgumentException(
          "a weighted soup must have one weight per ingredient, got "
              + weights.size()
              + " for "
              + ingredients.size());
    }
  }

  private static SoupRow row(
      String name, int members, Point point, Task task, SoupOptions options) {
    Score validation = task.validation().score(point);
    return SoupRow.of(name, members, point, validation, options.shift(), task);
  }
}
