package org.stockpot.magic.session;

/** How a front end shows running work. */
public enum ProgressForm {
  /** In place, five times a second, as an output that is replaced. */
  BAR,
  /** In place by carriage returns, for terminals, which replace no output. */
  TERMINAL,
  /** Below the one before, for logs. */
  LINES
}
