package org.stockpot.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.stockpot.djl.DjlTask;

/** The replicates in a JVM that has one core. */
final class OneCore {

  private OneCore() {}

  static Peer peer() {
    return new Peer(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx8g",
            "-XX:ActiveProcessorCount=1",
            "-classpath",
            System.getProperty("java.class.path"),
            OneCore.class.getName()));
  }

  public static void main(String[] arguments) {
    Work work = new Work(Path.of(arguments[0]));
    int parts = Integer.parseInt(arguments[1]);
    Timings timings = new Timings();
    try (DjlTask task = DjlTask.of(work.tested(), "lenet-300-100").withThreads(parts)) {
      work.replicates(task, new Timings());
      work.replicates(task, timings);
    }
    System.out.printf(
        Locale.ROOT,
        "{\"task\": \"replicates\", \"seconds\": %f, \"test_accuracy\": %f}%n",
        timings.median(),
        timings.accuracy());
  }
}
