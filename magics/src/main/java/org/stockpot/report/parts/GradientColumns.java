package org.stockpot.report.parts;

/**
 * The part of the vocabulary of {@link Columns} that is of gradients along trainings and of tangent
 * kernels alone.
 */
public enum GradientColumns implements Heading {
  /** The name of a slot. */
  SLOT("slot", "slot"),
  /** How many parameters training changes. */
  TRAINED_PARAMETERS("trained parameters", "trained_parameters"),
  /** The loss change that was allocated to parameters. */
  ALLOCATED("allocated loss change ({})", "allocated_loss_change"),
  /** The loss change that was not. */
  NOT_ALLOCATED("not allocated ({})", "not_allocated"),
  /** The loss at a step. */
  LOSS_ALONG("training loss ({})", "training_loss"),
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
  NOISE_SCALE_SE("noise scale SE", "noise_scale_se");

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
