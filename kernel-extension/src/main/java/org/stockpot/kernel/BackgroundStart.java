package org.stockpot.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.stockpot.kernel.shell.JavaSession;

/**
 * Gets ready what is slow to start, while nobody waits: Java, of which magics need nothing, and the
 * engine. Each is begun when a cell needs it or when the kernel has had nothing to do for a while,
 * which is when the first cell is typed.
 */
final class BackgroundStart {

  private static final int REST_MILLIS = 400;

  /** What the code of a cell looks like that needs the engine. */
  private static final Pattern ENGINE =
      Pattern.compile("(?m)(?:^|=)\\s*%{1,2}(?:task|load)\\b|\\b(?:DjlTask|NDManager)\\b");

  private final Supplier<CompletableFuture<JavaSession>> opening;
  private final Runnable warming;
  private final Executor later;
  private CompletableFuture<JavaSession> session;
  private boolean warm;
  private boolean busy;
  private long turns;

  /**
   * Begins nothing yet.
   *
   * @param opening opens Java
   * @param warming loads the engine
   */
  BackgroundStart(Supplier<CompletableFuture<JavaSession>> opening, Runnable warming) {
    this(
        opening,
        warming,
        CompletableFuture.delayedExecutor(REST_MILLIS, TimeUnit.MILLISECONDS, Runnable::run));
  }

  BackgroundStart(
      Supplier<CompletableFuture<JavaSession>> opening, Runnable warming, Executor later) {
    this.opening = opening;
    this.warming = warming;
    this.later = later;
  }

  /** Returns the Java of this notebook, once it is ready. */
  JavaSession session() {
    CompletableFuture<JavaSession> opened;
    synchronized (this) {
      open();
      opened = session;
    }
    return opened.join();
  }

  /** Begins a cell. */
  synchronized void begin(String code) {
    busy = true;
    turns++;
    if (ENGINE.matcher(code).find()) {
      warmUp();
    }
  }

  /** Ends a cell, or notes that there was none yet. */
  synchronized void rest() {
    busy = false;
    long turn = ++turns;
    if (!warm || session == null) {
      later.execute(() -> useRest(turn));
    }
  }

  private synchronized void useRest(long turn) {
    if (!busy && turn == turns) {
      open();
      warmUp();
    }
  }

  private synchronized void open() {
    if (session == null) {
      session = opening.get();
    }
  }

  /** What fails here is told by the first magic that needs it, which tries again. */
  private synchronized void warmUp() {
    if (!warm) {
      warm = true;
      Thread thread = new Thread(warming, "warming up");
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((its, failure) -> {});
      thread.start();
    }
  }
}
