package org.stockpot.merge.data;

/** What has coefficients of its own. */
public enum By {
  /** Each member: one number for all of its weights. */
  NETWORK,
  /** Each slot of each member. */
  SLOT
}
