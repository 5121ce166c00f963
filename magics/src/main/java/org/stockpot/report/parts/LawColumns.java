package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of laws and transitions alone. */
public enum LawColumns implements Heading {
  /** Which places a law was fitted to. */
  FITTED("fitted to", "fitted_to"),
  /** How many places it was fitted to. */
  PLACES_FITTED("n fitted", "n_fitted"),
  /** How many places it was held against. */
  PLACES_HELD("n held against", "n_held_against"),
  /** The mean of relative deviations. */
  MEAN_DEVIATION("μ of the relative deviation %", "mean_relative_deviation_percent"),
  /** Half the width of its interval. */
  MEAN_DEVIATION_INTERVAL(
      "half the interval of μ, points", "mean_relative_deviation_half_width_points"),
  /** The standard deviation of relative deviations. */
  SD_DEVIATION("σ %", "sd_relative_deviation_percent"),
  /** The lower end of its interval. */
  SD_DEVIATION_LOW("σ from %", "sd_relative_deviation_low_percent"),
  /** The upper end of its interval. */
  SD_DEVIATION_HIGH("σ to %", "sd_relative_deviation_high_percent"),
  /** How small deviations are in the paper. */
  PUBLISHED("published", "published_deviation"),
  /** Whether deviations are as small as published. */
  HOLDS("as small as published", "as_small_as_published"),
  /** A constant of a law. */
  CONSTANT("constant", "constant"),
  /** Its value. */
  VALUE("fitted value", "fitted_value"),
  /** The lower end of its interval. */
  LOW("95 % from", "constant_low"),
  /** The upper end of its interval. */
  HIGH("95 % to", "constant_high"),
  /** What the interval is over. */
  INTERVAL_OVER("95 % interval over", "constant_interval_over"),
  /** Whether its order of magnitude is known. */
  DETERMINED("order of magnitude known", "order_of_magnitude_known"),
  /** One of two constants. */
  COVARIANCE_OF("covariance of", "covariance_of"),
  /** The other one. */
  COVARIANCE_WITH("covariance with", "covariance_with"),
  /** Their covariance. */
  COVARIANCE("covariance", "covariance"),
  /** Which pruning run. */
  LADDER("ladder", "ladder"),
  /** What a law gives for an error. */
  LAW_ERROR("error by the law %", "law_error_percent"),
  /** The same for R². */
  LAW_ERROR_R2("1 − R² by the law", "law_one_minus_r2"),
  /** The difference relative to what was measured. */
  DEVIATION("relative deviation %", "relative_deviation_percent"),
  /** Training examples. */
  EXAMPLES("training examples", "training_examples"),
  /** Where a sweep began. */
  WAY("sweep goes", "sweep_direction"),
  /** The critical strength of a penalty. */
  CRITICAL("critical β", "critical_beta"),
  /** Half the width of its interval over seeds. */
  CRITICAL_INTERVAL("critical β, half the interval", "critical_beta_half_width"),
  /** What the curvature of the trivial state predicts. */
  PREDICTED("β by the trivial state's curvature", "predicted_beta"),
  /** How much is learned at once. */
  JUMP("learned at once %", "learned_at_once_percent"),
  /** Half the width of its interval over seeds. */
  JUMP_INTERVAL("learned at once, half the interval, points", "learned_at_once_half_width_points"),
  /** Whether a transition is a jump. */
  IS_JUMP("jump (above *)", "is_jump"),
  /** The area between two sweeps. */
  HYSTERESIS("hysteresis (decades)", "hysteresis_decades"),
  /** Half the width of its interval over seeds. */
  HYSTERESIS_INTERVAL("hysteresis, half the interval", "hysteresis_half_width"),
  /** Further transitions. */
  FURTHER("further drops at β, seed *", "further_drops"),
  /** Descents that did not end. */
  UNCONVERGED("descents not converged", "descents_not_converged"),
  /** The strength of a penalty. */
  STRENGTH("β", "beta"),
  /** The norm of weights. */
  WEIGHT_NORM("norm of the weights", "weight_norm"),
  /** How much is learned. */
  LEARNED("learned %", "learned_percent"),
  /** What a row is to a fit. */
  USED("in the fit", "in_the_fit");

  private final String shown;
  private final String machine;

  LawColumns(String shown, String machine) {
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
