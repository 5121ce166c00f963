package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Digits;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.weights.Point;

final class NativeMemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** A leak of one copy of the weights a training would add 100 MB. */
  @Test
  void aHundredTrainingsLeaveNativeMemoryFlat() throws IOException, InterruptedException {
    assumeTrue(Files.exists(STATUS), "needs Linux's /proc to see a process's memory");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms200m",
                "-Xmx200m",
                "-XX:+AlwaysPreTouch",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    System.out.println("resident memory after 100 more trainings: " + printed.strip() + " kB more");
    assertTrue(Long.parseLong(printed.strip()) < 15_000, printed);
  }

  /** Trains in a JVM whose heap is resident from the start, so that growth is native. */
  static final class Probe {

    private Probe() {}

    public static void main(String[] args) throws IOException {
      try (DjlTask task = DjlTask.of(Digits.load(), "mlp:1500,100")) {
        Point init = task.init(1);
        Recipe recipe = Recipe.defaults().withLength(Span.iterations(2));
        Job job = Job.dense(init, recipe, task.stepsPerEpoch(60), 1);
        long before = 0;
        for (int i = 0; i < 140; i++) {
          task.train(job, Progress.NONE);
          before = i == 39 ? residentKilobytes() : before;
        }
        System.out.println(residentKilobytes() - before);
      }
    }

    private static long residentKilobytes() throws IOException {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    }
  }
}
