package org.stockpot.soup;

import org.stockpot.task.Score;
import org.stockpot.weights.Point;

/** An ingredient with its weights as they are measured and its own validation score. */
record RankedIngredient(Ingredient ingredient, Point measured, Score validation) {
  String name() {
    return ingredient.name();
  }
}
