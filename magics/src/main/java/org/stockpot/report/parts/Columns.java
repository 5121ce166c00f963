package org.stockpot.report.parts;

/**
 * The vocabulary of columns: what each column of a result's table is called where it is shown, and
 * where machines read it. All tables take their headings from here, so that a name means the same,
 * in the same unit, whatever made the table.
 *
 * <p>Accuracies and errors are in per cent, their differences, standard errors and half widths of
 * 95 % intervals in points, losses in nats or squared error. {@code {}} stands for what a column
 * tells of, such as {@code test}; {@code *} for words that are shown alone.
 */
public enum Columns implements Heading {
  // What a row is.
  /** The number of prunings so far. */
  ROUND("round", "round"),
  /** The seed of a replicate. */
  SEED("seed", "seed"),
  /** Which networks a row is of, such as tickets. */
  LINE("line", "line"),
  /** What tickets are compared with. */
  CONTROL("control", "control"),
  /** Two successive rounds. */
  LEVELS("levels", "levels"),
  /** Two networks. */
  PAIR("pair", "pair"),
  /** One of several ways to do the same. */
  VARIANT("variant", "variant"),
  /** Where variants are compared. */
  LEVEL("level", "level"),
  /** An option in which variants differ. */
  SETTING("setting {}", "setting_{}"),
  /** The name of an option. */
  OPTION("option", "option"),
  /** What a network is called. */
  NETWORK("network", "network"),
  /** Where a training began. */
  START("start", "start"),
  /** A point of a plane. */
  POINT("point", "point"),
  /** What became of running statistics. */
  STATISTICS("statistics", "statistics"),
  /** What was measured. */
  QUANTITY("quantity", "quantity"),
  /** The test examples, or other ones. */
  TEST_SET("test set", "test_set"),
  /** How many examples. */
  EXAMPLES("examples", "examples"),
  /** By which recipe. */
  SOUP("soup", "soup"),
  /** What a soup is compared with. */
  MINUS("minus", "minus"),
  /** The number of a fine-tuned network. */
  INGREDIENT("ingredient", "ingredient"),
  /** The position in the schedule. */
  STEP("step", "step"),
  /** Weights that a mask kept and does not any more. */
  DROPPED("dropped", "dropped"),
  /** Weights that a mask keeps and did not before. */
  GROWN("grown", "grown"),
  /** Where copies began to differ. */
  FORK("fork at", "fork_at"),
  /** The position on a line. */
  ALPHA("α", "alpha"),
  /** The first coordinate. */
  X("x", "x"),
  /** The second coordinate. */
  Y("y", "y"),
  /** The number of a trial of the ledger. */
  TRIAL("trial", "trial"),
  /** The pass of a trial. */
  PASS("pass", "pass"),
  /** What was put in or taken out. */
  MOVE("move", "move"),
  /** The length of a perturbation. */
  MULTIPLE("perturbation (rewind distances)", "perturbation_rewind_distances"),

  // How many, how far, how long.
  /** How many independent replicates. */
  N("n", "n"),
  /** How many differences inside replicates. */
  PAIRS("n of pairs", "n_pairs"),
  /** How many replicates of one kind. */
  N_OF("n of {}", "n_{}"),
  /** How many replicates are missing. */
  DIVERGED("diverged", "diverged"),
  /** What an interval is taken over. */
  OVER("interval over", "interval_over"),
  /** How many networks an average is made of. */
  NETWORKS("networks", "networks"),
  /** How many members a soup has afterwards. */
  MEMBERS("members after", "members_after"),
  /** The share of weights kept. */
  KEPT("kept %", "kept_percent"),
  /** How many weights are kept. */
  WEIGHTS_KEPT("weights kept", "weights_kept"),
  /** The optimizer steps of one training. */
  STEPS("steps here", "steps_here"),
  /** All optimizer steps of a network. */
  STEPS_FROM("steps from {}", "steps_from_{}"),
  /** The Euclidean distance of two points. */
  DISTANCE("distance", "distance"),
  /** The weight in an average. */
  WEIGHT("weight", "weight"),
  /** How long it took. */
  SECONDS("seconds", "seconds"),

  // What was measured. The first that fits a heading names it.
  /** The accuracy of the dense run. */
  DENSE_VALUE("dense {} accuracy %", "dense_{}_accuracy_percent"),
  /** The R² of the dense run. */
  DENSE_R2("dense {} R²", "dense_{}_r2"),
  /** The mean of the accuracies of all classes. */
  BALANCED("balanced accuracy %", "balanced_accuracy_percent"),
  /** The accuracy before copies were merged. */
  COPIES("mean of single copies, test accuracy %", "single_copies_test_accuracy_percent"),
  /** The R² before copies were merged. */
  COPIES_R2("mean of single copies, test R²", "single_copies_test_r2"),
  /** The standard error that a test set leaves. */
  SE("{} accuracy SE, points", "{}_accuracy_se_points"),
  /** Half the width of an interval of shares. */
  INTERVAL("{} ± 95 %, points", "{}_ci95_points"),
  /** Half the width of an interval of R². */
  INTERVAL_R2("{} ± 95 %", "{}_ci95"),
  /** The error where copies began to differ. */
  ERROR_AT("{} error at the fork %", "{}_error_at_fork_percent"),
  /** The same for R². */
  ERROR_AT_R2("{} 1 − R² at the fork", "{}_one_minus_r2_at_fork"),
  /** The mean error of copies. */
  ERROR_OF("{} error of the copies %", "{}_error_of_copies_percent"),
  /** The same for R². */
  ERROR_OF_R2("{} 1 − R² of the copies", "{}_one_minus_r2_of_copies"),
  /** The height of a barrier of the error. */
  BARRIER("barrier of {} error, points ({})", "{}_error_barrier_above_{}_points"),
  /** The same for R². */
  BARRIER_R2("barrier of {} 1 − R² ({})", "{}_one_minus_r2_barrier_above_{}"),
  /** The height of a barrier of cross-entropy. */
  BARRIER_LOSS("barrier of {} loss, nats ({})", "{}_loss_barrier_above_{}_nats"),
  /** The same for squared errors. */
  BARRIER_SQUARES(
      "barrier of {} loss, squared error ({})", "{}_loss_barrier_above_{}_squared_error"),
  /** The height between networks of one kind. */
  BARRIER_BETWEEN("barrier of {}, points ({})", "{}_barrier_above_{}_points"),
  /** The same for R². */
  BARRIER_BETWEEN_R2("barrier of {} ({})", "{}_barrier_above_{}"),
  /** A classification error. */
  ERROR("{} error %", "{}_error_percent"),
  /** The unexplained share of the variance. */
  ERROR_R2("{} 1 − R²", "{}_one_minus_r2"),
  /** A difference of accuracies. */
  DIFFERENCE("difference, points", "difference_points"),
  /** A difference of R². */
  DIFFERENCE_R2("difference of R²", "difference_r2"),
  /** An accuracy. */
  VALUE("{} accuracy %", "{}_accuracy_percent"),
  /** An R². */
  R2("{} R²", "{}_r2"),
  /** The root of the mean squared error. */
  RMSE("{} RMSE of {}", "{}_rmse_of_{}"),
  /** A cross-entropy. */
  LOSS("{} loss (nats)", "{}_loss_nats"),
  /** A mean squared error. */
  LOSS_SQUARES("{} loss (squared error)", "{}_loss_squared_error"),
  /** A ticket minus the dense run. */
  MINUS_DENSE("accuracy minus dense *, points", "accuracy_minus_dense_points"),
  /** The same for R². */
  MINUS_DENSE_R2("R² minus dense *", "r2_minus_dense"),
  /** A variant minus the first one. */
  MINUS_FIRST("accuracy minus *, points", "accuracy_minus_first_points"),
  /** The same for R². */
  MINUS_FIRST_R2("R² minus *", "r2_minus_first"),
  /** The height of a path with units aligned. */
  BARRIER_ALIGNED("aligned, points", "barrier_aligned_points"),
  /** The same of 1 − R². */
  BARRIER_ALIGNED_R2("aligned", "barrier_aligned"),
  /** The height of a path with units aligned and blends repaired. */
  BARRIER_REPAIRED("repaired, points", "barrier_aligned_repaired_points"),
  /** The same of 1 − R². */
  BARRIER_REPAIRED_R2("repaired", "barrier_aligned_repaired"),
  /** A variant's barrier minus the first one's. */
  BARRIER_MINUS("barrier minus *, points", "barrier_minus_first_points"),
  /** The same for R². */
  BARRIER_MINUS_R2("barrier minus *", "barrier_minus_first"),
  /** Tickets minus what they are compared with. */
  MINUS_CONTROL("accuracy of tickets minus control, points", "tickets_minus_control_points"),
  /** The same for R². */
  MINUS_CONTROL_R2("R² of tickets minus control", "tickets_minus_control_r2"),
  /** A point of a line minus its end. */
  MINUS_TUNED("test: this minus fine-tuned, points", "test_this_minus_fine_tuned_points"),
  /** The same for R². */
  MINUS_TUNED_R2("test: this minus fine-tuned", "test_this_minus_fine_tuned_r2"),
  /** An average minus one of its networks. */
  SOUP_MINUS("test: soup minus this, points", "test_soup_minus_this_points"),
  /** The same for R². */
  SOUP_MINUS_R2("test: soup minus this", "test_soup_minus_this_r2"),
  /** Where a barrier is highest. */
  PEAK("peak at α", "peak_alpha"),
  /** How the error goes along a path. */
  PATH("path", "path"),
  /** How many paths are worse than both ends. */
  RIDGES("paths with a ridge", "paths_with_a_ridge"),
  /** The largest rise on a line. */
  RISE("Δ", "largest_rise"),
  /** The unit of that rise. */
  UNIT("unit of Δ", "largest_rise_unit"),

  // Curvature.
  /** How many coordinates there are. */
  COORDINATES("coordinates", "coordinates"),
  /** The place of an eigenvalue, the largest first. */
  INDEX("i", "i"),
  /** An eigenvalue. */
  EIGENVALUE("λ", "eigenvalue"),
  /** The largest eigenvalue. */
  LARGEST("λ1", "largest_eigenvalue"),
  /** The least eigenvalue. */
  LEAST("least λ", "least_eigenvalue"),
  /** The sum of eigenvalues. */
  TRACE("trace", "trace"),
  /** The length of the gradient. */
  GRADIENT("|g|", "gradient_norm"),

  // What follows from it.
  /** Whether tickets match the dense run. */
  MATCHING("matching (within *)", "matching"),
  /** Whether two successive rounds match. */
  BOTH_MATCHING("both matching (within *)", "both_matching"),
  /** Whether random masks match too. */
  RANDOM("random pruning matches", "random_pruning_matches"),
  /** Whether two networks are connected. */
  CONNECTED("connected (within *)", "connected"),
  /** Whether two verdicts are the same. */
  AGREE("agree", "agree"),
  /** Whether copies end connected. */
  STABLE("stable (within *)", "stable"),
  /** Whether copies of networks of one kind end connected. */
  STABLE_OF("{} stable (within *)", "{}_stable"),
  /** Whether a perturbed start ends connected. */
  RETURNS("returns to the same mode (within *)", "returns_to_same_mode"),
  /** Whether a quantity only falls. */
  MONOTONIC("monotonic", "monotonic"),
  /** What a difference is taken between. */
  PAIRING("pairing", "pairing"),
  /** Whether a variant is better than the first. */
  BETTER_THAN("better than *", "better_than_first"),
  /** Whether a difference is above 0. */
  BETTER("better (difference above 0)", "better"),
  /** Whether an average is better than a network. */
  SOUP_BETTER("soup better (difference above 0)", "soup_better"),
  /** Whether a trial became the soup. */
  TAKEN("taken", "taken"),
  /** The reason of a trial's outcome. */
  WHY("why", "why"),
  /** Why there are no numbers. */
  WHY_EMPTY("why empty", "why_empty"),
  /** How something ended. */
  OUTCOME("outcome", "outcome"),
  /** Whether it was made before. */
  REUSED("reused", "reused");

  private final String shown;
  private final String machine;

  Columns(String shown, String machine) {
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
