package org.stockpot.djl.memory;

import com.sun.jna.Function;

/**
 * The C library of Linux, which libtorch takes its memory from. Elsewhere nothing happens.
 *
 * <p>By itself it gives a freed block back to the system if none was larger before, and then each
 * page of the next one is cleared anew, which took a third of the time of evaluations. Threads take
 * memory from areas of their own, which hold what each of them freed.
 */
public final class Glibc {

  private static final int TRIM_THRESHOLD = -1;
  private static final int MMAP_THRESHOLD = -3;
  private static final int ARENA_MAX = -8;

  /** The largest block that may be kept. */
  private static final int LARGEST = 32 << 20;

  private Glibc() {}

  /** Keeps freed blocks for those to come, in no more areas than there are cores. */
  public static void keepFreed() {
    call("mallopt", MMAP_THRESHOLD, LARGEST);
    call("mallopt", TRIM_THRESHOLD, 2 * LARGEST);
    call("mallopt", ARENA_MAX, Runtime.getRuntime().availableProcessors());
  }

  /** Gives what was kept back to the system; returns whether it could. */
  static boolean release() {
    return call("malloc_trim", 0L);
  }

  private static boolean call(String name, Object... arguments) {
    try {
      Function.getFunction("c", name).invokeInt(arguments);
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }
}
