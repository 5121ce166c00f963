package org.stockpot.task;

/** What a {@link Score} measures beside the loss. Larger values are better. */
public enum Metric {
  /** The share of examples whose highest output is their label's. */
  ACCURACY("accuracy"),
  /** The coefficient of determination, 1 - sum (y - f)^2 / sum (y - mean y)^2. */
  R2("R²"),
  /**
   * An error function's error, with its sign turned, so that larger is better here too. Reports
   * show the error itself.
   */
  NEGATIVE_ERROR("error");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /**
   * Returns the name for tables and charts.
   *
   * @return {@code accuracy}, {@code R²} or {@code error}
   */
  public String label() {
    return label;
  }

  /**
   * Returns the error of a value, or the value of an error.
   *
   * @param value the value, or the error
   * @return what is missing to 1; for an error function the number with its sign turned
   */
  public double turned(double value) {
    return this == NEGATIVE_ERROR ? -value : 1 - value;
  }
}
