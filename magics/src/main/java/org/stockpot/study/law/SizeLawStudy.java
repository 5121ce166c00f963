package org.stockpot.study.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.law.Constant;
import org.stockpot.law.Fit;
import org.stockpot.law.LawCheck;
import org.stockpot.law.LeastSquares;
import org.stockpot.law.Observed;
import org.stockpot.law.SizeLaw;
import org.stockpot.study.Load;
import org.stockpot.study.MeasuredCost;
import org.stockpot.study.TaskFamily;
import org.stockpot.study.TaskGrid;
import org.stockpot.task.Availability;
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
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;

/**
 * Trains a grid of widths and shares of the examples, fits {@link SizeLaw} to the test errors, and
 * predicts the error of the next size before that is trained.
 *
 * <p>Of the laws of five and of four constants the first counts whose constants the grid tells: of
 * each at least the order of magnitude. The size m is the number of parameters.
 */
public final class SizeLawStudy {

  private static final String ONLY = "trained";

  private SizeLawStudy() {}

  /**
   * Trains a grid and fits the law.
   *
   * @param name what the family is called
   * @param family makes the task of each load
   * @param options the settings
   * @param recipe how to train
   * @return the law
   */
  public static SizeLawResult of(
      String name, TaskFamily family, SizeLawOptions options, Recipe recipe) {
    return of(name, family, options, recipe, Progress.NONE);
  }

  /**
   * Trains a grid and fits the law. An interrupt ends the work and keeps the finished cells.
   *
   * @param name what the family is called
   * @param family makes the task of each load
   * @param options the settings
   * @param recipe how to train
   * @param progress told about steps
   * @return the law
   */
  public static SizeLawResult of(
      String name, TaskFamily family, SizeLawOptions options, Recipe recipe, Progress progress) {
    plan(family, options, recipe).announce(progress);
    List<SizeCell> cells = new ArrayList<>();
    List<Double> chance = new ArrayList<>();
    Outcome outcome =
        grid(family, options)
            .walk(
                progress,
                (task, cell) -> {
                  chance.add(chance(task));
                  cells.add(cell(task, cell.load(), jobs(task, options, recipe), progress));
                });
    Optional<SizeCell> next =
        cells.stream().filter(cell -> cell.load().equals(options.nextLoad())).findFirst();
    next.ifPresent(cells::remove);
    return fitted(
        new SizeLawResult(
            name,
            options,
            recipe,
            chance.isEmpty() ? 1 : chance.get(0),
            cells,
            next,
            Availability.none("no cell was finished"),
            new LawCheck(Availability.none("no cell was finished"), List.of()),
            new LawCheck(Availability.none("no cell was finished"), List.of()),
            outcome));
  }

  /** Returns a result with the law of its cells. */
  static SizeLawResult fitted(SizeLawResult grid) {
    List<Observed> all = grid.observed();
    List<Observed> even = new ArrayList<>();
    List<Observed> odd = new ArrayList<>();
    List<Observed> small = new ArrayList<>();
    List<Observed> large = new ArrayList<>();
    List<Double> sizes = all.stream().map(o -> o.place().get(0)).distinct().toList();
    List<Double> counts = all.stream().map(o -> o.place().get(1)).distinct().sorted().toList();
    for (Observed o : all) {
      int row = sizes.indexOf(o.place().get(0));
      int column = counts.indexOf(o.place().get(1));
      ((row + column) % 2 == 0 ? even : odd).add(o);
      boolean last = row == sizes.size() - 1 || column == counts.size() - 1;
      (last ? large : small).add(o);
    }
    return new SizeLawResult(
        grid.task(),
        grid.options(),
        grid.recipe(),
        grid.chance(),
        grid.cells(),
        grid.next(),
        fit(grid.chance(), all),
        new LawCheck(fit(grid.chance(), even), odd),
        new LawCheck(fit(grid.chance(), small), large),
        grid.outcome());
  }

  /** Returns the first law whose constants the errors tell; else the reason of the simplest. */
  static Availability<Fit> fit(double chance, List<Observed> observed) {
    Availability<Fit> fit = Availability.none("no law was tried");
    for (SizeLaw law : SizeLaw.of(chance)) {
      fit = LeastSquares.of(law, observed);
      if (fit.value()
          .filter(f -> f.constants().stream().allMatch(Constant::isDetermined))
          .isPresent()) {
        return fit;
      }
    }
    return fit;
  }

  private static TaskGrid<String> grid(TaskFamily family, SizeLawOptions options) {
    return new TaskGrid<>(family, options.loads(), List.of(ONLY));
  }

  /**
   * Returns how much work {@link #of} is.
   *
   * @param family makes the task of each load
   * @param options the settings
   * @param recipe how to train
   * @return all trainings, and how often a network is measured
   */
  public static Plan plan(TaskFamily family, SizeLawOptions options, Recipe recipe) {
    return grid(family, options)
        .plan(
            (task, cell) -> {
              List<Job> jobs = jobs(task, options, recipe);
              List<Plan.PlannedTraining> trainings =
                  jobs.stream()
                      .map(j -> new Plan.PlannedTraining(cell + ", seed " + j.seed(), j.steps()))
                      .toList();
              long steps = jobs.stream().mapToLong(Job::steps).sum();
              return Plan.of(
                  trainings,
                  progress -> {
                    progress.plan(Work.step(recipe), steps);
                    progress.plan(Work.points("score", task.test()), jobs.size());
                  });
            });
  }

  /**
   * Measures what the trainings of {@link #of} will take, by some steps of each network.
   *
   * @param family makes the task of each load; the tasks keep nothing
   * @param options the settings
   * @param recipe how to train
   * @return the cost
   */
  public static MeasuredCost cost(TaskFamily family, SizeLawOptions options, Recipe recipe) {
    List<MeasuredCost> costs = new ArrayList<>();
    grid(family, options)
        .walk(
            Progress.NONE,
            (task, cell) -> {
              List<Job> jobs = jobs(task, options, recipe);
              costs.add(MeasuredCost.of(task, jobs.get(0), jobs.size()));
            });
    return costs.stream().reduce(MeasuredCost.NONE, MeasuredCost::plus);
  }

  private static List<Job> jobs(Task task, SizeLawOptions options, Recipe recipe) {
    return options.seeds().stream().map(seed -> TrainResult.job(task, recipe, seed)).toList();
  }

  private static SizeCell cell(Task task, Load load, List<Job> jobs, Progress progress) {
    TaskGrid.Replicates replicates = TaskGrid.Replicates.of(task, jobs, progress);
    progress.done(Work.points("score", task.test()), jobs.size());
    return new SizeCell(
        load,
        task.layout().coordinates(),
        task.training().examples(),
        replicates.points().stream().map(task.test()::score).toList(),
        replicates.diverged());
  }

  /** Returns the error of chance: {@code (K - 1) / K} of K classes, or 1 - R² = 1. */
  private static double chance(Task task) {
    if (task.metric() == Metric.R2) {
      return 1;
    }
    Representations one = task.representations(Subset.of(Part.TEST, 1)).orThrow();
    int[] classes = new int[1];
    one.read(task.init(1), Representations.OUTPUTS, (i, row) -> classes[0] = row.length);
    return 1 - 1.0 / Math.max(2, classes[0]);
  }
}
