package org.stockpot.task;

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
}
