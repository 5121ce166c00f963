package org.stockpot.kernel.cell;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.stockpot.magic.UsageException;

/**
 * Lets magics end in their own time in kernels whose interrupt ends a cell at once while its thread
 * goes on: what a magic has finished is then shown in its cell, and named.
 *
 * <p>The first interrupt is a request to the magics that run. A second one is left to the kernel;
 * what runs then must stay silent, as another cell may be running.
 */
public final class MagicRuns {

  private final Deque<MagicRun> running = new ArrayDeque<>();
  private WeakReference<Object> stopped = new WeakReference<>(null);

  /** Makes the turns of one kernel. */
  public MagicRuns() {}

  /**
   * Runs a magic on the calling thread. If it is interrupted, it is the last of its cell: a magic
   * that is all a statement does, or that declares a variable, throws after what it has was handed
   * over; any other returns, and the next one throws.
   *
   * @param cell what stands for the running cell, or null if that is not known
   * @param magic what to run
   * @return its result; null where only the kernel would keep or show it
   * @throws UsageException if the cell was interrupted
   */
  public Object run(Object cell, Supplier<Object> magic) {
    requireGoing(cell);
    CallingSnippet caller = CallingSnippet.find();
    MagicRun turn = new MagicRun(Thread.currentThread());
    begin(turn);
    Object result;
    try {
      result = magic.get();
    } finally {
      end(turn, cell);
    }
    if (turn.interrupted() && caller.take(result)) {
      requireGoing(cell);
    }
    return caller.discards() ? null : result;
  }

  private synchronized void begin(MagicRun turn) {
    running.push(turn);
    turn.expose(true);
  }

  private synchronized void end(MagicRun turn, Object cell) {
    running.remove(turn);
    if (turn.interrupted()) {
      stopped = new WeakReference<>(cell);
    }
    if (!turn.left()) {
      turn.expose(false);
      own().ifPresent(MagicRun::resume);
    }
  }

  private synchronized void requireGoing(Object cell) {
    if (cell != null && stopped.refersTo(cell)) {
      throw new UsageException("the cell was interrupted");
    }
  }

  /**
   * Asks the magics that run to stop.
   *
   * @return whether they were asked; false if none runs, or all were asked before, so that the
   *     kernel must end the cell
   */
  public synchronized boolean interrupt() {
    boolean asked = false;
    for (MagicRun turn : running) {
      asked |= turn.ask();
    }
    if (!asked) {
      running.forEach(MagicRun::leave);
    }
    return asked;
  }

  /**
   * Returns whether the cell of the calling thread has ended, and another one may be running.
   *
   * @return whether the thread must stay silent
   */
  public synchronized boolean isOver() {
    return own().map(MagicRun::left).orElseGet(Thread.currentThread()::isInterrupted);
  }

  /** Returns the innermost magic of the calling thread. */
  private Optional<MagicRun> own() {
    return running.stream().filter(turn -> turn.isOn(Thread.currentThread())).findFirst();
  }

  /**
   * Runs what an interrupt must not reach: javac reads jars through channels that it would close
   * for good, and sockets lose what they send.
   *
   * @param work what to run
   * @param <T> the type of its result
   * @return its result
   * @throws Exception what it throws; or an {@link IllegalStateException} if the cell has ended
   */
  public <T> T unreached(Callable<T> work) throws Exception {
    if (isOver()) {
      throw new IllegalStateException("the cell was interrupted and has ended");
    }
    boolean exposed = expose(false);
    try {
      return work.call();
    } finally {
      expose(exposed);
    }
  }

  /**
   * Shows something in the running cell; nothing if the cell has ended.
   *
   * @param message sends it
   */
  public void show(Runnable message) {
    if (isOver()) {
      return;
    }
    boolean exposed = expose(false);
    try {
      message.run();
    } finally {
      expose(exposed);
    }
  }

  private synchronized boolean expose(boolean now) {
    return own().map(turn -> turn.expose(now)).orElse(false);
  }
}
