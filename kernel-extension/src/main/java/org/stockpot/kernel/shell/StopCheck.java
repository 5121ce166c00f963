package org.stockpot.kernel.shell;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Where the loops and methods of cells ask whether they must stop; {@link StopWeaver} puts the
 * question into their bytecode.
 */
public final class StopCheck {

  /** The threads that must stop, and whether the threads of parallel streams must stop with it. */
  private static volatile Map<Thread, Boolean> stopping = Map.of();

  private StopCheck() {}

  /** Throws an error if the thread must stop. Only woven code calls this. */
  public static void check() {
    Map<Thread, Boolean> now = stopping;
    if (!now.isEmpty()) {
      check(now);
    }
  }

  private static void check(Map<Thread, Boolean> now) {
    Thread thread = Thread.currentThread();
    boolean parallel = thread instanceof ForkJoinWorkerThread && now.containsValue(true);
    if (parallel || now.containsKey(thread)) {
      throw new Stopped();
    }
  }

  /** Stops a thread and the parallel streams that it waits for. */
  static void stop(Thread thread) {
    change(thread, true);
  }

  /** Goes on stopping a thread that was left behind, and nothing else. */
  static void abandon(Thread thread) {
    change(thread, false);
  }

  /** Lets a thread run that has ended its turn. */
  static void release(Thread thread) {
    change(thread, null);
  }

  private static synchronized void change(Thread thread, Boolean parallel) {
    Map<Thread, Boolean> next = new HashMap<>(stopping);
    if (parallel == null) {
      next.remove(thread);
    } else {
      next.put(thread, parallel);
    }
    stopping = Map.copyOf(next);
  }

  /** Ends the code of a cell. An error, because code that catches exceptions must end too. */
  private static final class Stopped extends Error {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }
}
