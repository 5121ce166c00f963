package org.stockpot.soup;

/**
 * How to choose the members of a soup. Each is a file of its own, and a line here, which serves
 * options, help, completion and messages.
 */
@SuppressWarnings("ImmutableEnumChecker") // Choices have no state.
public enum SoupRecipe {
  /** All ingredients. */
  UNIFORM(new UniformSoup()),
  /** Ingredients one by one, as long as validation does not fall. */
  GREEDY(new GreedySoup()),
  /** All ingredients, dropped one by one as long as validation does not fall. */
  PRUNED(new PrunedSoup()),
  /** Ingredients that share a mask. */
  SPARSE(new SparseSoup());

  private final MemberChoice choice;

  SoupRecipe(MemberChoice choice) {
    this.choice = choice;
  }

  /** Returns who chooses. */
  MemberChoice choice() {
    return choice;
  }

  /**
   * Returns whether ingredients are brought under one mask before.
   *
   * @return true for sparse soups
   */
  public boolean sharesMask() {
    return choice.sharesMask();
  }

  /**
   * Returns the paper that this is from.
   *
   * @return a key, such as {@code wortsman2022soups}
   */
  public String paper() {
    return choice.paper();
  }

  /**
   * Returns what of the paper is used.
   *
   * @return a few words, such as {@code pruned soups}
   */
  public String used() {
    return choice.used();
  }
}
