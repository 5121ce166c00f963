package org.stockpot.study.grokking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.stockpot.curvature.Lanczos;
import org.stockpot.similarity.Ranks;
import org.stockpot.task.Availability;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Part;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Point;

/**
 * Trains to and beyond interpolation and probes each training on the way: accuracies, the norm of
 * the weights, the largest eigenvalue of the Hessian and the effective rank of the last hidden
 * layer.
 *
 * <p>See Power et al., "Grokking: Generalization Beyond Overfitting on Small Algorithmic Datasets",
 * 2022, §3.1; Liu, Michaud, Tegmark, "Omnigrok", ICLR 2023, for the norm. Thresholds and the factor
 * of the delay are our own.
 */
public final class Grokking {

  private static final Work HESSIAN = new Work("Hessian", 50_000);

  private final Task task;
  private final Recipe recipe;
  private final GrokkingOptions options;
  private final Progress progress;
  private final Subset examples;
  private final Availability<Derivatives> derivatives;
  private final Availability<Representations> layers;
  private final NumberCache cache;

  private Grokking(Task task, Recipe recipe, GrokkingOptions options, Progress progress) {
    this.task = task;
    this.recipe = recipe;
    this.options = options;
    this.progress = progress;
    examples = options.examples().of(Part.TRAINING, 0);
    derivatives =
        options.curvature()
            ? task.derivatives(examples)
            : Availability.none("it was not asked for");
    layers = task.representations(examples);
    cache = task.as(NumberCache.class).orElse(NumberCache.NONE);
  }

  /**
   * Trains and probes.
   *
   * @param task the model and its data, of classes
   * @param recipe how to train
   * @param options the settings
   * @return the finished trainings
   * @throws IllegalArgumentException if the task has no classes
   */
  public static GrokkingResult of(Task task, Recipe recipe, GrokkingOptions options) {
    return of(task, recipe, options, Progress.NONE);
  }

  /**
   * Trains and probes. An interrupt keeps the finished trainings; one that diverges is named.
   *
   * @param task the model and its data, of classes
   * @param recipe how to train
   * @param options the settings
   * @param progress told about steps and probes
   * @return the finished trainings
   * @throws IllegalArgumentException if the task has no classes
   */
  public static GrokkingResult of(
      Task task, Recipe recipe, GrokkingOptions options, Progress progress) {
    plan(task, recipe, options).announce(progress);
    return new Grokking(task, recipe, options, progress).probed();
  }

  /**
   * Returns how much work {@link #of} is.
   *
   * @param task the model and its data, of classes
   * @param recipe how to train
   * @param options the settings
   * @return trainings and probes
   * @throws IllegalArgumentException if the task has no classes
   */
  public static Plan plan(Task task, Recipe recipe, GrokkingOptions options) {
    if (task.metric() != Metric.ACCURACY) {
      throw new IllegalArgumentException(
          "grokking must be of a task with classes, such as modular:31 mlp:256, got "
              + task.name());
    }
    long steps = recipe.length().steps(task.stepsPerEpoch(recipe.batch()));
    int probes = options.steps(steps).size();
    List<Plan.PlannedTraining> trainings =
        options.seeds().stream()
            .map(seed -> new Plan.PlannedTraining(recipe + ", seed " + seed, steps))
            .toList();
    return Plan.of(
        trainings,
        progress -> {
          progress.plan(Work.step(recipe), steps * trainings.size());
          progress.plan(scoring(task), (long) probes * trainings.size());
          progress.plan(HESSIAN, options.curvature() ? (long) probes * trainings.size() : 0);
        });
  }

  private static Work scoring(Task task) {
    return Work.points("probe", task.training(), task.validation(), task.test());
  }

  private GrokkingResult probed() {
    List<GrokkingRun> runs = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Outcome outcome =
        Outcome.of(
            () -> {
              for (long seed : options.seeds()) {
                progress.phase("seed " + seed);
                try {
                  runs.add(run(seed));
                } catch (DivergedException e) {
                  missing.add("Seed " + seed + " is left out: " + e.getMessage() + ".");
                }
              }
            });
    if (options.curvature() && derivatives.value().isEmpty()) {
      missing.add("The largest eigenvalue is not measured: " + derivatives.reason() + ".");
    }
    if (layers.value().isEmpty()) {
      missing.add("The effective rank is not measured: " + layers.reason() + ".");
    }
    return new GrokkingResult(task.name(), options, recipe, runs, missing, outcome);
  }

  private GrokkingRun run(long seed) {
    Job job = TrainResult.job(task, recipe, seed);
    SortedSet<Long> steps = options.steps(job.to());
    SortedMap<Long, Point> points =
        new TreeMap<>(task.train(job.capturing(steps), progress).captured());
    List<GrokkingProbe> probes = new ArrayList<>();
    points.forEach((step, point) -> probes.add(probe(step, point)));
    return new GrokkingRun(seed, Collections.unmodifiableList(probes));
  }

  private GrokkingProbe probe(long step, Point at) {
    GrokkingProbe probe =
        new GrokkingProbe(
            step,
            task.training().score(at),
            task.validation().score(at),
            task.test().score(at),
            at.norm(),
            largest(at),
            rank(at));
    progress.done(scoring(task), 1);
    return probe;
  }

  private OptionalDouble largest(Point at) {
    Optional<Derivatives> loss = derivatives.value();
    if (loss.isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble found = Lanczos.largest(loss.get(), at, examples, cache);
    progress.done(HESSIAN, 1);
    return found;
  }

  private OptionalDouble rank(Point at) {
    if (layers.value().isEmpty()) {
      return OptionalDouble.empty();
    }
    Representations read = layers.value().get();
    return OptionalDouble.of(Ranks.of(read.rows(at, read.lastHidden())).effectiveRank());
  }
}
