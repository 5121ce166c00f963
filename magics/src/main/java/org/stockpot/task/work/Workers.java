package org.stockpot.task.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Shares independent pieces of work among threads. The calling thread is one of them; results come
 * in the order of the pieces, whatever the number of threads.
 */
public final class Workers {

  /** Threads between shifts, as a new one for each would cost as much as a small piece of work. */
  private static final Executor IDLE = Executors.newCachedThreadPool(Workers::thread);

  private Workers() {}

  /**
   * Does some work for each piece.
   *
   * <p>After a failure no further piece is begun, and those begun are finished; the failure of the
   * first of the failed pieces is thrown. An interrupt of the calling thread interrupts the others.
   *
   * @param threads how many pieces to do at a time, at least 1
   * @param pieces what to do
   * @param work does one piece; called from any of the threads
   * @param <T> a piece
   * @param <R> what comes of it
   * @return one result per piece
   * @throws CancellationException if the calling thread was interrupted
   */
  public static <T, R> List<R> map(int threads, List<T> pieces, Function<T, R> work) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    Shift<T, R> shift = new Shift<>(pieces, work);
    List<Helper> helpers = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, pieces.size()); i++) {
      Helper helper = new Helper(shift::work);
      helpers.add(helper);
      IDLE.execute(helper);
    }
    shift.work();
    helpers.forEach(helper -> await(helper, helpers));
    return shift.results();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "stockpot-worker");
    thread.setDaemon(true);
    return thread;
  }

  /** Waits until a helper is done, and passes an interrupt on to all. */
  private static void await(Helper helper, List<Helper> all) {
    boolean interrupted = false;
    while (helper.done.getCount() > 0) {
      try {
        helper.done.await();
      } catch (InterruptedException e) {
        interrupted = true;
        all.forEach(Helper::interrupt);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What one more thread does. */
  private static final class Helper implements Runnable {
    private final Runnable work;
    private final CountDownLatch done = new CountDownLatch(1);
    private Thread thread;

    Helper(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      runBy(Thread.currentThread());
      try {
        work.run();
      } finally {
        runBy(null);
        done.countDown();
      }
    }

    private synchronized void runBy(Thread now) {
      thread = now;
    }

    synchronized void interrupt() {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** The pieces, and what came of them. */
  private static final class Shift<T, R> {
    private final List<T> pieces;
    private final Function<T, R> work;
    private final AtomicInteger next = new AtomicInteger();
    private final List<R> results;
    private final Throwable[] failures;
    private volatile boolean failed;

    Shift(List<T> pieces, Function<T, R> work) {
      this.pieces = pieces;
      this.work = work;
      results = new ArrayList<>(Collections.nCopies(pieces.size(), null));
      failures = new Throwable[pieces.size()];
    }

    void work() {
      for (int i = next.getAndIncrement(); i < pieces.size(); i = next.getAndIncrement()) {
        if (failed) {
          return;
        }
        try {
          results.set(i, work.apply(pieces.get(i)));
        } catch (RuntimeException | Error e) {
          failures[i] = e;
          failed = true;
        }
      }
    }

    List<R> results() {
      Interrupts.check();
      for (Throwable failure : failures) {
        if (failure instanceof Error error) {
          throw error;
        }
        if (failure != null) {
          throw (RuntimeException) failure;
        }
      }
      return results;
    }
  }
}
