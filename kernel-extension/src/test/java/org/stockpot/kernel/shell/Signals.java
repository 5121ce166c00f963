package org.stockpot.kernel.shell;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the code of cells and a test wait for one another; public, because cells see it. */
public final class Signals {

  private static volatile CountDownLatch begun = new CountDownLatch(1);
  private static volatile CountDownLatch released = new CountDownLatch(1);

  private Signals() {}

  static void reset() {
    begun = new CountDownLatch(1);
    released = new CountDownLatch(1);
  }

  /** Says that the cell has got here. */
  public static void begin() {
    begun.countDown();
  }

  static boolean awaitBegin() throws InterruptedException {
    return begun.await(20, TimeUnit.SECONDS);
  }

  /** Runs until {@link #release}, like code of a library that knows no interrupts. */
  public static void spin() {
    while (released.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  static void release() {
    released.countDown();
  }
}
