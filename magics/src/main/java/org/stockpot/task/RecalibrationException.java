package org.stockpot.task;

/**
 * Statistics that cannot be re-estimated: a model does not let go of them, or there is too little
 * to estimate them from. The message names what, and why.
 */
public final class RecalibrationException extends UnsupportedOperationException {
  private static final long serialVersionUID = 1;

  /**
   * Words the reason.
   *
   * @param message which statistics cannot be re-estimated, why, and what to do instead
   */
  public RecalibrationException(String message) {
    super(message);
  }
}
