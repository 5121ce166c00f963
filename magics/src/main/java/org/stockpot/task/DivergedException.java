package org.stockpot.task;

/** The loss of a training became NaN or infinite. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Words the failure.
   *
   * @param message where it happened, and what to try
   */
  public DivergedException(String message) {
    super(message);
  }
}
