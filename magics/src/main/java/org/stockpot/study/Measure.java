package org.stockpot.study;

/** What results are compared by. Of either, the lower is the better. */
public enum Measure {
  /** The test error of networks; it is shown as the metric, of which the higher is the better. */
  TEST,
  /** The height of the barrier of the test error. */
  BARRIER
}
