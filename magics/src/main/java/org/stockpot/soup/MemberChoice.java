package org.stockpot.soup;

import java.util.List;

/** A way to choose the members of a soup: one file each, and one line in {@link SoupRecipe}. */
interface MemberChoice {

  /** Chooses on validation examples, and writes each trial into the ledger. */
  List<RankedIngredient> members(SoupContext context);

  /** Returns how many soups it measures at most. */
  long trials(int ingredients, int passes);

  /** Returns whether ingredients are brought under one mask before. */
  default boolean sharesMask() {
    return false;
  }

  /** Returns the key of the paper that it is from, among the references of reports. */
  default String paper() {
    return "wortsman2022soups";
  }

  /** Returns what of the paper is used, in a few words. */
  default String used() {
    return "uniform and greedy soups";
  }
}
