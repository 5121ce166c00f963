package org.stockpot.merge.data;

/** What weights do along inputs that no example has, of which a layer's error knows nothing. */
public enum Unseen {
  /** They are the members' mean, so that one member gives itself. */
  MEAN,
  /** They are 0, which is the solution of least norm. */
  ZERO
}
