package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of measures against the gap. */
public enum GeneralizationColumns implements Heading {
  /** Kendall's rank correlation with the gap. */
  TAU("τ with the gap", "tau"),
  /** The lower end of its interval. */
  LOW("τ low", "tau_low"),
  /** The upper end. */
  HIGH("τ high", "tau_high"),
  /** Whether the measure rises with the gap. */
  RISES("rises with the gap", "rises_with_gap"),
  /** The mean of τ over groups in which one option alone differs. */
  TAU_BY("τ by {}", "tau_by_{}"),
  /** How many such groups. */
  GROUPS("groups by {}", "groups_by_{}"),
  /** The test error minus the training error. */
  GAP("gap of errors, points", "gap_of_errors_points"),
  /** The same of 1 − R². */
  GAP_R2("gap of 1 − R²", "gap_of_one_minus_r2"),
  /** A measure of a network. */
  VALUE("measure: {}", "measure_{}");

  private final String shown;
  private final String machine;

  GeneralizationColumns(String shown, String machine) {
    this.shown = shown;
    this.machine = machine;
  }

  @Override
  public String shown() {
    return shown;
  }

  @Override
  public String machine() {
    return machine;
  }
}
