package org.stockpot.study.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.stockpot.study.Load;
import org.stockpot.study.MeasuredCost;
import org.stockpot.study.TaskGrid;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.Training;
import org.stockpot.task.Work;
import org.stockpot.task.optimizer.Stability;
import org.stockpot.task.replicates.Duplicates;
import org.stockpot.weights.Point;

/**
 * Trains over a grid of batch sizes and learning rates: how curvature along each training is beside
 * the largest that steps of its optimizer bear ({@link Stability}), how noisy gradients are, and
 * how many steps a loss takes by batch size ({@link org.stockpot.law.StepsLaw}).
 *
 * <p>See Cohen et al., "Gradient Descent on Neural Networks Typically Occurs at the Edge of
 * Stability", ICLR 2021, and "Adaptive Gradient Methods at the Edge of Stability", 2022;
 * McCandlish, Kaplan, Amodei, "An Empirical Model of Large-Batch Training", 2018. Thresholds are
 * those of full batches: with mini-batches curvature stays below them. The loss whose steps are
 * counted is that of validation; verdicts ask the quarter of each training in which curvature
 * stands highest.
 */
public final class BatchLaw {

  /**
   * Validation losses of each training, at least, and at most twice as many, if it has so many
   * steps.
   */
  private static final long LOSSES = 200;

  private final Task task;
  private final Recipe recipe;
  private final BatchLawOptions options;
  private final Progress progress;
  private final CurvatureProbe probe;

  private BatchLaw(Task task, Recipe recipe, BatchLawOptions options, Progress progress) {
    this.task = task;
    this.recipe = recipe;
    this.options = options;
    this.progress = progress;
    probe = new CurvatureProbe(task, options, progress);
  }

  /**
   * A batch size and a learning rate.
   *
   * @param batch examples of a step
   * @param full whether these are all
   * @param rate the learning rate
   */
  private record Setting(int batch, boolean full, double rate) {

    Recipe of(Recipe recipe, long perEpoch) {
      Recipe sized = recipe.withBatch(batch).withLr(rate);
      long every = Math.max(1, sized.length().steps(perEpoch) / LOSSES);
      return sized.withValidateEvery(Span.iterations(every));
    }

    @Override
    public String toString() {
      return BatchLawCell.words(batch, full, rate);
    }
  }

  /**
   * Trains and measures a grid.
   *
   * @param task the model and its data
   * @param recipe how to train; its batch size and rate are those of the grid
   * @param options the settings
   * @return the finished cells
   * @throws IllegalArgumentException if the recipe descends another loss than that of the task, or
   *     has a schedule
   */
  public static BatchLawResult of(Task task, Recipe recipe, BatchLawOptions options) {
    return of(task, recipe, options, Progress.NONE);
  }

  /**
   * Trains and measures a grid. An interrupt keeps the finished cells; trainings that diverge are
   * counted.
   *
   * @param task the model and its data
   * @param recipe how to train; its batch size and rate are those of the grid
   * @param options the settings
   * @param progress told about steps and probes
   * @return the finished cells
   * @throws IllegalArgumentException if the recipe descends another loss than that of the task, or
   *     has a schedule
   */
  public static BatchLawResult of(
      Task task, Recipe recipe, BatchLawOptions options, Progress progress) {
    plan(task, recipe, options).announce(progress);
    return new BatchLaw(task, recipe, options, progress).cells();
  }

  /**
   * Returns how much work {@link #of} is.
   *
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @return trainings and probes
   * @throws IllegalArgumentException as {@link #of}
   */
  public static Plan plan(Task task, Recipe recipe, BatchLawOptions options) {
    requirePlain(recipe);
    int walks = new CurvatureProbe(task, options, Progress.NONE).walks(stability(recipe));
    return grid(task, options)
        .plan(
            (member, cell) -> {
              List<Job> jobs = jobs(task, cell.setting(), recipe, options);
              List<Plan.PlannedTraining> trainings =
                  jobs.stream().map(j -> new Plan.PlannedTraining(j.digest(), j.steps())).toList();
              long steps = jobs.stream().mapToLong(Job::steps).sum();
              long probes = jobs.stream().mapToLong(j -> options.steps(j.to()).size()).sum();
              return Plan.of(
                  trainings,
                  p -> {
                    p.plan(Work.step(jobs.get(0).recipe()), walks * steps);
                    p.plan(CurvatureProbe.WORK, probes);
                  });
            });
  }

  /**
   * Measures what {@link #of} will take, by some steps of each setting and one probe.
   *
   * @param task the model and its data; it keeps nothing
   * @param recipe how to train
   * @param options the settings
   * @return the cost of trainings and probes
   */
  public static MeasuredCost cost(Task task, Recipe recipe, BatchLawOptions options) {
    requirePlain(recipe);
    List<MeasuredCost> costs = new ArrayList<>();
    CurvatureProbe probe = new CurvatureProbe(task, options, Progress.NONE);
    double seconds = probe.seconds(task.start(options.seeds().get(0)), stability(recipe));
    grid(task, options)
        .walk(
            Progress.NONE,
            (member, cell) -> {
              List<Job> jobs = jobs(task, cell.setting(), recipe, options);
              Job job = jobs.get(0);
              MeasuredCost steps = MeasuredCost.of(task, job, jobs.size());
              int probes = options.steps(job.to()).size();
              costs.add(
                  new MeasuredCost(
                      probe.walks(stability(job.recipe())) * steps.seconds()
                          + jobs.size() * probes * seconds,
                      steps.bytes() * probes));
            });
    return costs.stream().reduce(MeasuredCost.NONE, MeasuredCost::plus);
  }

  /** Requires that curvature of the task's own loss is that of what steps descend. */
  private static void requirePlain(Recipe recipe) {
    recipe.requireGradientsAlone("a batch law");
    Schedule schedule = recipe.schedule();
    require(
        "schedule",
        schedule.schedule() == Schedule.Shape.CONSTANT,
        "constant",
        "thresholds are of one rate",
        schedule.schedule().name().toLowerCase(Locale.ROOT));
    require(
        "warmup",
        schedule.warmup().equals(Span.ZERO),
        "0it",
        "thresholds are of one rate",
        schedule.warmup());
    require(
        "label-smoothing",
        recipe.labelSmoothing() == 0,
        "0",
        "curvature is that of the labels themselves",
        recipe.labelSmoothing());
    require(
        "augment",
        recipe.augment().isEmpty(),
        "none",
        "curvature is that of the examples themselves",
        recipe.augment());
  }

  private static void require(String name, boolean legal, String rule, String why, Object got) {
    if (!legal) {
      throw new IllegalArgumentException(
          name + " must be " + rule + " for a batch law, as " + why + ", got " + got);
    }
  }

  private static Stability stability(Recipe recipe) {
    return recipe
        .optimizer()
        .rule()
        .stability(recipe.optimizer().lr())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "optimizer must be one whose threshold of stability is known, got "
                        + recipe.optimizer().optimizer()));
  }

  private static TaskGrid<Setting> grid(Task task, BatchLawOptions options) {
    int all = Math.toIntExact(task.training().examples());
    if (all == 0 && options.batches().contains(BatchSize.FULL)) {
      throw new IllegalArgumentException(
          "batches must be numbers, as this task does not tell how many training examples it has,"
              + " got full");
    }
    List<Integer> sizes =
        options.batches().stream().map(batch -> batch.examples().orElse(all)).toList();
    Duplicates.refuse("batches", sizes);
    if (all > 0 && Collections.max(sizes) > all) {
      throw new IllegalArgumentException(
          "batches must be at most the "
              + all
              + " training examples, got "
              + Collections.max(sizes));
    }
    List<Setting> settings = new ArrayList<>();
    for (int size : sizes.stream().sorted().toList()) {
      options.rates().forEach(rate -> settings.add(new Setting(size, size == all, rate)));
    }
    return new TaskGrid<>(load -> task, List.of(Load.ITSELF), settings);
  }

  private static List<Job> jobs(
      Task task, Setting setting, Recipe recipe, BatchLawOptions options) {
    Recipe at = setting.of(recipe, task.stepsPerEpoch(setting.batch()));
    return options.seeds().stream().map(seed -> TrainResult.job(task, at, seed)).toList();
  }

  private BatchLawResult cells() {
    List<BatchLawCell> cells = new ArrayList<>();
    Outcome outcome =
        grid(task, options).walk(progress, (member, cell) -> cells.add(cell(cell.setting())));
    return new BatchLawResult(
        task.name(), task.metric(), options, recipe, cells, probe.missing(), outcome);
  }

  private BatchLawCell cell(Setting setting) {
    List<Job> jobs = jobs(task, setting, recipe, options);
    Stability stability = stability(jobs.get(0).recipe());
    List<BatchLawRun> runs = new ArrayList<>();
    for (Job job : jobs) {
      progress.phase(setting + ", seed " + job.seed());
      try {
        runs.add(run(job, stability));
      } catch (DivergedException e) {
        // Counted by what is missing.
        probe.skip(job, options.steps(job.to()).size(), stability);
      }
    }
    return new BatchLawCell(
        setting.batch(),
        setting.full(),
        setting.rate(),
        stability.threshold(),
        runs,
        jobs.size() - runs.size());
  }

  private BatchLawRun run(Job job, Stability stability) {
    SortedSet<Long> steps = options.steps(job.to());
    Training training = task.train(job.capturing(steps), progress);
    SortedMap<Long, Point> points = new TreeMap<>(training.captured());
    return new BatchLawRun(
        job.seed(), stability.threshold(), probe.of(job, points, stability), losses(job, training));
  }

  /** Returns validation losses of a training that tells them, its start before them. */
  private List<BatchLawRun.LossAt> losses(Job job, Training training) {
    List<BatchLawRun.LossAt> losses = new ArrayList<>();
    if (!training.history().isEmpty()) {
      losses.add(new BatchLawRun.LossAt(job.from(), task.validation().score(job.start()).loss()));
    }
    training
        .history()
        .forEach(m -> losses.add(new BatchLawRun.LossAt(m.step(), m.validation().loss())));
    return losses;
  }
}
