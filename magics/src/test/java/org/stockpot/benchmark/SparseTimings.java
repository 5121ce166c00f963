package org.stockpot.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.stockpot.data.Data;
import org.stockpot.data.image.Mnist;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;

/** Holds the table of densities against this machine: sparse steps must be no slower than dense. */
final class SparseTimings {

  private static final int RUNS = 7;
  private static final int STEPS = 300;

  /** Times of a busy machine vary by as much. */
  private static final double ALIKE = 1.1;

  private SparseTimings() {}

  static void require(Path mnist) throws IOException {
    Data data = Mnist.load(mnist, Mnist.SPLIT);
    List<String> slower = new ArrayList<>();
    for (String model : List.of("lenet-300-100", "mlp:100", "mlp:1000")) {
      for (int threads : new int[] {1, 2}) {
        try (DjlTask task = DjlTask.of(data, model).withThreads(threads)) {
          double[] densities = {1, 0.1, 0.036, 0.01};
          double[] times = times(task, densities);
          for (int i = 1; i < times.length; i++) {
            String line =
                String.format(
                    Locale.ROOT,
                    "%s, %d threads, density %s: %.3f ms a step, dense %.3f ms, %.2f times as fast",
                    model,
                    threads,
                    densities[i],
                    times[i],
                    times[0],
                    times[0] / times[i]);
            System.out.println(line);
            if (times[i] > ALIKE * times[0]) {
              slower.add(line);
            }
          }
        }
      }
    }
    if (!slower.isEmpty()) {
      throw new IllegalStateException("sparse steps must be no slower than dense, got " + slower);
    }
  }

  /** Returns median milliseconds of a step, the densities taking turns. */
  private static double[] times(DjlTask task, double... densities) {
    double[][] all = new double[densities.length][RUNS];
    for (int run = 0; run < RUNS; run++) {
      for (int i = 0; i < densities.length; i++) {
        all[i][run] = milliseconds(task, densities[i]);
      }
    }
    return Arrays.stream(all)
        .mapToDouble(
            each -> {
              Arrays.sort(each);
              return each[RUNS / 2];
            })
        .toArray();
  }

  private static double milliseconds(DjlTask task, double density) {
    SplittableRandom random = new SplittableRandom(1);
    Mask mask = Mask.keeping(task.layout(), i -> random.nextDouble() < density);
    MaskedPoint start = new MaskedPoint(task.init(1).masked(mask), mask);
    Recipe recipe = Recipe.defaults().withLength(Span.iterations(STEPS));
    // No epoch ends on the way, and none is measured.
    Job job = Job.of(start, recipe, Integer.MAX_VALUE, 1);
    long begun = System.nanoTime();
    task.train(job, Progress.NONE);
    return (System.nanoTime() - begun) / 1e6 / STEPS;
  }
}
