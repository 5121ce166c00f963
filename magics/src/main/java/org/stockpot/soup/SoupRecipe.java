package org.stockpot.soup;

import java.util.List;

/** How to choose the members of a soup. One file each. */
public enum SoupRecipe {
  /** All ingredients. */
  UNIFORM,
  /** Ingredients one by one, as long as validation does not fall. */
  GREEDY,
  /** All ingredients, dropped one by one as long as validation does not fall. */
  PRUNED,
  /** Ingredients that share a mask. */
  SPARSE;

  List<RankedIngredients.RankedIngredient> members(SoupContext context) {
    return switch (this) {
      case UNIFORM, SPARSE -> UniformSoup.members(context);
      case GREEDY -> GreedySoup.members(context);
      case PRUNED -> PrunedSoup.members(context);
    };
  }

  /** Returns about how many soups it measures; a gate measures more. */
  long trials(int ingredients, int passes) {
    return switch (this) {
      case UNIFORM, SPARSE -> ingredients;
      case GREEDY -> (long) passes * ingredients;
      case PRUNED -> (passes + 1L) * ingredients;
    };
  }
}
