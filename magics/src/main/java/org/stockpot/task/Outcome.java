package org.stockpot.task;

import java.util.concurrent.CancellationException;

/**
 * How long work ended.
 *
 * @param state whether all of it was done
 * @param message why not; empty if it was
 */
public record Outcome(State state, String message) {

  /** The ways to end. */
  public enum State {
    /** All was done. */
    DONE,
    /** The user stopped it; what was finished is there. */
    INTERRUPTED,
    /** It failed; what was finished before is there. */
    FAILED
  }

  /** All was done. */
  public static final Outcome DONE = new Outcome(State.DONE, "");

  /**
   * Does work that the user may stop. What it finishes before that it keeps itself.
   *
   * @param work throws a {@link CancellationException} when it is stopped
   * @return whether all was done; what else the work throws is thrown
   */
  public static Outcome of(Runnable work) {
    try {
      work.run();
      return DONE;
    } catch (CancellationException e) {
      return new Outcome(State.INTERRUPTED, e.getMessage());
    }
  }

  /**
   * Returns the outcome of work that failed.
   *
   * @param failure what was thrown
   * @return a failure with its {@link #words}
   */
  public static Outcome failed(RuntimeException failure) {
    return new Outcome(State.FAILED, words(failure));
  }

  /**
   * Words what was thrown. Messages say all that there is to say, but those of accidents in a
   * user's code, which are named by their class besides.
   *
   * @param failure what was thrown
   * @return one line
   */
  public static String words(Throwable failure) {
    String message = failure.getMessage();
    boolean accident =
        failure instanceof NullPointerException
            || failure instanceof IndexOutOfBoundsException
            || failure instanceof ClassCastException
            || failure instanceof NegativeArraySizeException
            || failure instanceof ArithmeticException;
    return accident || message == null || message.isBlank() ? named(failure) : message;
  }

  /**
   * Words what was thrown with its class.
   *
   * @param failure what was thrown
   * @return its class, and its message if there is one
   */
  public static String named(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }
}
