package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Whether SGD, started from a perturbed rewound start, returns to the same linearly connected mode.
 *
 * <pre>
 *   d = norm((m(L) - m(L + 1)) w_k)
 *   u = Gaussian on the kept weights of m(L), rescaled to the length c d
 *   A = train m(L) w_k,  B = train m(L) w_k + u with another data order
 *   robust at c if the barrier between A and B is low
 * </pre>
 *
 * <p>See Paul et al., "Unmasking the Lottery Ticket Hypothesis", ICLR 2023, §3.2. Differs from the
 * paper: its distribution of perturbations is not published in the sources at hand; this is an
 * isotropic Gaussian.
 */
public final class Robustness {

  private static final long PERTURBATION = -5;
  private static final long ORDERS = -6;

  private Robustness() {}

  /**
   * Trains and compares for every start and every multiple. An interrupt ends the work and keeps
   * what was finished.
   *
   * @param starts rewound starts
   * @param rewind the position they were rewound to, in steps
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @param barrier the settings of the barriers
   * @param progress told about each step
   * @return the finished trials
   */
  public static RobustnessResult of(
      List<RewoundStart> starts,
      long rewind,
      Task task,
      Recipe recipe,
      RobustnessOptions options,
      BarrierOptions barrier,
      Progress progress) {
    long length = recipe.length().steps(task.stepsPerEpoch(recipe.batch()));
    progress.plan((length - rewind) * starts.size() * (1 + options.multiples().size()));
    List<RobustnessResult.Trial> trials = new ArrayList<>();
    Outcome outcome = Outcome.DONE;
    try {
      for (RewoundStart start : starts) {
        Point plain = start.origin().masked(start.mask());
        Point returned = train(task, recipe, plain, start, rewind, 0, progress);
        for (double multiple : options.multiples()) {
          progress.phase("seed " + start.seed() + ", perturbed by " + multiple);
          double size = multiple * start.distance();
          Point from = plain.plus(perturbation(start, size));
          Point other = train(task, recipe, from, start, rewind, 1, progress);
          String name = "perturbed by " + multiple + " distances, seed " + start.seed();
          Pair pair = new Pair("robustness", 0, start.seed(), name, new Line(returned, other));
          trials.add(
              new RobustnessResult.Trial(
                  start.seed(), multiple, size, compared(pair, task, barrier)));
        }
      }
    } catch (CancellationException e) {
      outcome = new Outcome(Outcome.State.INTERRUPTED, e.getMessage());
    }
    return new RobustnessResult(task.name(), recipe, rewind, barrier, trials, outcome);
  }

  private static PairResult compared(Pair pair, Task task, BarrierOptions barrier) {
    BarrierResult result =
        LinearBarrier.of(List.of(pair), task, barrier, LinearBarrier.Watcher.NONE, Progress.NONE);
    if (result.pairs().isEmpty()) {
      throw new CancellationException(result.outcome().message());
    }
    return result.pairs().get(0);
  }

  private static Point train(
      Task task,
      Recipe recipe,
      Point from,
      RewoundStart start,
      long rewind,
      int order,
      Progress progress) {
    long length = recipe.length().steps(task.stepsPerEpoch(recipe.batch()));
    long seed = Seeds.mix(Seeds.mix(start.seed(), ORDERS), order);
    Job job = new Job(from, start.mask(), recipe, rewind, length, seed, new TreeSet<>());
    return task.train(job, progress).end();
  }

  /** Returns Gaussian noise of a given norm on the weights that a mask keeps. */
  static Point perturbation(RewoundStart start, double norm) {
    Mask mask = start.mask();
    SplittableRandom random = new SplittableRandom(Seeds.mix(start.seed(), PERTURBATION));
    Point noise =
        Point.build(
            mask.layout(),
            w -> {
              for (Slot slot : mask.layout().slots()) {
                for (int i = slot.offset(); slot.role().isPrunable() && i < slot.end(); i++) {
                  w[i] = mask.keeps(i) ? (float) random.nextGaussian() : 0f;
                }
              }
            });
    double length = noise.norm();
    return noise.times(length == 0 ? 0 : norm / length);
  }
}
