package org.stockpot.report.parts;

/** Headings of the errors of error functions, where differences are positive for lower errors. */
public enum ErrorColumns implements Heading {
  /** The error of a dense run. */
  DENSE("dense {} error", "dense_{}_error"),
  /** The error before copies were merged. */
  COPIES("mean of single copies, test error", "single_copies_test_error"),
  /** The error where copies began to differ. */
  AT_FORK("{} error at the fork", "{}_error_at_fork"),
  /** The mean error of copies. */
  OF_COPIES("{} error of the copies", "{}_error_of_copies"),
  /** The height of a barrier. */
  BARRIER("barrier of {} error ({})", "{}_error_barrier_above_{}"),
  /** The same, as a loss. */
  BARRIER_LOSS("barrier of {} loss ({})", "{}_loss_barrier_above_{}"),
  /** A mean over tasks. */
  MEAN("mean over tasks, {} error", "mean_over_tasks_{}_error"),
  /** By how much an error is lower. */
  LOWER("error lower by", "error_lower_by"),
  /** By how much a ticket's error is below the dense run's. */
  BELOW_DENSE("error below dense *", "error_below_dense"),
  /** By how much a variant's error is below the first one's. */
  BELOW_FIRST("error below *", "error_below_first"),
  /** By how much tickets' errors are below those of what they are compared with. */
  BELOW_CONTROL("error of tickets below control", "tickets_error_below_control"),
  /** By how much the error of a point of a line is below its end's. */
  BELOW_TUNED("test: error below fine-tuned", "test_error_below_fine_tuned"),
  /** By how much an average's error is below one of its networks'. */
  SOUP_BELOW("test: error of the soup below this", "test_error_of_the_soup_below_this"),
  /** By how much an average's error is below the best network's. */
  BELOW_BEST("test: error below best single", "test_error_below_best_single"),
  /** By how much a mean's error is below the end's. */
  BELOW_END("test: error below the end", "test_error_below_the_end"),
  /** The error of a law. */
  BY_LAW("error by the law", "law_error"),
  /** The error, as a loss. */
  LOSS("{} loss", "{}_loss"),
  /** The error. */
  ERROR("{} error", "{}_error");

  private final String shown;
  private final String machine;

  ErrorColumns(String shown, String machine) {
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
