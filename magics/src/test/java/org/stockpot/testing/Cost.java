package org.stockpot.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What work takes of a thread's time and of Java's heap, however busy the machine is. */
public final class Cost {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long SECOND = 1_000_000_000;

  private Cost() {}

  /** Work that may throw anything. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** Runs work and requires that it took less than a second and allocated no more than a limit. */
  public static void within(long bytes, String what, Work work) throws Exception {
    long time = THREADS.getCurrentThreadCpuTime();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    try {
      work.run();
    } finally {
      long more = THREADS.getCurrentThreadAllocatedBytes() - allocated;
      long longer = THREADS.getCurrentThreadCpuTime() - time;
      assertTrue(more <= bytes, what + " allocated " + more + " bytes, at most " + bytes);
      assertTrue(longer <= SECOND, what + " took " + longer / 1_000_000 + " ms");
    }
  }
}
