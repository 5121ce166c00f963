package org.stockpot.dense;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that share phases of some microseconds. Who does a piece of a phase is left to chance: a
 * thread that the machine keeps from running takes none, and nobody waits for it.
 */
public final class StepThreads implements AutoCloseable {

  /** How long a helper looks out for the next phase before it sleeps. */
  private static final long ALERT_NANOS = 100_000;

  /** How often a thread looks whether others are done before it naps, so that they can run. */
  private static final int SPINS = 5000;

  private static final long NAP_NANOS = 10_000;

  private final List<Helper> helpers = new ArrayList<>();
  private volatile Phase phase = new Phase(0, piece -> {});
  private volatile boolean closed;

  /**
   * Starts some helpers, which run the engine on one thread each and without gradients.
   *
   * @param count how many examples
   */
  public StepThreads(int count) {
    for (int i = 0; i < count; i++) {
      Helper helper = new Helper("stockpot-step-" + (i + 1));
      helper.start();
      helpers.add(helper);
    }
  }

  /**
   * Returns how many helpers there are.
   *
   * @return at least 0
   */
  public int size() {
    return helpers.size();
  }

  /**
   * Does all pieces of a phase; the calling thread is one of those that do.
   *
   * @param pieces how many there are
   * @param most how many helpers are woken to take pieces; those still awake may, too, unless it is
   *     0
   * @param work what is done
   */
  public void run(int pieces, int most, IntConsumer work) {
    Phase next = new Phase(pieces, work);
    int wanted = Math.min(most, pieces - 1);
    if (wanted > 0) {
      phase = next;
      helpers.subList(0, wanted).forEach(Helper::wake);
    }
    next.work();
    next.await();
  }

  /** The pieces of a phase, and how many of them are begun and done. */
  private static final class Phase {
    private final int pieces;
    private final IntConsumer work;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile Throwable failure;

    Phase(int pieces, IntConsumer work) {
      this.pieces = pieces;
      this.work = work;
    }

    void work() {
      for (int i = begun.getAndIncrement(); i < pieces; i = begun.getAndIncrement()) {
        try {
          work.accept(i);
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          done.incrementAndGet();
        }
      }
    }

    /** Waits for the pieces that others have begun. */
    void await() {
      for (int spins = 0; done.get() < pieces; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(NAP_NANOS);
        }
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
    }
  }

  /** A thread that takes pieces of each phase it sees. */
  private final class Helper extends Thread {
    private volatile boolean asleep;

    Helper(String name) {
      super(name);
      setDaemon(true);
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      Libtorch.recordGradients(false);
      Libtorch.useThreads(1);
      Phase last = null;
      while (!closed) {
        if (phase == last) {
          rest(last);
        } else {
          last = phase;
          last.work();
        }
      }
    }

    private void rest(Phase last) {
      long until = System.nanoTime() + ALERT_NANOS;
      while (phase == last && !closed && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      asleep = true;
      while (phase == last && !closed) {
        LockSupport.park(StepThreads.this);
      }
      asleep = false;
    }
  }

  /** Ends the helpers. */
  @Override
  public void close() {
    closed = true;
    for (Helper helper : helpers) {
      LockSupport.unpark(helper);
      boolean interrupted = Thread.interrupted();
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
