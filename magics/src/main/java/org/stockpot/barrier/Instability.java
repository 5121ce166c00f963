package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Plan;
import org.stockpot.task.Plan.PlannedTraining;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.replicates.Duplicates;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Digests;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * Instability analysis: whether training from step k leads to one linearly connected mode whatever
 * the order of the data.
 *
 * <pre>
 *   W_k   = train m_0 W_0 to step k, where m_0 is the mask of the start, full if it is dense
 *   W_T^c = train m W_k from k to T with data order c, for each copy c
 *   instability = barrier between the copies
 * </pre>
 *
 * <p>See Frankle, Dziugaite, Roy, Carbin, "Linear Mode Connectivity and the Lottery Ticket
 * Hypothesis", ICML 2020, Algorithm 1. One run per initialisation serves all k and all masks.
 */
public final class Instability {

  private static final long COPIES = -4;

  private final Task task;
  private final Recipe recipe;
  private final InstabilityOptions options;
  private final BarrierOptions barrier;
  private final Progress progress;
  private final long perEpoch;
  private final long length;
  private final Map<String, SortedMap<Long, Point>> trunks = new HashMap<>();
  private final Map<String, DivergedException> lostTrunks = new HashMap<>();
  private final List<ForkResult> done = new ArrayList<>();
  private final List<DivergedRun> diverged = new ArrayList<>();

  private Instability(
      Task task,
      Recipe recipe,
      InstabilityOptions options,
      BarrierOptions barrier,
      Progress progress) {
    this.task = task;
    this.recipe = recipe;
    this.options = options;
    this.barrier = barrier;
    this.progress = progress;
    perEpoch = task.stepsPerEpoch(recipe.batch());
    length = recipe.length().steps(perEpoch);
    for (Span at : options.at()) {
      if (at.steps(perEpoch) >= length) {
        throw new IllegalArgumentException(
            "at must lie before the end of training, got " + at + " of " + recipe.length());
      }
      recipe.requireFits(at.steps(perEpoch), perEpoch);
    }
    barrier.recalibrate().forEach(kind -> kind.requireReach(task));
    Duplicates.refuse("steps of at", options.at().stream().map(a -> a.steps(perEpoch)).toList());
  }

  /**
   * Trains and compares copies of dense networks, one initialisation a seed, for every position.
   *
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @param barrier the settings of the barriers
   * @return the finished forks
   * @throws IllegalArgumentException if the settings do not fit the task
   */
  public static InstabilityResult of(
      Task task, Recipe recipe, InstabilityOptions options, BarrierOptions barrier) {
    return of(Fork.dense(task, options.seeds()), task, recipe, options, barrier);
  }

  /**
   * Trains and compares copies for every fork and every position.
   *
   * @param forks runs to fork
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @param barrier the settings of the barriers
   * @return the finished forks
   * @throws IllegalArgumentException if the settings do not fit the task
   */
  public static InstabilityResult of(
      List<Fork> forks,
      Task task,
      Recipe recipe,
      InstabilityOptions options,
      BarrierOptions barrier) {
    return of(forks, task, recipe, options, barrier, Progress.NONE);
  }

  /**
   * Trains and compares copies for every fork and every position. An interrupt ends the work and
   * keeps what was finished; a training that diverges leaves out its fork alone.
   *
   * @param forks runs to fork
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @param barrier the settings of the barriers
   * @param progress told about each step
   * @return the finished forks
   * @throws IllegalArgumentException if the settings do not fit the task
   */
  public static InstabilityResult of(
      List<Fork> forks,
      Task task,
      Recipe recipe,
      InstabilityOptions options,
      BarrierOptions barrier,
      Progress progress) {
    Instability analysis = new Instability(task, recipe, options, barrier, progress);
    Outcome outcome = analysis.run(forks);
    return new InstabilityResult(
        task.name(), recipe, options, barrier, analysis.done, analysis.diverged, outcome);
  }

  /**
   * Returns how much work {@link #of} is.
   *
   * @param forks runs to fork
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @param barrier the settings of the barriers
   * @return one training up to the last fork for each run, and one for each copy
   * @throws IllegalArgumentException if the settings do not fit the task
   */
  public static Plan plan(
      List<Fork> forks,
      Task task,
      Recipe recipe,
      InstabilityOptions options,
      BarrierOptions barrier) {
    Instability analysis = new Instability(task, recipe, options, barrier, Progress.NONE);
    return Plan.of(analysis.trainings(forks), progress -> analysis.announce(forks, progress));
  }

  private List<PlannedTraining> trainings(List<Fork> forks) {
    Map<String, PlannedTraining> trainings = new LinkedHashMap<>();
    for (Fork fork : forks) {
      if (fork.reached().isEmpty()) {
        String trunk = trunkJob(fork).capturing(Collections.emptySortedSet()).digest();
        trainings.putIfAbsent(trunk, new PlannedTraining(trunk, lastFork()));
      }
      for (Span at : options.at()) {
        long step = at.steps(perEpoch);
        for (int copy = fork.trained().size(); copy < options.copies(); copy++) {
          String start = fork.init().point().digest() + fork.mask().digest() + recipe;
          String key = Digests.of("fork", start, step + "-" + length, "" + noise(fork, copy));
          trainings.put(key, new PlannedTraining(key, length - step));
        }
      }
    }
    return List.copyOf(trainings.values());
  }

  private Outcome run(List<Fork> forks) {
    boolean bound = forks.stream().anyMatch(f -> f.reached().isPresent() || !f.trained().isEmpty());
    if (options.at().size() > 1 && bound) {
      throw new IllegalArgumentException(
          "at must be the one position that forks were trained up to, got " + options.at());
    }
    announce(forks, progress);
    return Outcome.of(
        () -> {
          for (Fork fork : forks) {
            for (Span at : options.at()) {
              compareUnlessDiverged(fork, at);
            }
          }
        });
  }

  private void announce(List<Fork> forks, Progress told) {
    told.plan(Work.step(recipe), steps(forks));
    int compared = forks.size() * options.at().size();
    int pairs = compared * (options.copies() * (options.copies() - 1) / 2);
    LinearBarrier.announce(pairs, task, barrier, told);
    told.plan(forkedPoint(), pairs);
  }

  private Work forkedPoint() {
    return Work.points("fork", task.test());
  }

  private long steps(List<Fork> forks) {
    long copies = options.at().stream().mapToLong(at -> length - at.steps(perEpoch)).sum();
    long trunks =
        forks.stream()
            .filter(fork -> fork.reached().isEmpty())
            .map(fork -> trunkJob(fork).digest())
            .distinct()
            .count();
    long trained = forks.stream().mapToLong(fork -> fork.trained().size()).sum();
    return copies * (forks.size() * (long) options.copies() - trained) + trunks * lastFork();
  }

  private long lastFork() {
    return options.at().stream().mapToLong(at -> at.steps(perEpoch)).max().orElse(0);
  }

  private void compareUnlessDiverged(Fork fork, Span at) {
    try {
      compare(fork, at);
    } catch (DivergedException e) {
      double step = (double) at.steps(perEpoch);
      diverged.add(new DivergedRun(fork.series(), step, fork.seed(), e.getMessage()));
    }
  }

  private void compare(Fork fork, Span at) {
    long step = at.steps(perEpoch);
    Point forked = fork.reached().orElseGet(() -> trunk(fork).get(step)).masked(fork.mask());
    progress.phase(fork.series() + ", seed " + fork.seed() + ", fork at " + at);
    List<Integer> numbers =
        IntStream.range(fork.trained().size(), options.copies()).boxed().toList();
    List<Point> copies = new ArrayList<>(fork.trained());
    copies.addAll(Workers.map(task.parallelism(), numbers, copy -> copy(fork, forked, step, copy)));
    for (int i = 0; i < copies.size(); i++) {
      for (int j = i + 1; j < copies.size(); j++) {
        String name = fork.series() + ", fork at " + at + ", seed " + fork.seed();
        Line line = new Line(copies.get(i), copies.get(j));
        Pair pair = new Pair(fork.series(), done.size(), fork.seed(), name, line);
        BarrierResult result =
            LinearBarrier.walk(List.of(pair), task, barrier, LinearBarrier.Watcher.NONE, progress);
        if (result.pairs().isEmpty()) {
          throw new CancellationException(result.outcome().message());
        }
        done.add(
            new ForkResult(
                fork.series(),
                at,
                step,
                fork.seed(),
                task.test().score(forked),
                result.pairs().get(0)));
        progress.done(forkedPoint(), 1);
      }
    }
  }

  private SortedMap<Long, Point> trunk(Fork fork) {
    Job job = trunkJob(fork);
    String digest = job.digest();
    if (lostTrunks.containsKey(digest)) {
      throw lostTrunks.get(digest);
    }
    progress.phase("seed " + fork.seed() + ", up to the last fork");
    try {
      return trunks.computeIfAbsent(digest, d -> task.train(job, progress).captured());
    } catch (DivergedException e) {
      lostTrunks.put(digest, e);
      throw e;
    }
  }

  private Job trunkJob(Fork fork) {
    TreeSet<Long> captures = new TreeSet<>();
    options.at().forEach(at -> captures.add(at.steps(perEpoch)));
    return new Job(
        fork.init().point(), fork.init().mask(), recipe, 0, lastFork(), fork.trunkSeed(), captures);
  }

  private Point copy(Fork fork, Point start, long step, int copy) {
    Job job = new Job(start, fork.mask(), recipe, step, length, noise(fork, copy), new TreeSet<>());
    return task.train(job, progress).end();
  }

  private static long noise(Fork fork, int copy) {
    return Seeds.mix(Seeds.mix(fork.seed(), COPIES), copy);
  }
}
