package org.stockpot.soup;

import java.util.List;

/**
 * What soups are compared with.
 *
 * @param ingredients each network's own scores, from the best on validation to the worst
 * @param baselines the best single network, the mean of the single ones and their prediction
 *     ensemble; with statistics also the best single network by another rule for them
 */
public record SoupBaselines(List<SoupRow> ingredients, List<SoupRow> baselines) {

  /** Copies the lists. */
  public SoupBaselines {
    ingredients = List.copyOf(ingredients);
    baselines = List.copyOf(baselines);
  }
}
