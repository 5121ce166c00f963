package org.stockpot.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.data.Data;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.Parts;
import org.stockpot.data.image.Mnist;
import org.stockpot.djl.DjlTask;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.FileSoup;
import org.stockpot.format.FileSoupWork;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.SelectionWork;
import org.stockpot.soup.GreedyWork;
import org.stockpot.soup.Ingredient;
import org.stockpot.task.Job;
import org.stockpot.task.Objective;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Pair;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Training;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/**
 * Our side of every task, on all 60,000 training images; validation is the last 10,000 of them, as
 * in the PyTorch program.
 */
final class Work {

  private static final int IMAGES = 60_000;
  private static final int HELD_OUT = 10_000;
  private static final int SELECTED = 25_000_000;
  private static final int AVERAGED = 100_000_000;
  private static final Long[] SEEDS = {1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L};

  private final Data data;
  private final Recipe recipe = Recipe.defaults().withLength(Span.iterations(1000));
  private final Point random;

  Work(Path mnist) {
    data = data(Mnist.load(mnist, Mnist.SPLIT));
    Layout layout = Layout.builder().add("w", Role.WEIGHT, SELECTED).build();
    SplittableRandom gaussian = new SplittableRandom(1);
    random =
        Point.build(
            layout,
            w -> {
              for (int i = 0; i < w.length; i++) {
                w[i] = (float) gaussian.nextGaussian();
              }
            });
  }

  private static Data data(Data parted) {
    ExamplesBuilder all = new ExamplesBuilder(784);
    ExamplesBuilder last = new ExamplesBuilder(784);
    int count = 0;
    for (Examples part : List.of(parted.training(), parted.validation())) {
      for (int i = 0; i < part.count(); i++) {
        float[] row = part.inputs(i);
        all.add(row, 0, part.label(i));
        if (++count > IMAGES - HELD_OUT) {
          last.add(row, 0, part.label(i));
        }
      }
    }
    Parts parts = new Parts(all.build(), last.build(), parted.test());
    DatasetInfo info = DatasetInfo.of("mnist", parted.source(), parted.shape());
    return Data.of(info, parted.targets().names(), parts);
  }

  Data data() {
    return data;
  }

  /** Returns the same with few validation examples, as the other sides score on test alone. */
  Data tested() {
    return smaller(data.test().count());
  }

  /** Returns the same with fewer test and validation examples, for networks that are slow. */
  Data smaller(int test) {
    Parts parts = new Parts(data.training(), data.validation().take(100), data.test().take(test));
    return Data.of(data.info(), data.targets().names(), parts);
  }

  private interface Body {
    double run() throws Exception;
  }

  private static void time(Timings timings, Body body) {
    try {
      long began = System.nanoTime();
      double accuracy = body.run();
      timings.add((System.nanoTime() - began) / 1e9, accuracy);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Point train(DjlTask task, Point start, Recipe how, long seed) {
    return training(task, start, how, seed).end();
  }

  private static Training training(DjlTask task, Point start, Recipe how, long seed) {
    return task.train(Job.dense(start, how, task.stepsPerEpoch(60), seed), Progress.NONE);
  }

  /** Scores once, as all sides have the examples in native memory before they are timed. */
  private static Point measured(DjlTask task, Objective... objectives) {
    Point start = task.init(1);
    for (Objective objective : objectives) {
      objective.score(start);
    }
    return start;
  }

  void train(DjlTask task, Timings timings) {
    Point start = measured(task, task.test());
    time(timings, () -> task.test().score(train(task, start, recipe, 1)).value());
  }

  void imp(DjlTask task, Timings timings) {
    measured(task, task.test(), task.validation());
    time(timings, () -> prune(task, recipe, 3, 1L).get(0).rounds().get(3).test().value());
  }

  private static List<PruneReplicate> prune(DjlTask task, Recipe how, int rounds, Long... seeds) {
    PruneOptions options = PruneOptions.defaults().withRounds(rounds).withSeeds(seeds);
    PruneResult result = IterativePruning.run(task, how, options, Optional.empty(), Progress.NONE);
    return result.replicates();
  }

  /** Returns eight replicates, made together. */
  List<PruneReplicate> replicates(DjlTask task, Timings timings) {
    List<PruneReplicate> ladders = new ArrayList<>();
    time(
        timings,
        () -> {
          ladders.addAll(prune(task, small(), 2, SEEDS));
          return ladders.get(7).rounds().get(2).test().value();
        });
    return ladders;
  }

  /** Requires that each replicate has the bits of one made by itself. */
  void requireSameBits(DjlTask task, List<PruneReplicate> ladders) {
    for (int i = 0; i < SEEDS.length; i++) {
      PruneReplicate single = prune(task, small(), 2, SEEDS[i]).get(0);
      if (!ladders.get(i).rounds().get(2).solution().equals(single.rounds().get(2).solution())) {
        throw new IllegalStateException("replicates must have the same bits, seed " + SEEDS[i]);
      }
    }
  }

  private Recipe small() {
    return recipe.withLength(Span.iterations(150));
  }

  void barrier(DjlTask task, int samples, boolean testOnly, Recipe how, Timings timings) {
    Point start =
        testOnly ? measured(task, task.test()) : measured(task, task.test(), task.training());
    Line line = new Line(train(task, start, how, 1), train(task, start, how, 2));
    BarrierOptions defaults = BarrierOptions.defaults().withSamples(samples);
    BarrierOptions options =
        new BarrierOptions(
            samples, defaults.recalibrate(), defaults.baseline(), defaults.stable(), testOnly);
    Pair pair = new Pair("", 0, 1, "", line);
    time(
        timings,
        () -> {
          BarrierResult result =
              LinearBarrier.of(
                  List.of(pair), task, options, LinearBarrier.Watcher.NONE, Progress.NONE);
          return result.pairs().get(0).path().test().get(samples - 1).value();
        });
  }

  void barrier(DjlTask task, Timings timings) {
    barrier(task, 25, false, recipe, timings);
  }

  void select(Timings timings) {
    time(timings, () -> SelectionWork.prune(random).kept());
  }

  /** Sixteen networks fine-tuned from one, each on its own data order for 50 steps. */
  void soup(DjlTask task, Timings timings) {
    Point base = train(task, measured(task, task.validation()), recipe, 1);
    Recipe tuning = recipe.withOptimizer(Optimizer.adam(5e-4)).withLength(Span.iterations(50));
    List<Ingredient> pool = new ArrayList<>();
    for (int seed = 0; seed < 16; seed++) {
      pool.add(new Ingredient("ft." + seed, train(task, base, tuning, seed)));
    }
    time(timings, () -> GreedyWork.select(pool, task)[1]);
  }

  void convolutions(DjlTask task, int steps, Timings training) {
    Point start = task.init(1);
    Recipe how = recipe.withLength(Span.iterations(steps));
    Job job = new Job(start, Mask.full(task.layout()), how, 0, steps, 1, new TreeSet<>());
    Point[] end = new Point[1];
    Timings run = new Timings();
    time(
        run,
        () -> {
          end[0] = task.train(job, Progress.NONE).end();
          return 0;
        });
    training.add(run.median(), task.test().score(end[0]).value());
  }

  /** Eight files of 100,000,000 weights: their mean in memory, and as a file forced to the disk. */
  void average(int runs, Timings inMemory, Timings onDisk) throws IOException {
    Path folder = Files.createTempDirectory("average");
    try {
      Layout layout = Layout.builder().add("w", Role.WEIGHT, AVERAGED).build();
      List<Path> files = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        float value = i;
        Point point = Point.build(layout, w -> Arrays.fill(w, value));
        files.add(folder.resolve(i + ".safetensors"));
        new Checkpoint(point, Mask.full(layout), Map.of()).save(files.get(i));
      }
      for (int i = 0; i <= runs; i++) {
        time(i == 0 ? new Timings() : inMemory, () -> FileSoupWork.mean(files).length * Double.NaN);
        Path out = folder.resolve("mean.safetensors");
        time(i == 0 ? new Timings() : onDisk, () -> averaged(files, out));
      }
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(file -> file.toFile().delete());
      }
      Files.delete(folder);
    }
  }

  private static double averaged(List<Path> files, Path out) {
    FileSoup.average(files, out);
    return Double.NaN;
  }
}
