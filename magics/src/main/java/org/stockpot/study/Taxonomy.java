package org.stockpot.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.barrier.CurveTraining;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.Work;

/**
 * The local and global structure of loss landscapes over load and temperature: for each cell of a
 * grid replicates are trained, and measured by
 *
 * <ul>
 *   <li>mode connectivity of the quadratic Bézier curve trained between two of them, {@code mc =
 *       (e(0) + e(1)) / 2 - e(u)}, where e is the training error in points and {@code u} is the one
 *       of t = 0, ¼, ½, ¾, 1 where e differs most from the mean of its ends. Below 0 something lies
 *       between them; above 0 the curve is better than its ends, which were trained too little.
 *       Running statistics are re-estimated at each t
 *   <li>linear CKA of the class probabilities of two replicates on test examples, biased as
 *       published. There inputs are mixed up; here they are as they are
 *   <li>the natural logarithms of the largest eigenvalue and the trace of the Hessian on training
 *       examples, averaged over replicates. Published is the logarithm of the average
 * </ul>
 *
 * <p>Curves join each replicate to the next, and the last to the first; CKA is of all pairs. See
 * Yang et al., NeurIPS 2021, §3 ({@link Phase}). What is trained and computed is kept by tasks that
 * keep it, so that a stopped grid goes on where it was.
 */
public final class Taxonomy {

  private final TaskFamily family;
  private final TaxonomyOptions options;
  private final Recipe recipe;
  private final Progress progress;

  private Taxonomy(TaskFamily family, TaxonomyOptions options, Recipe recipe, Progress progress) {
    this.family = family;
    this.options = options;
    this.recipe = recipe;
    this.progress = progress;
  }

  /**
   * Trains and measures a grid.
   *
   * @param name what the family is called
   * @param family makes the task of each load
   * @param options the settings
   * @param recipe how to train
   * @return the finished cells
   * @throws IllegalArgumentException if there are no loads or temperatures
   */
  public static TaxonomyResult of(
      String name, TaskFamily family, TaxonomyOptions options, Recipe recipe) {
    return of(name, family, options, recipe, Progress.NONE);
  }

  /**
   * Trains and measures a grid. An interrupt ends the work and keeps the finished cells.
   *
   * @param name what the family is called
   * @param family makes the task of each load
   * @param options the settings
   * @param recipe how to train
   * @param progress told about steps and what is measured
   * @return the finished cells
   * @throws IllegalArgumentException if there are no loads or temperatures
   */
  public static TaxonomyResult of(
      String name, TaskFamily family, TaxonomyOptions options, Recipe recipe, Progress progress) {
    plan(family, options, recipe).announce(progress);
    return new Taxonomy(family, options, recipe, progress).cells(name);
  }

  /**
   * Returns how much work {@link #of} is.
   *
   * @param family makes the task of each load
   * @param options the settings
   * @param recipe how to train
   * @return trainings, curves, and what is measured
   * @throws IllegalArgumentException if there are no loads or temperatures
   */
  public static Plan plan(TaskFamily family, TaxonomyOptions options, Recipe recipe) {
    return grid(family, options)
        .plan(
            (task, cell) -> {
              requireClasses(task);
              return plan(task, cell.load(), options, cell.setting().of(recipe));
            });
  }

  private static TaskGrid<Temperature> grid(TaskFamily family, TaxonomyOptions options) {
    return new TaskGrid<>(family, options.loads(), options.temperatures());
  }

  /**
   * Requires that a task has classes, as errors in points and class probabilities are of those.
   *
   * @param task a task, or one like those of a family
   * @throws IllegalArgumentException if it has none
   */
  public static void requireClasses(Task task) {
    if (task.metric() != Metric.ACCURACY) {
      throw new IllegalArgumentException(
          "a taxonomy must be of a task with classes, got "
              + task.name()
              + ", which is scored by "
              + task.metric().label()
              + ": take a %task of labels, such as digits mlp:32");
    }
  }

  private static Plan plan(Task task, Load load, TaxonomyOptions options, Recipe recipe) {
    long steps = recipe.length().steps(task.stepsPerEpoch(recipe.batch()));
    List<Plan.PlannedTraining> trainings =
        options.seeds().stream()
            .map(seed -> new Plan.PlannedTraining(load + ", " + recipe + ", seed " + seed, steps))
            .toList();
    int replicates = options.seeds().size();
    Recipe curve = CellSurvey.curve(options);
    return Plan.of(
        trainings,
        progress -> {
          progress.plan(Work.step(recipe), replicates * steps);
          progress.plan(
              Work.step(curve), CellSurvey.curves(replicates) * CurveTraining.steps(task, curve));
          progress.plan(CellSurvey.HESSIAN, replicates);
        });
  }

  private TaxonomyResult cells(String name) {
    List<TaxonomyCell> cells = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Outcome outcome =
        grid(family, options)
            .walk(
                progress,
                (task, cell) ->
                    measured(task, cell)
                        .ifPresentOrElse(
                            cells::add,
                            () ->
                                missing.add(
                                    cell
                                        + ": fewer than two replicates"
                                        + " were trained, as the loss of others became NaN")));
    return new TaxonomyResult(name, options, recipe, cells, missing, outcome);
  }

  private Optional<TaxonomyCell> measured(Task task, TaskGrid.Cell<Temperature> cell) {
    List<Job> jobs = jobs(task, cell.setting().of(recipe));
    return new CellSurvey(task, options, progress)
        .measured(cell.load(), cell.setting(), TaskGrid.Replicates.of(task, jobs, progress));
  }

  private List<Job> jobs(Task task, Recipe at) {
    return options.seeds().stream().map(seed -> TrainResult.job(task, at, seed)).toList();
  }
}
