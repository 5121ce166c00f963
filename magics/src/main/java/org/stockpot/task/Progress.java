package org.stockpot.task;

/** Told how long work proceeds. It cannot change what comes out. Calls may come from any thread. */
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
   * Gives the latest value of something worth watching.
   *
   * @param name such as {@code loss}
   * @param value its value
   */
  default void watch(String name, double value) {}
}
