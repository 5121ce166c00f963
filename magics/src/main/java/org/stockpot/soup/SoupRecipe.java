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

  /** Returns how many soups it measures at most. */
  long trials(int ingredients, int passes) {
    return switch (this) {
      case UNIFORM, SPARSE -> ingredients - 1L;
      case GREEDY -> (long) passes * ingredients - 1;
      case PRUNED -> ingredients + passes * (ingredients - 1L);
    };
  }
}
