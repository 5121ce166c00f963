package org.stockpot.task;

/**
 * Told how long work proceeds. It cannot change what comes out. Calls may come from any thread.
 *
 * <p>Whoever counts units alone overrides {@link #plan(long)} and {@link #done(long)}, which the
 * others call unless they are overridden too.
 */
public interface Progress {

  /** Tells nobody. */
  Progress NONE = new Progress() {};

  /**
   * Announces work to come; several calls add up.
   *
   * @param units optimizer steps and measured points
   */
  default void plan(long units) {}

  /**
   * Announces work to come of one kind.
   *
   * @param work the kind
   * @param units how many of it
   */
  default void plan(Work work, long units) {
    plan(units);
  }

  /**
   * Names what happens now.
   *
   * @param phase such as {@code round 3 of 12}
   */
  default void phase(String phase) {}

  /**
   * Counts finished work.
   *
   * @param units optimizer steps or measured points
   */
  default void done(long units) {}

  /**
   * Counts finished work of one kind.
   *
   * @param work the kind
   * @param units how many of it
   */
  default void done(Work work, long units) {
    done(units);
  }

  /**
   * Counts work that was announced and need not be done, as when a store has it: it tells nothing
   * of the time that other work takes.
   *
   * @param work the kind
   * @param units how many of it
   */
  default void skip(Work work, long units) {
    done(units);
  }

  /**
   * Begins to announce one of several pieces of work that threads share, in the order in which they
   * are begun; one thread at a time works on a piece.
   *
   * @param threads how many pieces are worked on at a time
   * @return who is told of the piece
   */
  default Progress piece(int threads) {
    return this;
  }

  /** Says that no more comes of this piece, whatever was announced. */
  default void end() {}

  /**
   * Gives the latest value of something worth watching.
   *
   * @param name such as {@code loss}
   * @param value its value
   */
  default void watch(String name, double value) {}
}
