package org.stockpot.store;

/** The store cannot do its work; the message says what the user can do. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Words the failure.
   *
   * @param message what failed, and what to do
   */
  public StoreException(String message) {
    super(message);
  }

  /**
   * Words the failure.
   *
   * @param message what failed, and what to do
   * @param cause what showed it
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
