package org.stockpot.prune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.stockpot.prune.TrainingPlan.Leg;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.task.Work;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Trains and measures the networks of a replicate. */
final class RoundTrainer {

  private final Task task;
  private final Copies copies;
  private final Progress progress;

  RoundTrainer(Task task, Copies copies, Progress progress) {
    this.task = task;
    this.copies = copies;
    this.progress = progress;
  }

  /** Trains a network over the stretch of a leg, and keeps its state on the way. */
  Training train(String where, Point start, Mask mask, Leg leg, SortedSet<Long> captures) {
    Job job = leg.job(start, mask, captures);
    progress.phase(where);
    Invariants.zeros(where, job.start(), job.mask());
    Training training = task.train(job, progress);
    Invariants.zeros(where, training.end(), job.mask());
    return training;
  }

  /** Told which copy of a network diverged, while others were merged. */
  interface Lost {
    void copy(int number, DivergedException e);
  }

  /**
   * Trains a network over all legs, one after the other, and measures where it ends.
   *
   * @throws DivergedException if it diverges in all of its copies
   */
  Round round(
      String where, int round, Point start, Mask mask, List<Leg> legs, long inherited, Lost lost) {
    long began = System.nanoTime();
    Point at = start;
    List<Training> trained = List.of();
    List<Training> all = new ArrayList<>();
    for (Leg leg : legs) {
      trained =
          leg.copied()
              ? copies(where, at, mask, leg, lost)
              : List.of(train(where, at, mask, leg, Collections.emptySortedSet()));
      at = leg.copied() ? merged(where, trained, mask) : trained.get(0).end();
      all.addAll(trained);
    }
    long steps = legs.stream().mapToLong(Leg::steps).sum();
    boolean merged = copies.count() > 1 && legs.get(legs.size() - 1).copied();
    Trained network = new Trained(start, mask, at, trained, all, steps, inherited + steps);
    return measured(round, network, merged ? trained : List.of(), began);
  }

  /** Measures a network that was trained in one piece from the first point on. */
  Round measured(int round, Point start, Mask mask, Training dense, long steps, long began) {
    Trained network =
        new Trained(start, mask, dense.end(), List.of(dense), List.of(dense), steps, steps);
    return measured(round, network, List.of(), began);
  }

  /** A network, the last trainings that led to it, of which it may be merged, and all of them. */
  private record Trained(
      Point start,
      Mask mask,
      Point solution,
      List<Training> from,
      List<Training> all,
      long steps,
      long stepsFromInit) {

    double secondsBefore() {
      return all.stream().flatMapToDouble(training -> training.reused().stream()).sum();
    }
  }

  /** Returns the work of measuring a random mask. */
  static Work candidates(Task task) {
    return Work.points("random mask", task.validation());
  }

  /** Returns the mask of several under which a point has the lowest validation loss. */
  Mask bestStart(IntFunction<Mask> candidates, Point base) {
    Mask best = null;
    double least = Double.NaN;
    for (int candidate = 0; candidate < Control.CANDIDATES; candidate++) {
      Mask mask = candidates.apply(candidate);
      double loss = task.validation().score(base.masked(mask)).loss();
      if (best == null || Double.compare(loss, least) < 0) {
        best = mask;
        least = loss;
      }
      progress.done(candidates(task), 1);
    }
    return best;
  }

  /** Returns the work of measuring a network. */
  static Work measuring(Task task) {
    return Work.points("network", task.validation(), task.test(), task.test());
  }

  private Round measured(int round, Trained network, List<Training> merged, long began) {
    Point solution = network.solution();
    Round measured =
        new Round(
            round,
            network.mask(),
            network.start(),
            solution,
            network.from().get(0).history(),
            network.steps(),
            network.stepsFromInit(),
            task.validation().score(solution),
            task.test().score(solution),
            task.test().errors(solution),
            merged.stream().map(copy -> task.test().score(copy.end())).toList(),
            (System.nanoTime() - began) / 1e9 + network.secondsBefore(),
            network.all().stream().allMatch(Training::isReused));
    progress.done(measuring(task), 1);
    return measured;
  }

  private List<Training> copies(String where, Point start, Mask mask, Leg leg, Lost lost) {
    long perEpoch = task.stepsPerEpoch(leg.recipe().batch());
    SortedSet<Long> averaged = copies.averaged(leg.from(), leg.to(), perEpoch);
    List<Training> trained = new ArrayList<>();
    SortedMap<Integer, DivergedException> diverged = new TreeMap<>();
    for (int copy = 0; copy < copies.count(); copy++) {
      String which = copies.count() == 1 ? where : where + ", copy " + (copy + 1);
      try {
        Training copied = train(which, start, mask, varied(copies, leg, copy), averaged);
        trained.add(averaged.isEmpty() ? copied : averaged(copied, averaged));
      } catch (DivergedException e) {
        diverged.put(copy + 1, e);
      }
    }
    if (trained.isEmpty()) {
      throw diverged.get(diverged.firstKey());
    }
    diverged.forEach(lost::copy);
    return trained;
  }

  private static Training averaged(Training training, SortedSet<Long> positions) {
    Point mean = Centroid.of(positions.stream().map(at -> training.captured().get(at)).toList());
    return new Training(
        mean, training.captured(), training.history(), training.masks(), training.reused());
  }

  /** Returns the leg of one copy, in its own data order and with its own decay. */
  static Leg varied(Copies copies, Leg leg, int copy) {
    List<Double> decays = copies.weightDecays();
    Recipe recipe = leg.recipe();
    if (!decays.isEmpty()) {
      double decay = decays.get(copy % decays.size());
      recipe = recipe.withOptimizer(recipe.optimizer().withWeightDecay(decay));
    }
    long order = copy == 0 ? leg.order() : Seeds.mix(leg.order(), copy);
    return new Leg(leg.from(), leg.to(), recipe, order, false);
  }

  private Point merged(String where, List<Training> trained, Mask mask) {
    Point merged = copies.merge().merge(trained.stream().map(Training::end).toList());
    Invariants.zeros(where + ", merged", merged, mask);
    return merged;
  }
}
