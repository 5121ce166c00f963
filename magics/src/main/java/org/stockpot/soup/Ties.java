package org.stockpot.soup;

/** What becomes of a trial that changes nothing. */
public enum Ties {
  /** It is taken: "at least as good", as in the paper's Recipe 1. */
  ACCEPT,
  /** It is not: "strictly better", as in the paper's code. */
  REJECT;

  boolean takes(double candidate, double best) {
    return this == ACCEPT ? candidate >= best : candidate > best;
  }
}
