package org.stockpot.kernel.shell;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The thread that runs cells and the threads that its cells start. */
public final class CellThreads extends ThreadGroup {

  private final ExecutorService executor = Executors.newSingleThreadExecutor(this::thread);
  private volatile boolean abandoned;

  CellThreads() {
    super("cells");
  }

  /**
   * Returns whether the calling thread belongs to a cell that was left behind after an interrupt,
   * so that what it prints and shows must not appear any more.
   *
   * @return whether it does
   */
  public static boolean abandoned() {
    return Thread.currentThread().getThreadGroup() instanceof CellThreads threads
        && threads.abandoned;
  }

  void execute(Runnable work) {
    executor.execute(work);
  }

  void abandon() {
    abandoned = true;
    executor.shutdown();
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(this, work, "cell");
    thread.setDaemon(true);
    return thread;
  }
}
