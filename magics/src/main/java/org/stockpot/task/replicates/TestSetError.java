package org.stockpot.task.replicates;

import org.stockpot.task.Metric;
import org.stockpot.task.Score;

/**
 * What the size of one test set leaves open of single networks, where no replicates tell more: two
 * standard errors, {@code 2 sqrt(p (1 - p) / N)} for an accuracy p.
 */
public final class TestSetError {

  private static final double ERRORS = 2;

  private TestSetError() {}

  /**
   * Returns the error of a score that is not laid to chance beyond it.
   *
   * @param score a score
   * @return two standard errors; NaN where they are not known
   */
  public static double of(Score score) {
    return ERRORS * score.standardError();
  }

  /**
   * Returns whether two accuracies differ by no more than their errors leave open.
   *
   * @param best the higher score
   * @param worst the lower score
   * @return false where it is not known, as for R²
   */
  public static boolean covers(Score best, Score worst) {
    double error = ERRORS * Math.hypot(best.standardError(), worst.standardError());
    return best.metric() == Metric.ACCURACY && best.value() - worst.value() <= error;
  }
}
