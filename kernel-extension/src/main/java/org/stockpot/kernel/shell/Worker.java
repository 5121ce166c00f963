package org.stockpot.kernel.shell;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs cells one after another on one thread of its own.
 *
 * <p>The thread is the same for all cells, because native libraries keep a pool of threads for each
 * thread that calls them. Only a thread that nothing stops is left behind for a new one.
 */
public final class Worker {

  private final InterruptDelays patience;
  private CellThreads threads = new CellThreads();
  private volatile CellRun turn;

  /**
   * Makes a worker.
   *
   * @param patience how long a cell may go on after an interrupt
   */
  public Worker(InterruptDelays patience) {
    this.patience = patience;
  }

  /**
   * Begins work beside the cells, which no interrupt reaches.
   *
   * @param work what to run, as if it were a cell
   * @param <T> the type of its result
   * @return its result to come
   */
  public <T> CompletableFuture<T> prepare(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable completing =
        () -> {
          try {
            result.complete(work.call());
          } catch (Throwable failure) {
            result.completeExceptionally(failure);
          }
        };
    Thread thread = new Thread(new CellRun(patience).running(completing), "preparing");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /**
   * Runs a cell and waits for it.
   *
   * @param work what to run
   * @param <T> the type of its result
   * @return its result
   * @throws InterruptedException if the work was interrupted, whatever it then did; its message
   *     says so
   * @throws ExecutionException if the work failed; the cause is what it threw
   */
  public <T> T run(Callable<T> work) throws InterruptedException, ExecutionException {
    CellRun mine = new CellRun(patience);
    FutureTask<T> task = new FutureTask<>(work);
    turn = mine;
    threads.execute(mine.running(task));
    try {
      if (!mine.await()) {
        mine.abandon();
        leaveBehind();
        throw new InterruptedException(
            "the cell was interrupted but does not stop; it goes on unseen, its output is dropped");
      }
      if (mine.interrupted()) {
        throw new InterruptedException("the cell was interrupted");
      }
      return task.get();
    } finally {
      turn = null;
    }
  }

  /** Interrupts the running cell, if any. A second time, it is made to stop at once. */
  public void interrupt() {
    CellRun running = turn;
    if (running != null) {
      running.interrupt();
    }
  }

  private void leaveBehind() {
    threads.abandon();
    threads = new CellThreads();
  }
}
