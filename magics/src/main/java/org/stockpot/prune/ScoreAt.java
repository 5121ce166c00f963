package org.stockpot.prune;

/** Which weights a round scores. */
public enum ScoreAt {
  /** Where the last training ended. */
  END,
  /**
   * What tickets start from, before they train: the initialisation, or the step that weights are
   * rewound to. No training lies between the prunings of successive rounds.
   */
  START
}
