package org.stockpot.soup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.stockpot.task.Blends;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;

/**
 * Ingredients with their own validation scores, from the best to the worst, and the scores of their
 * averages. Ties are broken by the validation loss, then by the order in which they were given.
 * Serves all recipes of a comparison. Running statistics of single ingredients are treated by the
 * rule of their soups, so that a soup of one is its ingredient.
 */
final class RankedIngredients implements AutoCloseable {

  private final IdentityHashMap<Ingredient, Integer> places = new IdentityHashMap<>();
  private final Blends blends;
  private final List<RankedIngredient> sorted = new ArrayList<>();

  RankedIngredients(
      StatisticsRule treatment, List<Ingredient> ingredients, SoupWork work, Progress progress) {
    Point first = ingredients.get(0).point();
    for (int i = 0; i < ingredients.size(); i++) {
      requireFits(ingredients.get(i), first);
      places.put(ingredients.get(i), i);
    }
    progress.phase("scoring " + ingredients.size() + " ingredients");
    List<Point> measured = ingredients.stream().map(i -> treatment.single(i.point())).toList();
    blends = treatment.task().validation().blends(measured);
    try {
      score(ingredients, measured, work, progress);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    sorted.sort(Comparator.comparing(RankedIngredient::validation, Score.BEST_FIRST));
    blends.sumInOrder(sorted.stream().mapToInt(t -> places.get(t.ingredient())).toArray());
  }

  private void score(
      List<Ingredient> ingredients, List<Point> measured, SoupWork work, Progress progress) {
    Score[] own = new Score[ingredients.size()];
    blends.scores(
        ingredients.stream().map(ingredient -> weights(List.of(ingredient))).toList(),
        (i, score) -> {
          own[i] = score;
          progress.done(work.ranking(), 1);
        });
    for (int i = 0; i < own.length; i++) {
      sorted.add(new RankedIngredient(ingredients.get(i), measured.get(i), own[i]));
    }
  }

  private static void requireFits(Ingredient ingredient, Point first) {
    first.layout().requireSame(ingredient.point().layout());
    int bad = ingredient.point().firstNonFinite();
    if (bad >= 0) {
      throw new IllegalArgumentException(
          "ingredient "
              + ingredient.name()
              + " must be finite, got "
              + ingredient.point().at(bad)
              + " at entry "
              + bad);
    }
  }

  /** Returns the ingredients from the best to the worst. */
  List<RankedIngredient> sorted() {
    return sorted;
  }

  /** Returns the validation score of an average, each ingredient with the weight 1. */
  Score average(List<Ingredient> members) {
    Interrupts.check();
    return blends.score(weights(members));
  }

  private double[] weights(List<Ingredient> members) {
    double[] weights = new double[places.size()];
    members.forEach(member -> weights[places.get(member)]++);
    return weights;
  }

  @Override
  public void close() {
    blends.close();
  }
}
