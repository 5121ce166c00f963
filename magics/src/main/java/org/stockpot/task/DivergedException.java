package org.stockpot.task;

/** The loss or the weights of a training became NaN or infinite. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long step;

  /**
   * Words the failure.
   *
   * @param message where it happened, and what to try
   * @param step the position in the schedule at which it happened
   */
  public DivergedException(String message, long step) {
    super(message);
    this.step = step;
  }

  /**
   * Returns where it happened.
   *
   * @return the position in the schedule, from 0
   */
  public long step() {
    return step;
  }
}
