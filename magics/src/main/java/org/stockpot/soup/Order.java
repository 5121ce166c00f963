package org.stockpot.soup;

/** In which order ingredients are tried. The best one always comes first. */
public enum Order {
  /** From the best validation score to the worst; for pruned soups, from the worst to the best. */
  SORTED,
  /** At random, by the seed. */
  RANDOM
}
