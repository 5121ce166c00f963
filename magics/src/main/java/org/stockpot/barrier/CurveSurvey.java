package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.weights.Curve;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * Trains curves between pairs of networks, one for each seed, and measures them beside the straight
 * segments.
 */
public final class CurveSurvey {

  /** Two paths are measured for each curve. */
  private static final int PATHS = 2;

  private final Task task;
  private final CurveOptions options;
  private final Recipe recipe;
  private final Progress progress;

  private CurveSurvey(Task task, CurveOptions options, Recipe recipe, Progress progress) {
    this.task = task;
    this.options = options;
    this.recipe = recipe;
    this.progress = progress;
  }

  /**
   * Two networks to be connected, and what is trained between them.
   *
   * @param pair the ends
   * @param mask the entries that are trained: what both ends have pruned stays 0
   */
  public record Ends(Pair pair, Mask mask) {

    /**
     * Returns two dense networks.
     *
     * @param name what to call the pair
     * @param from one point
     * @param to the other
     * @return the ends
     */
    public static Ends dense(String name, Point from, Point to) {
      return new Ends(Pair.of(name, from, to), Mask.full(from.layout()));
    }
  }

  /**
   * Trains and measures curves.
   *
   * @param ends the pairs
   * @param task gives gradients and scores
   * @param options the settings
   * @param recipe how to train
   * @return the finished curves
   */
  public static CurveResult of(List<Ends> ends, Task task, CurveOptions options, Recipe recipe) {
    return of(ends, task, options, recipe, Progress.NONE);
  }

  /**
   * Trains and measures curves. An interrupt ends the work and keeps the finished ones; one that
   * diverges leaves the others.
   *
   * @param ends the pairs
   * @param task gives gradients and scores
   * @param options the settings
   * @param recipe how to train
   * @param progress told about each step and point
   * @return the finished curves
   * @throws UnsupportedOperationException with the reason, if the task knows no gradients
   */
  public static CurveResult of(
      List<Ends> ends, Task task, CurveOptions options, Recipe recipe, Progress progress) {
    options.recalibrate().requireReach(task);
    plan(ends.size() * options.seeds().size(), task, options, recipe).announce(progress);
    CurveSurvey survey = new CurveSurvey(task, options, recipe, progress);
    List<CurveRun> runs = new ArrayList<>();
    List<DivergedRun> diverged = new ArrayList<>();
    Outcome outcome =
        Outcome.of(
            () -> {
              for (Ends pair : ends) {
                for (long seed : options.seeds()) {
                  progress.phase(pair.pair().name() + ", seed " + seed);
                  try {
                    runs.add(survey.run(pair, seed));
                  } catch (DivergedException e) {
                    diverged.add(new DivergedRun(pair.pair().name(), 0, seed, e.getMessage()));
                  }
                }
              }
            });
    return new CurveResult(
        task.name(), options, recipe, runs, diverged, task.rows().training(), outcome);
  }

  /**
   * Returns how much work {@link #of} is.
   *
   * @param curves how many are trained
   * @param task gives gradients and scores
   * @param options the settings
   * @param recipe how to train
   * @return steps, and points that are measured
   */
  public static Plan plan(int curves, Task task, CurveOptions options, Recipe recipe) {
    long points = (long) curves * PATHS * options.samples();
    return Plan.of(
        List.of(),
        progress -> {
          progress.plan(Work.step(recipe), curves * CurveTraining.steps(task, recipe));
          progress.plan(CurveScores.work(task.test()), points);
          progress.plan(CurveScores.work(task.training()), options.testOnly() ? 0 : points);
        });
  }

  private CurveRun run(Ends ends, long seed) {
    Pair pair = ends.pair();
    Curve curve =
        CurveTraining.between(
            pair.line().from(),
            pair.line().to(),
            ends.mask(),
            task,
            options.bends(),
            recipe,
            seed,
            progress);
    double[] ts = even(options.samples());
    double[] arc = CurveScores.arc(curve, ts);
    double length = arc[arc.length - 1];
    double[] shares = Arrays.stream(arc).map(walked -> walked / length).toArray();
    Curve segment = CurveScores.segment(pair.line());
    return new CurveRun(
        pair,
        ends.mask(),
        seed,
        curve,
        Arrays.stream(ts).boxed().toList(),
        length,
        CurveScores.path(curve, ts, shares, options, task, progress),
        CurveScores.path(segment, shares, shares, options, task, progress),
        kept(curve));
  }

  private List<CurveRun.Place> kept(Curve curve) {
    List<CurveRun.Place> kept = new ArrayList<>();
    for (int i = 1; i <= options.points(); i++) {
      double t = i / (options.points() + 1.0);
      kept.add(new CurveRun.Place(t, CurveScores.at(curve, t, options.recalibrate(), task)));
    }
    return kept;
  }

  private static double[] even(int samples) {
    double[] ts = new double[samples];
    for (int i = 0; i < samples; i++) {
      ts[i] = i / (samples - 1.0);
    }
    return ts;
  }
}
