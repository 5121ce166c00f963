package org.stockpot.study.merge;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.data.image.Mnist;
import org.stockpot.djl.DjlTask;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.Merges;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.weights.Point;

/**
 * Compares 16 fine-tunes of a LeNet-300-100 by the greedy recipe, by each method and by all, and
 * prints the least times of some rounds. Run by hand; arguments are how many rounds, and names in
 * place of all.
 */
final class MergeBenchmark {

  private static final int MEMBERS = 16;

  private MergeBenchmark() {}

  public static void main(String[] args) {
    int rounds = args.length == 0 ? 3 : Integer.parseInt(args[0]);
    try (DjlTask task = DjlTask.of(Mnist.source10k().load(), "lenet-300-100")) {
      Recipe brief = Recipe.defaults().withLength(Span.iterations(200));
      Point base = trained(task, task.init(1), brief, 1);
      List<Ingredient> tunes = new ArrayList<>();
      for (int i = 0; i < MEMBERS; i++) {
        Recipe more = brief.withLength(Span.iterations(60));
        tunes.add(new Ingredient("tune" + i, trained(task, base, more, i + 2)));
      }
      MergeMembers members = MergeMembers.of(tunes).startedAt(new Ingredient("base", base));
      List<String> names = new ArrayList<>(List.of("greedy"));
      Merges.ALL.stream()
          .filter(method -> method.most() >= MEMBERS)
          .map(MergeMethod::name)
          .forEach(names::add);
      names.add(MergeNames.ALL);
      if (args.length > 1) {
        names.retainAll(List.of(args));
      }
      for (String name : names) {
        measure(name, rounds, () -> compare(name, members, task));
      }
    }
  }

  private static void compare(String name, MergeMembers members, DjlTask task) {
    MergeComparison.of(
        List.of(name), members, task, MergeGrid.DEFAULTS, SoupOptions.defaults(), Progress.NONE);
  }

  private static Point trained(DjlTask task, Point from, Recipe recipe, long seed) {
    Job job = Job.dense(from, recipe, task.stepsPerEpoch(recipe.batch()), seed);
    return task.train(job, Progress.NONE).end();
  }

  private static void measure(String what, int rounds, Runnable work) {
    double seconds = Double.POSITIVE_INFINITY;
    double cores = Double.POSITIVE_INFINITY;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      long before = cores();
      work.run();
      cores = Math.min(cores, (cores() - before) / 1e9);
      seconds = Math.min(seconds, (System.nanoTime() - start) / 1e9);
    }
    System.out.printf(Locale.ROOT, "%s: %.3f s, %.3f s of cores%n", what, seconds, cores);
  }

  /** Returns the nanoseconds of all cores that this process had. */
  private static long cores() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
