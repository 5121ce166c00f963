package org.stockpot.task.work;

import java.util.concurrent.CancellationException;

/** The one place where long work asks whether it should stop. */
public final class Interrupts {

  private Interrupts() {}

  /**
   * Stops work whose thread was interrupted. Called once a batch. The thread's flag stays set.
   *
   * @throws CancellationException if the current thread is interrupted
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
