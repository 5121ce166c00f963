package org.stockpot.soup;

/** What becomes of ingredients whose masks differ. */
public enum Masks {
  /** They are refused, with the overlap. */
  REFUSE,
  /** The soup keeps what all keep. */
  INTERSECT,
  /** The soup keeps what any keeps, and is denser than its ingredients. */
  UNION,
  /** The soup keeps the largest of what any keeps, as many as its ingredients keep on average. */
  RE_PRUNE
}
