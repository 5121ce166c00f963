package org.stockpot.benchmark;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.stockpot.data.Data;
import org.stockpot.data.Mnist;
import org.stockpot.data.Parts;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.SelectionWork;
import org.stockpot.soup.GreedyWork;
import org.stockpot.soup.Ingredient;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/**
 * Time and allocated memory as work grows, and the exponent b of the fit time = a size^b over the
 * sizes that take a millisecond or more.
 */
final class Growth {

  private static final int[] WEIGHTS = {10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};
  private static final int REPEATS = 3;

  private final PrintStream out;

  private Growth(PrintStream out) {
    this.out = out;
  }

  static void print(PrintStream out) {
    Growth growth = new Growth(out);
    out.printf("%nCost as work grows: seconds (MiB allocated)%n%n");
    growth.weights();
    growth.networks();
  }

  private void weights() {
    row("mask of n weights", WEIGHTS, n -> with(point(n, 1), SelectionWork::prune));
    row(
        "mean of two points of n weights",
        WEIGHTS,
        n -> {
          List<Point> points = List.of(point(n, 1), point(n, 2));
          return () -> Centroid.of(points);
        });
    row(
        "point of a line of n weights",
        WEIGHTS,
        n -> {
          Line line = new Line(point(n, 1), point(n, 2));
          return () -> line.at(0.3);
        });
    row("norm of n weights", WEIGHTS, n -> with(point(n, 1), Point::norm));
  }

  private interface Use<T> {
    Object of(T thing);
  }

  private static <T> Runnable with(T thing, Use<T> use) {
    return () -> use.of(thing);
  }

  private static Point point(int weights, long seed) {
    Layout layout = Layout.builder().add("w", Role.WEIGHT, weights).build();
    SplittableRandom random = new SplittableRandom(seed);
    return Point.build(
        layout,
        w -> {
          for (int i = 0; i < w.length; i++) {
            w[i] = (float) random.nextDouble() - 0.5f;
          }
        });
  }

  private void networks() {
    Data data = Mnist.load10k(Mnist.SPLIT_10K);
    List<DjlTask> tasks = new ArrayList<>();
    row(
        "score of n examples",
        new int[] {500, 1000, 2000, 4000, 8000},
        n -> {
          Parts parts = new Parts(data.training().take(n), data.validation(), data.test());
          DjlTask task =
              DjlTask.of(Data.of(data.card(), data.targets().names(), parts), "lenet-300-100");
          tasks.add(task);
          Point point = task.init(1);
          return () -> task.training().score(point);
        });
    tasks.forEach(DjlTask::close);
    try (DjlTask task = DjlTask.of(data, "lenet-300-100")) {
      Recipe recipe = Recipe.defaults().withLength(Span.iterations(50));
      row(
          "pruning of n rounds",
          new int[] {1, 2, 4, 8},
          n ->
              () ->
                  IterativePruning.run(
                      task,
                      recipe,
                      PruneOptions.defaults().withRounds(n).withSeeds(1L),
                      Optional.empty(),
                      Progress.NONE));
      row(
          "greedy soup of n ingredients",
          new int[] {2, 4, 8, 16, 32},
          n -> {
            List<Ingredient> pool = new ArrayList<>();
            for (int i = 0; i < n; i++) {
              pool.add(new Ingredient("" + i, task.init(i)));
            }
            return () -> GreedyWork.select(pool, task);
          });
      row(
          "line of n positions",
          new int[] {5, 10, 20, 40, 80},
          n -> {
            Line line = new Line(task.init(1), task.init(2));
            double[] positions = new double[n];
            for (int i = 0; i < n; i++) {
              positions[i] = i / (n - 1.0);
            }
            return () -> task.training().along(line, positions, (i, score) -> {});
          });
    }
  }

  private void row(String name, int[] sizes, IntFunction<Runnable> prepare) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    StringBuilder text = new StringBuilder();
    List<double[]> fit = new ArrayList<>();
    for (int size : sizes) {
      Runnable work = prepare.apply(size);
      double best = Double.POSITIVE_INFINITY;
      long allocated = 0;
      for (int i = 0; i < REPEATS; i++) {
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();
        work.run();
        best = Math.min(best, (System.nanoTime() - began) / 1e9);
        allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
      }
      text.append(
          String.format(Locale.ROOT, " %,d: %.4f (%.1f) |", size, best, allocated / 1048576.0));
      if (best > 1e-3) {
        fit.add(new double[] {Math.log(size), Math.log(best)});
      }
    }
    out.printf(Locale.ROOT, "| %s |%s exponent %.2f |%n", name, text, slope(fit));
  }

  private static double slope(List<double[]> points) {
    double x = points.stream().mapToDouble(p -> p[0]).average().orElse(0);
    double y = points.stream().mapToDouble(p -> p[1]).average().orElse(0);
    double above = points.stream().mapToDouble(p -> (p[0] - x) * (p[1] - y)).sum();
    double below = points.stream().mapToDouble(p -> (p[0] - x) * (p[0] - x)).sum();
    return above / below;
  }
}
