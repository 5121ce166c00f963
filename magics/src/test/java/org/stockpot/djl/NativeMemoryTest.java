package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.data.image.Digits;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.ChildJvm;
import org.stockpot.weights.Point;

final class NativeMemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** A leak of one copy of the weights a training would add 100 MB. */
  @Test
  void aHundredTrainingsLeaveNativeMemoryFlat() throws IOException, InterruptedException {
    assumeTrue(Files.exists(STATUS), "needs Linux's /proc to see a process's memory");
    List<String> flags =
        List.of("-Xms200m", "-Xmx200m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");
    String printed = ChildJvm.run(ChildJvm.home(), Probe.class, flags);
    System.out.println("resident memory after 100 more trainings: " + printed + " kB more");
    assertTrue(Long.parseLong(printed) < 15_000, printed);
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
