package org.stockpot.soup;

import java.util.List;
import java.util.Locale;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * The mask that the ingredients of a sparse soup share, or are made to share.
 *
 * <p>See Zimmer, Spiegel, Pokutta, "Sparse Model Soups: A Recipe for Improved Pruning via Model
 * Averaging", ICLR 2024, §3: averaging keeps sparsity only under one mask. Differs from its code,
 * which keeps the last file's mask without comparing them.
 */
final class SparseMasks {

  private SparseMasks() {}

  /** Zeros that no mask declares are not taken for one, nor passed over in silence. */
  private static void requireDeclared(List<Ingredient> ingredients) {
    boolean declared = ingredients.stream().anyMatch(i -> i.mask().pruned() > 0);
    for (Ingredient ingredient : ingredients) {
      if (!declared && Mask.supportOf(ingredient.point()).pruned() > 0) {
        throw new IllegalArgumentException(
            "the ingredients of a sparse soup must declare their masks, got zeros and no mask for "
                + ingredient.name()
                + "; --zeros mask takes zeros for masks");
      }
    }
  }

  static Mask shared(List<Ingredient> ingredients, Masks masks) {
    requireDeclared(ingredients);
    Mask first = ingredients.get(0).mask();
    Mask shared = first;
    for (Ingredient ingredient : ingredients.subList(1, ingredients.size())) {
      Mask next = ingredient.mask();
      if (masks == Masks.REFUSE && !next.equals(first)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the ingredients of a sparse soup must share a mask, got %s and %s that share %.1f %%"
                    + " of what they keep; use --masks intersect or union",
                ingredients.get(0).name(),
                ingredient.name(),
                100 * first.overlap(next)));
      }
      shared = masks == Masks.INTERSECT ? shared.and(next) : shared.or(next);
    }
    return shared;
  }

  /** Returns the mask of the largest weights of a soup, as many as its ingredients keep. */
  static Mask prunedAgain(Point soup, List<Ingredient> ingredients) {
    Mask union = ingredients.stream().map(Ingredient::mask).reduce(Mask::or).orElseThrow();
    double kept = ingredients.stream().mapToInt(i -> i.mask().kept()).average().orElseThrow();
    return union.largest(soup, (int) Math.round(kept));
  }
}
