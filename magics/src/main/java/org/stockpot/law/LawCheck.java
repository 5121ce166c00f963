package org.stockpot.law;

import java.util.List;
import java.util.Optional;
import org.stockpot.task.Availability;

/**
 * A law where it was not fitted.
 *
 * @param fit the law, fitted to some places; or why there is no fit
 * @param held the other places
 */
public record LawCheck(Availability<Fit> fit, List<Observed> held) {

  /** Copies the list. */
  public LawCheck {
    held = List.copyOf(held);
  }

  /**
   * Fits a law to some places and keeps others.
   *
   * @param law the law
   * @param fitted the places that it is fitted to
   * @param held those that it is held against
   * @return the check
   */
  public static LawCheck of(Law law, List<Observed> fitted, List<Observed> held) {
    return new LawCheck(LeastSquares.of(law, fitted), held);
  }

  /**
   * Returns how far the law lies from the places that it was not fitted to.
   *
   * @return mean and standard deviation; empty without a fit or places
   */
  public Optional<Deviation> deviation() {
    return held.isEmpty() ? Optional.empty() : fit.value().map(f -> f.deviation(held));
  }
}
