package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of merges alone. */
public enum MergeColumns implements Heading {
  /** By which method or recipe networks are merged. */
  METHOD("method", "method"),
  /** Values of a method's options. */
  OPTIONS("options", "options"),
  /** Whether validation chose a row. */
  CHOSEN("chosen by validation", "chosen_by_validation"),
  /** A merge minus the network that is best on validation. */
  MINUS_BEST("test: this minus best single, points", "test_this_minus_best_single_points"),
  /** The same for R². */
  MINUS_BEST_R2("test: this minus best single", "test_this_minus_best_single_r2"),
  /** How many settings a method tried. */
  SETTINGS("settings tried", "settings_tried"),
  /** How many points were measured to choose. */
  EVALUATIONS("evaluations on validation", "evaluations_on_validation"),
  /** What became of the members' masks. */
  MASKS("masks", "masks"),
  /** What a method says of its result. */
  NOTES("the method says", "the_method_says"),
  /** Which points of a training an average is made of. */
  STEPS("steps averaged", "steps_averaged"),
  /** An average minus the end of the training. */
  MINUS_END("test: this minus the end, points", "test_this_minus_end_points"),
  /** The same for R². */
  MINUS_END_R2("test: this minus the end", "test_this_minus_end_r2"),
  /** The mean of accuracies over tasks. */
  MEAN("mean over tasks, {} accuracy %", "mean_over_tasks_{}_accuracy_percent"),
  /** The same for R². */
  MEAN_R2("mean over tasks, {} R²", "mean_over_tasks_{}_r2"),
  /** The standard error of such a mean, or a bound of it. */
  MEAN_SE("SE of the mean, at most, points", "mean_se_at_most_points"),
  /** The mean of values that are divided by the experts' own. */
  NORMALISED("normalised mean, {} % of the experts", "normalised_mean_{}_percent");

  private final String shown;
  private final String machine;

  MergeColumns(String shown, String machine) {
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
