package org.stockpot.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Holds work of one thread against limits: one second of its processor, and some memory. */
public final class Cost {

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Cost() {}

  /**
   * Runs work that must be quick and frugal. What it does for the first time in a JVM loads
   * classes, which counts.
   *
   * @param what is said if it is not
   * @param bytes how much it may allocate
   */
  public static void limit(String what, long bytes, Runnable work) {
    long nanos = THREADS.getCurrentThreadCpuTime();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    long took = THREADS.getCurrentThreadCpuTime() - nanos;
    assertTrue(took < MOST_NANOS, what + " took " + took / 1_000_000 + " ms");
    assertTrue(allocated < bytes, what + " allocated " + allocated + " bytes");
  }
}
