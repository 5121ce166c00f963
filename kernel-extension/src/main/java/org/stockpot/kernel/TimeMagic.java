package org.stockpot.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import org.stockpot.magic.UsageException;

/** Runs code and says how long it took: {@code %time CODE}, or {@code %%time} above a cell. */
final class TimeMagic {

  private final RunningKernel kernel;

  private TimeMagic(RunningKernel kernel) {
    this.kernel = kernel;
  }

  static void into(NamedMagics magics, RunningKernel kernel) {
    TimeMagic its = new TimeMagic(kernel);
    magics.registerWhole(
        "time", "%time CODE  runs a line, %%time a cell, and says how long it took", its::run);
    magics.registerCellMagic("time", (words, body) -> its.run('\n' + body));
  }

  private Object run(String code) throws InterruptedException {
    if (code.isBlank()) {
      throw new UsageException("nothing is to be timed, type %time CODE, or code below %%time");
    }
    long wall = System.nanoTime();
    Duration processor = processor();
    try {
      Object value = kernel.evaluateHere(code);
      if (value != null) {
        kernel.kernel().display(kernel.bundle(value));
      }
      return null;
    } finally {
      long nanos = System.nanoTime() - wall;
      Duration used = processor().minus(processor);
      kernel.kernel().display(new DisplayData(words(used.toNanos(), nanos)));
    }
  }

  private static String words(long processor, long wall) {
    return String.format(
        Locale.ROOT,
        "CPU time: %.3f s (all threads)%nWall time: %.3f s",
        processor / 1e9,
        wall / 1e9);
  }

  /** Returns what all threads have used, as trainings use several. */
  private static Duration processor() {
    return ProcessHandle.current().info().totalCpuDuration().orElseGet(TimeMagic::thread);
  }

  private static Duration thread() {
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }
}
