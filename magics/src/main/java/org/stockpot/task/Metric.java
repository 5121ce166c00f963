package org.stockpot.task;

/** What a {@link Score} measures beside the loss. Larger is better, 1 is perfect. */
public enum Metric {
  /** The share of examples whose highest output is their label's. */
  ACCURACY("accuracy"),
  /** The coefficient of determination, 1 - sum (y - f)^2 / sum (y - mean y)^2. */
  R2("R²");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /**
   * Returns the name for tables and charts.
   *
   * @return {@code accuracy} or {@code R²}
   */
  public String label() {
    return label;
  }
}
