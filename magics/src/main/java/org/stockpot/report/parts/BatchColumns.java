package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of batch sizes and learning rates. */
public enum BatchColumns implements Heading {
  /** Whether a step takes all training examples. */
  FULL("full batch", "full_batch"),
  /** The largest stable sharpness. */
  THRESHOLD("threshold", "stability_threshold"),
  /** Sharpness by it. */
  SHARE("sharpness / threshold", "share_of_threshold"),
  /** The same where it stands highest. */
  HIGHEST("sharpness / threshold, highest quarter", "highest_share_of_threshold"),
  /** Half the width of its interval over seeds. */
  HIGHEST_INTERVAL("highest quarter, half the interval", "highest_share_of_threshold_half_width"),
  /** The same at the end. */
  AT_THE_END("sharpness / threshold at the end", "share_of_threshold_at_the_end"),
  /** Where that is beside the threshold. */
  EDGE("edge of stability (within *)", "edge_of_stability"),
  /** The rate that takes the fewest steps. */
  FASTEST("fastest lr", "fastest_lr"),
  /** Whether it is the smallest or the largest that was tried. */
  AT_AN_END("at an end of the rates", "fastest_lr_at_an_end"),
  /** Steps to a loss. */
  STEPS("steps to the target", "steps_to_target"),
  /** Half the width of their interval over seeds. */
  STEPS_INTERVAL("steps, half the interval", "steps_to_target_half_width"),
  /** Examples to a loss. */
  EXAMPLES("examples to the target", "examples_to_target"),
  /** What the law gives for steps. */
  LAW("steps by the law", "law_steps"),
  /** The noise scale up to a loss. */
  NOISE("noise scale on the way (examples)", "noise_scale_on_the_way");

  private final String shown;
  private final String machine;

  BatchColumns(String shown, String machine) {
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
