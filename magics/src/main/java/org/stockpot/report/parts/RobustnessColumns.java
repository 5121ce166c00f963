package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of harm beside the mean accuracy. */
public enum RobustnessColumns implements Heading {
  /** Which pruning run. */
  RUN("pruning run", "pruning_run"),
  /** What was measured of networks. */
  MEASURE("measure", "measure"),
  /** The mean difference between confidence and accuracy. */
  CALIBRATION("calibration error %", "calibration_error_percent"),
  /** How many directions the last hidden layer spreads over. */
  DIMENSION("dimension of last hidden layer", "dimension_of_last_hidden_layer"),
  /** How alike this layer is to that of the dense network. */
  CKA("CKA to dense", "cka_to_dense"),
  /** How far an error lies above that of the dense networks. */
  RISE("above dense, points", "above_dense_points"),
  /** The same of 1 − R². */
  RISE_R2("above dense", "above_dense"),
  /** Whether that is within the tolerance. */
  WITHIN("within *", "within_tolerance"),
  /** Whether pruning costs what the mean accuracy does not show. */
  HIDDEN("hidden harm", "hidden_harm");

  private final String shown;
  private final String machine;

  RobustnessColumns(String shown, String machine) {
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
