package org.stockpot.magic;

/** The user's mistake: shown as one line, without a stack. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Words the mistake.
   *
   * @param message what was wrong, the value, what is allowed, what to type instead; an empty value
   *     at its end is called nothing
   */
  public UsageException(String message) {
    super(message.endsWith("got ") ? message + "nothing" : message);
  }
}
