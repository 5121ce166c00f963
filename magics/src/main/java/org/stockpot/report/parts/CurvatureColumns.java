package org.stockpot.report.parts;

/**
 * The part of the vocabulary of {@link Columns} that is of eigenvalues, traces, densities and what
 * follows from them alone.
 */
public enum CurvatureColumns implements Heading {
  /** Which coordinates are looked at. */
  PART("coordinates of", "coordinates_of"),
  /** How far a product is from the multiple of its vector. */
  RESIDUAL("residual |Av − λv|", "residual"),
  /** What follows from that for the eigenvalue. */
  EIGENVALUE_ERROR("λ ±", "eigenvalue_error"),
  /** Whether errors are within the tolerance. */
  CONVERGED("converged", "converged"),
  /** Its standard error. */
  TRACE_SE("trace SE", "trace_se"),
  /** The ratio of the first to the last of the largest eigenvalues. */
  CONDITION("condition λ1 / λ{}", "condition_of_top_{}"),
  /** The share of eigenvalues below 0. */
  NEGATIVE("negative λ %", "negative_eigenvalues_percent"),
  /** Its standard error. */
  NEGATIVE_SE("negative λ SE, points", "negative_eigenvalues_se_points"),
  /** How many eigenvalues lie above the bulk. */
  OUTLIERS("outliers", "outliers"),
  /** The largest eigenvalue of the bulk. */
  EDGE("bulk ends at λ", "bulk_edge"),
  /** The share of the gradient in the space of the largest eigenvalues. */
  GRADIENT_SHARE("|g|² in the top {} %", "gradient_in_top_{}_percent"),
  /** How many products with the operator were needed. */
  PRODUCTS("products", "products"),
  /** What was estimated in two ways. */
  MOMENT("moment", "moment"),
  /** By probes. */
  BY_PROBES("by probes", "by_probes"),
  /** Its standard error. */
  BY_PROBES_SE("by probes SE", "by_probes_se"),
  /** By the spectral density. */
  BY_DENSITY("by density", "by_density"),
  /** Its standard error. */
  BY_DENSITY_SE("by density SE", "by_density_se"),
  /** By what weights are removed. */
  PRUNED_BY("pruned by", "pruned_by"),
  /** The share of weights removed. */
  PRUNED("pruned %", "pruned_percent"),
  /** The length of the vector of removed weights. */
  REMOVED_LENGTH("R", "removed_length"),
  /** The share of weights that the bound allows. */
  BOUND("bound at R %", "bound_at_length_percent"),
  /** The loss of a bare projection. */
  PROJECTED("projection: training loss", "projection_training_loss"),
  /** The loss after training inside of a mask. */
  TRAINED("trained inside: training loss", "trained_inside_training_loss"),
  /** Its standard deviation. */
  TRAINED_SD("trained inside: sd", "trained_inside_training_loss_sd"),
  /** Whether the bound allows a removal. */
  ALLOWED("bound allows", "bound_allows"),
  /** How many orders survive. */
  SURVIVED("survive (loss ≤ L + ε)", "survived");

  private final String shown;
  private final String machine;

  CurvatureColumns(String shown, String machine) {
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
