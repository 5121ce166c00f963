package org.stockpot.prune;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Seeds;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** The rounds of one seed. Rounds finished before an interrupt or a failure stay. */
final class LadderRun {

  /** Numbers of the seeds that a ladder derives from its own, beside those of its rounds. */
  private static final long REINIT = -1;

  private static final long SELECTION = -2;
  private static final long RANDOM_MASKS = -3;

  private final Task task;
  private final Recipe recipe;
  private final PruneOptions options;
  private final Copies copies;
  private final long seed;
  private final Point init;
  private final Progress progress;
  private final Pruner pruner;
  private final Mask initialMask;
  private final List<Integer> plan;
  private final long length;
  private final long rewindStep;
  private final long retrainFrom;
  private final Recipe retrainRecipe;

  private final List<Round> rounds = new ArrayList<>();
  private final Map<Control, List<Round>> controls = new EnumMap<>(Control.class);
  private Point origin;

  LadderRun(
      Task task,
      Recipe recipe,
      PruneOptions options,
      Copies copies,
      long seed,
      MaskedPoint start,
      Progress progress) {
    this.task = task;
    this.recipe = recipe;
    this.options = options;
    this.copies = copies;
    this.seed = seed;
    this.init = start.point();
    this.progress = progress;
    task.layout().requireSame(init.layout());
    pruner = new Pruner(task.layout(), options);
    initialMask = start.mask();
    plan = pruner.plan(initialMask);
    long perEpoch = task.stepsPerEpoch(recipe.batch());
    length = recipe.length().steps(perEpoch);
    rewindStep = options.rewind().to().steps(perEpoch);
    if (rewindStep >= length) {
      throw new IllegalArgumentException(
          "rewind must lie before the end of training, got "
              + options.rewind()
              + " of "
              + recipe.length());
    }
    retrainFrom = retrainFrom(perEpoch);
    retrainRecipe = options.rewind().kind() == Rewind.Kind.NOTHING ? atLastRate(perEpoch) : recipe;
  }

  private long retrainFrom(long perEpoch) {
    if (options.rewind().kind() == Rewind.Kind.WEIGHTS) {
      return rewindStep;
    }
    if (options.retrain().equals(Span.ZERO)) {
      return 0;
    }
    long steps = options.retrain().steps(perEpoch);
    if (steps > length) {
      throw new IllegalArgumentException(
          "retrain must be at most the training's "
              + recipe.length()
              + ", got "
              + options.retrain());
    }
    return length - steps;
  }

  private Recipe atLastRate(long perEpoch) {
    double rate = recipe.rate(length - 1, perEpoch);
    return recipe.withOptimizer(recipe.optimizer().withLr(rate)).withSchedule(Schedule.constant());
  }

  /** Returns the number of steps of all trainings. */
  long steps() {
    long retrainings = (long) options.rounds() * (1 + options.controls().size()) * copies.count();
    return length + retrainings * (length - retrainFrom);
  }

  /** Returns the ladder as far as it got, or none before the end of the dense run. */
  Optional<Ladder> finished() {
    return rounds.isEmpty()
        ? Optional.empty()
        : Optional.of(new Ladder(seed, init, origin, rounds, controls));
  }

  /** Runs all rounds; returns the ladder. */
  Optional<Ladder> run() {
    dense();
    for (int round = 1; round <= options.rounds(); round++) {
      Round last = rounds.get(round - 1);
      Mask mask =
          pruner.prune(last.solution(), last.mask(), Seeds.mix(Seeds.mix(seed, SELECTION), round));
      String where = where(round, "");
      Invariants.nested(where, mask, last.mask());
      Invariants.density(where, mask, plan.get(round));
      rounds.add(retrain(where, round, mask, base(last, origin)));
      for (Control control : options.controls()) {
        controls
            .computeIfAbsent(control, c -> new ArrayList<>())
            .add(control(control, round, mask));
      }
    }
    return finished();
  }

  private void dense() {
    SortedSet<Long> captures = new TreeSet<>();
    captures.add(rewindStep);
    Job job = new Job(init, initialMask, recipe, 0, length, Seeds.mix(seed, 0), captures);
    String where = where(0, "dense");
    long began = System.nanoTime();
    Training training = train(where, job);
    origin = training.captured().get(rewindStep);
    rounds.add(score(0, job, training, training.end(), List.of(), began));
  }

  private Round retrain(String where, int round, Mask mask, Point base) {
    Point start = base.masked(mask);
    Invariants.rewound(where, start, base, mask);
    long began = System.nanoTime();
    List<Training> trained = new ArrayList<>();
    for (int copy = 0; copy < copies.count(); copy++) {
      String which = copies.count() == 1 ? where : where + ", copy " + (copy + 1);
      trained.add(train(which, job(round, copy, start, mask)));
    }
    List<Point> ends = trained.stream().map(Training::end).toList();
    Point solution = copies.merge().merge(ends);
    Invariants.zeros(where + ", merged", solution, mask);
    List<Point> each = copies.count() == 1 ? List.of() : ends;
    return score(round, job(round, 0, start, mask), trained.get(0), solution, each, began);
  }

  private Job job(int round, int copy, Point start, Mask mask) {
    long order = Seeds.mix(seed, round);
    return new Job(
        start,
        mask,
        varied(copy),
        retrainFrom,
        length,
        copy == 0 ? order : Seeds.mix(order, copy),
        new TreeSet<>());
  }

  private Recipe varied(int copy) {
    List<Double> decays = copies.weightDecays();
    return decays.isEmpty()
        ? retrainRecipe
        : retrainRecipe.withOptimizer(
            retrainRecipe.optimizer().withWeightDecay(decays.get(copy % decays.size())));
  }

  private Round control(Control control, int round, Mask ticket) {
    List<Round> before = controls.getOrDefault(control, List.of());
    Round last = before.isEmpty() ? rounds.get(0) : before.get(before.size() - 1);
    String where = where(round, Branch.of(control).toString());
    return switch (control) {
      case RANDOM_MASK -> {
        long drawn = Seeds.mix(Seeds.mix(seed, RANDOM_MASKS), round);
        Mask mask = Pruner.randomLike(ticket, last.mask(), init, drawn);
        yield retrain(where, round, mask, base(last, origin));
      }
      case RANDOM_INIT -> retrain(where, round, ticket, task.init(Seeds.mix(seed, REINIT)));
    };
  }

  private Point base(Round last, Point rewound) {
    return options.rewind().kind() == Rewind.Kind.WEIGHTS ? rewound : last.solution();
  }

  private Training train(String where, Job job) {
    progress.phase(where);
    Invariants.zeros(where, job.start(), job.mask());
    try {
      Training training = task.train(job, progress);
      Invariants.zeros(where, training.end(), job.mask());
      return training;
    } catch (DivergedException e) {
      throw new DivergedException("stopped at " + where + ": " + e.getMessage());
    }
  }

  private Round score(
      int round, Job job, Training training, Point solution, List<Point> each, long began) {
    return new Round(
        round,
        job.mask(),
        job.start(),
        solution,
        training.history(),
        task.validation().score(solution),
        task.test().score(solution),
        task.test().errors(solution),
        each.stream().map(task.test()::score).toList(),
        (System.nanoTime() - began) / 1e9);
  }

  private String where(int round, String what) {
    String seeds = options.seeds().size() > 1 ? "seed " + seed + ", " : "";
    return seeds
        + "round "
        + round
        + " of "
        + options.rounds()
        + (what.isEmpty() ? "" : " (" + what + ")");
  }
}
