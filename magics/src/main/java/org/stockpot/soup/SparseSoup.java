package org.stockpot.soup;

import java.util.List;

/**
 * The sparse soup: the mean of networks that share a mask, as sparse as they are.
 *
 * <p>See Zimmer, Spiegel, Pokutta, "Sparse Model Soups: A Recipe for Improved Pruning via Model
 * Averaging", ICLR 2024.
 */
final class SparseSoup implements MemberChoice {

  private final MemberChoice all = new UniformSoup();

  @Override
  public List<RankedIngredient> members(SoupContext context) {
    return all.members(context);
  }

  @Override
  public long trials(int ingredients, int passes) {
    return all.trials(ingredients, passes);
  }

  @Override
  public boolean sharesMask() {
    return true;
  }
}
