package org.stockpot.store;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.Soups;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.ChildJvm;
import org.stockpot.weights.Point;

/**
 * A long session: trainings over a store, five evaluations each, a soup every fourth. 200 of them
 * in a long mode, {@code -Dstockpot.trainings=200}.
 */
final class SessionMemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int TRAININGS = Integer.getInteger("stockpot.trainings", 60);

  @TempDir Path home;

  /** A leak of one copy of the weights a training would add 200 MB in the second half. */
  @Test
  void aLongSessionLeavesNativeAndHeapMemoryFlat() throws IOException, InterruptedException {
    assumeTrue(Files.exists(STATUS), "needs Linux's /proc to see a process's memory");
    List<String> flags =
        List.of("-Xms200m", "-Xmx200m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");
    String printed =
        ChildJvm.run(ChildJvm.home(), Probe.class, flags, home.toString(), "" + TRAININGS);
    System.out.println("trainings,resident_kB,heap_kB\n" + printed);
    List<long[]> rows = new ArrayList<>();
    for (String line : printed.lines().toList()) {
      String[] cells = line.split(",", -1);
      rows.add(new long[] {Long.parseLong(cells[1]), Long.parseLong(cells[2])});
    }
    long[] first = rows.get(rows.size() / 2);
    long[] last = rows.get(rows.size() - 1);
    assertTrue(last[0] - first[0] < 50_000, printed);
    assertTrue(last[1] - first[1] < 7_000, printed);
  }

  /** Works in a JVM whose heap is resident from the start, so that growth is native. */
  static final class Probe {

    private Probe() {}

    public static void main(String[] args) throws IOException {
      int trainings = Integer.parseInt(args[1]);
      try (DjlTask task = DjlTask.of(Digits.load(), "mlp:3000,500")) {
        Store store = Store.open(Path.of(args[0]));
        CachedTrainer trainer = new CachedTrainer(store, task, Duration.ofDays(1), false);
        Recipe recipe = Recipe.defaults().withLength(Span.iterations(2));
        Point init = task.init(1);
        List<Ingredient> ingredients = new ArrayList<>();
        for (int i = 1; i <= trainings; i++) {
          Job job = Job.dense(init, recipe, task.stepsPerEpoch(60), i);
          Point end = trainer.train(job, Progress.NONE).end();
          evaluate(task, end);
          ingredients.add(new Ingredient("p" + i, end));
          if (i % 4 == 0) {
            Soups.of(SoupRecipe.GREEDY, ingredients, task, SoupOptions.defaults(), Progress.NONE);
            ingredients.clear();
          }
          if (i % Math.max(1, trainings / 20) == 0) {
            System.gc();
            System.out.println(i + "," + residentKilobytes() + "," + heapKilobytes());
          }
        }
      }
    }

    private static void evaluate(DjlTask task, Point point) {
      for (int i = 0; i < 5; i++) {
        task.test().score(point);
      }
    }

    private static long heapKilobytes() {
      Runtime runtime = Runtime.getRuntime();
      return (runtime.totalMemory() - runtime.freeMemory()) / 1024;
    }

    private static long residentKilobytes() throws IOException {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    }
  }
}
