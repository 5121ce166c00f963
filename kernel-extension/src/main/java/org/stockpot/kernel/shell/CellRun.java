package org.stockpot.kernel.shell;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * One cell's turn on a {@link Worker}: who may interrupt its thread, and when.
 *
 * <p>An interrupt reaches the thread only while it is exposed, that is in user code and magics.
 * javac reads jars through channels that an interrupt would close for good, so compilation is not
 * exposed; an interrupt then takes effect at the next exposure.
 */
public final class CellRun {

  private static final ThreadLocal<CellRun> CURRENT = new ThreadLocal<>();

  private final InterruptDelays patience;
  private Thread thread;
  private boolean exposed;
  private boolean interrupted;
  private boolean stopping;
  private boolean done;
  private int magics;
  private long stopAt;
  private long leaveAt;

  CellRun(InterruptDelays patience) {
    this.patience = patience;
  }

  /**
   * Returns the turn of the calling thread.
   *
   * @return the turn
   * @throws IllegalStateException if the thread does not belong to a cell
   */
  public static CellRun current() {
    CellRun turn = CURRENT.get();
    if (turn == null) {
      throw new IllegalStateException(
          "code must run on the thread of its cell, got " + Thread.currentThread().getName());
    }
    return turn;
  }

  /**
   * Opens or closes the thread to interrupts. Closing clears the thread's flag.
   *
   * @param now whether interrupts may reach it
   * @return what it was before, to be given back in a finally clause
   */
  public synchronized boolean expose(boolean now) {
    boolean before = exposed;
    exposed = now;
    if (!now) {
      Thread.interrupted();
    } else if (interrupted) {
      thread.interrupt();
    }
    return before;
  }

  /**
   * Runs a magic, which interrupts may reach, and which gets more time to end after one.
   *
   * @param magic what to run; on a thread that belongs to no cell it is merely run
   * @param <T> the type of its result
   * @return its result
   * @throws Exception what it throws
   */
  public static <T> T runMagic(Callable<T> magic) throws Exception {
    CellRun turn = CURRENT.get();
    if (turn == null) {
      return magic.call();
    }
    boolean exposed = turn.expose(true);
    turn.count(1);
    try {
      return magic.call();
    } finally {
      turn.count(-1);
      turn.expose(exposed);
    }
  }

  private synchronized void count(int change) {
    magics += change;
  }

  /**
   * Returns whether the cell has been interrupted.
   *
   * @return true from the first interrupt on
   */
  public synchronized boolean interrupted() {
    return interrupted;
  }

  /**
   * Returns whether the cell must run nothing more. A magic that was interrupted may still evaluate
   * code, to hand over what it has.
   *
   * @return true from the first interrupt on, outside magics
   */
  public synchronized boolean isOver() {
    return interrupted && magics == 0;
  }

  /** Returns work with this turn around it. */
  Runnable running(Runnable work) {
    return () -> {
      begin();
      try {
        work.run();
      } finally {
        end();
      }
    };
  }

  private synchronized void begin() {
    thread = Thread.currentThread();
    CURRENT.set(this);
    notifyAll();
  }

  private synchronized void end() {
    CURRENT.remove();
    StopCheck.release(thread);
    Thread.interrupted();
    done = true;
    notifyAll();
  }

  synchronized void interrupt() {
    long now = System.nanoTime();
    stopAt = now;
    if (!interrupted) {
      interrupted = true;
      stopAt += (magics > 0 ? patience.withMagic() : patience.withCode()).toNanos();
      leaveAt = now + patience.withAnything().toNanos();
    }
    if (exposed) {
      thread.interrupt();
    }
    notifyAll();
  }

  synchronized void abandon() {
    StopCheck.abandon(thread);
  }

  /** Waits for the end of the turn; returns false if it was interrupted and nothing stops it. */
  synchronized boolean await() throws InterruptedException {
    while (!done) {
      long now = System.nanoTime();
      if (!interrupted || thread == null) {
        wait();
      } else if (now - leaveAt >= 0) {
        return false;
      } else if (!stopping && now - stopAt >= 0) {
        stopping = true;
        StopCheck.stop(thread);
      } else {
        long next = stopping ? leaveAt : Math.min(stopAt, leaveAt);
        wait(Math.max(1, Duration.ofNanos(next - now).toMillis()));
      }
    }
    return true;
  }
}
