package org.stockpot.curvature;

/** How a trace is estimated from products. */
public enum TraceMethod {
  /**
   * Hutchinson's estimator: the mean of {@code v^T A v} over random signs v. One probe's standard
   * deviation is {@code sqrt(2 sum_{i≠j} a_ij²)}.
   */
  HUTCHINSON,
  /**
   * Hutch++ (Meyer, Musco, Musco, Woodruff, SOSA 2021, Algorithm 1): a third of the products find
   * the directions in which A is large, a third give the trace there exactly, and a third are
   * Hutchinson's probes of what is left.
   */
  HUTCH_PLUS_PLUS
}
