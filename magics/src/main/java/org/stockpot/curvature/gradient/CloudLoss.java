package org.stockpot.curvature.gradient;

/** Which loss is walked down. */
public enum CloudLoss {
  /** The loss that the task is trained by: cross-entropy for classes. */
  OWN("own"),
  /** The squared error of class probabilities. */
  SQUARES("squared error");

  private final String words;

  CloudLoss(String words) {
    this.words = words;
  }

  /** Returns what progress calls it. */
  @Override
  public String toString() {
    return words;
  }
}
