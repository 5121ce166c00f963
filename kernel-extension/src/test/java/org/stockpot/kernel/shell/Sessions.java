package org.stockpot.kernel.shell;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** A Java session with a worker, as a kernel has them, but less patient. */
public final class Sessions implements AutoCloseable {

  /** Long enough for code that stops by itself, short enough for a test. */
  static final InterruptDelays SHORT =
      new InterruptDelays(Duration.ofMillis(300), Duration.ofMillis(600), Duration.ofMillis(900));

  /** Runs the code. */
  public final Worker worker = new Worker(SHORT);

  /** Evaluates it. */
  public final JavaSession java;

  private int cell;

  /** Opens a session. */
  public Sessions() throws InterruptedException, ExecutionException {
    java = worker.run(JavaSession::new);
  }

  /** Runs a cell; throws the exception that it fails with. */
  public Object run(String code) throws Exception {
    cell++;
    try {
      return worker.run(() -> java.evaluate(code, new Origin("cell " + cell, code, 1, 0)));
    } catch (ExecutionException failure) {
      throw (Exception) failure.getCause();
    }
  }

  /** Returns how many cells have run. */
  public int cells() {
    return cell;
  }

  @Override
  public void close() {
    java.close();
  }
}
