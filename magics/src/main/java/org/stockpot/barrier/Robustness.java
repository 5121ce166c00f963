package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.stockpot.barrier.RobustnessResult.Trial;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.replicates.Estimate;
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
  private static final String SERIES = "robustness";

  private final long rewind;
  private final long length;
  private final Task task;
  private final Recipe recipe;
  private final BarrierOptions barrier;
  private final Progress progress;
  private final List<Trial> trials = new ArrayList<>();
  private final List<DivergedRun> diverged = new ArrayList<>();

  private Robustness(
      long rewind, Task task, Recipe recipe, BarrierOptions barrier, Progress progress) {
    this.rewind = rewind;
    this.task = task;
    this.recipe = recipe;
    this.barrier = barrier;
    this.progress = progress;
    length = recipe.length().steps(task.stepsPerEpoch(recipe.batch()));
  }

  /**
   * Trains and compares for every start and every multiple.
   *
   * @param starts rewound starts
   * @param rewind the position they were rewound to, in steps
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @param barrier the settings of the barriers
   * @param dense the test error over dense runs, by whose spread barriers are judged
   * @return the finished trials
   */
  public static RobustnessResult of(
      List<RewoundStart> starts,
      long rewind,
      Task task,
      Recipe recipe,
      RobustnessOptions options,
      BarrierOptions barrier,
      Estimate dense) {
    return of(starts, rewind, task, recipe, options, barrier, dense, Progress.NONE);
  }

  /**
   * Trains and compares for every start and every multiple. An interrupt ends the work and keeps
   * what was finished; a training that diverges leaves out its trials alone.
   *
   * @param starts rewound starts
   * @param rewind the position they were rewound to, in steps
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @param barrier the settings of the barriers
   * @param dense the test error over dense runs, by whose spread barriers are judged
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
      Estimate dense,
      Progress progress) {
    Robustness test = new Robustness(rewind, task, recipe, barrier, progress);
    int pairs = starts.size() * options.multiples().size();
    progress.plan(Work.step(recipe), (test.length - rewind) * (starts.size() + pairs));
    LinearBarrier.announce(pairs, task, barrier, progress);
    Outcome outcome =
        Outcome.of(() -> starts.forEach(start -> test.compare(start, options.multiples())));
    return new RobustnessResult(
        task.name(), recipe, rewind, barrier, dense, test.trials, test.diverged, outcome);
  }

  private void compare(RewoundStart start, List<Double> multiples) {
    Point plain = start.origin().masked(start.mask());
    Point returned;
    try {
      returned = train(plain, start, 0);
    } catch (DivergedException e) {
      multiples.forEach(multiple -> lost(start, multiple, e));
      return;
    }
    for (double multiple : multiples) {
      progress.phase("seed " + start.seed() + ", perturbed by " + multiple);
      double size = multiple * start.distance();
      try {
        Point other = train(plain.plus(perturbation(start, size)), start, 1);
        String name = "perturbed by " + multiple + " distances, seed " + start.seed();
        Pair pair = new Pair(SERIES, 0, start.seed(), name, new Line(returned, other));
        trials.add(new Trial(start.seed(), multiple, size, compared(pair)));
      } catch (DivergedException e) {
        lost(start, multiple, e);
      }
    }
  }

  private void lost(RewoundStart start, double multiple, DivergedException e) {
    diverged.add(new DivergedRun(SERIES, multiple, start.seed(), e.getMessage()));
  }

  private PairResult compared(Pair pair) {
    BarrierResult result =
        LinearBarrier.walk(List.of(pair), task, barrier, LinearBarrier.Watcher.NONE, progress);
    if (result.pairs().isEmpty()) {
      throw new CancellationException(result.outcome().message());
    }
    return result.pairs().get(0);
  }

  private Point train(Point from, RewoundStart start, int order) {
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
