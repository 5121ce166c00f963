package org.stockpot.shrink;

/** Among which units the lowest are removed. */
public enum UnitScope {
  /** The same share of each group. */
  LAYERWISE,
  /** A share of the units of all groups together; one unit of each stays. */
  GLOBAL
}
