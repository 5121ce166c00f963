package org.stockpot.similarity;

/** How the dependence of two representations is estimated from examples. */
public enum Estimator {
  /**
   * The U-statistic of Song, Smola, Gretton, Bedo, Borgwardt, "Feature Selection via Dependence
   * Maximization", JMLR 2012, §2.3: without bias whatever the number of examples and features.
   * Between independent representations it scatters around 0, and may be below.
   */
  UNBIASED(4),

  /**
   * {@code tr(K H L H) / (n - 1)²} of Gretton, Bousquet, Smola, Schölkopf, ALT 2005, §3.1: at least
   * 0, and too high where there are not many more examples than features.
   */
  BIASED(2);

  private final int least;

  Estimator(int least) {
    this.least = least;
  }

  /** Returns how many examples an estimate needs. */
  int least() {
    return least;
  }
}
