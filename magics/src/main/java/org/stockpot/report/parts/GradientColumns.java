package org.stockpot.report.parts;

/**
 * The part of the vocabulary of {@link Columns} that is of gradients along trainings and of tangent
 * kernels alone.
 */
public enum GradientColumns implements Heading {
  /** How many parameters training changes. */
  TRAINED_PARAMETERS("trained parameters", "trained_parameters"),
  /** The loss change that was allocated to parameters. */
  ALLOCATED("allocated loss change ({})", "allocated_loss_change"),
  /** The loss change that was not. */
  NOT_ALLOCATED("not allocated ({})", "not_allocated"),
  /** The pieces of a step. */
  SPLITS("Simpson intervals", "simpson_intervals"),
  /** The share of parameters that lowered the loss. */
  HELPING("helping %", "helping_percent"),
  /** The share of parameters that raised it. */
  HURTING("hurting %", "hurting_percent"),
  /** How many rows a kernel has. */
  ROWS("kernel rows", "kernel_rows"),
  /** The largest by the least. */
  KERNEL_CONDITION("condition λ1 / λmin", "condition_number"),
  /** The loss at a point. */
  LOSS_AT("loss ({})", "loss"),
  /** The constant of the Polyak–Łojasiewicz inequality. */
  PL_RATIO("‖∇L‖² / 2(L − L*)", "pl_ratio"),
  /** The constant that a kernel guarantees for squared errors. */
  PL_BOUND("2 λmin / rows", "pl_bound"),
  /** Whose labels examples have. */
  LABELS("labels", "labels"),
  /** How many examples agree. */
  COHERENCE("m-coherence", "m_coherence"),
  /** Its standard error. */
  COHERENCE_SE("m-coherence SE", "m_coherence_se"),
  /** The same as a share of the examples. */
  COHERENCE_SHARE("of the examples %", "m_coherence_percent_of_examples"),
  /** The critical batch size. */
  NOISE_SCALE("noise scale (examples)", "noise_scale_examples"),
  /** Its standard error. */
  NOISE_SCALE_SE("noise scale SE", "noise_scale_se"),
  /** Which loss is walked down. */
  WALKED_LOSS("loss of", "loss_of"),
  /** Starts are uniform in [-b, b]. */
  START_RANGE("b", "b"),
  /** The loss at a point, in the unit of another column. */
  LOSS_OF_POINT("loss", "loss_value"),
  /** How many walks. */
  WALKS("walks", "walks"),
  /** The number of a walk. */
  WALK("walk", "walk"),
  /** How many walks end where the gradient is short. */
  STATIONARY("stationary ends", "stationary_ends"),
  /** How many such places there are. */
  ATTRACTORS("attractors", "attractors"),
  /** The number of one. */
  ATTRACTOR("attractor", "attractor"),
  /** The middle of the losses of starts. */
  START_LOSS("median loss at the start", "median_start_loss"),
  /** The middle of the losses of ends. */
  END_LOSS("median loss at the end", "median_end_loss"),
  /** The middle of the gradients of ends. */
  END_GRADIENT("median |g| at the end", "median_end_gradient_norm"),
  /** How many points were looked at. */
  POINTS("points", "points"),
  /** The share of them where the loss is convex. */
  CONVEX("convex %", "convex_percent"),
  /** The share of them where it is concave. */
  CONCAVE("concave %", "concave_percent"),
  /** The share of them that are saddles. */
  SADDLE("saddle %", "saddle_percent"),
  /** The share of them where the Hessian is singular. */
  FLAT("flat %", "flat_percent"),
  /** How many points' eigenvalues were not found. */
  NOT_CONVERGED("not converged", "not_converged"),
  /** The sign of curvature. */
  CURVATURE("curvature", "curvature"),
  /** How many eigenvalues are negative. */
  NEGATIVE("index (negative λ)", "index"),
  /** Whether there may be more. */
  NEGATIVE_BOUND("index is", "index_is");

  private final String shown;
  private final String machine;

  GradientColumns(String shown, String machine) {
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
