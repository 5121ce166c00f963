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
      long seed,
      Point init,
      Mask initialMask,
      Progress progress) {
    this.task = task;
    this.recipe = recipe;
    this.options = options;
    this.seed = seed;
    this.init = init;
    this.progress = progress;
    task.layout().requireSame(init.layout());
    pruner = new Pruner(task.layout(), options);
    this.initialMask = initialMask;
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
    return length
        + options.rounds() * (long) (1 + options.controls().size()) * (length - retrainFrom);
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
    rounds.add(score(0, job, training, began));
  }

  private Round retrain(String where, int round, Mask mask, Point base) {
    Point start = base.masked(mask);
    Invariants.rewound(where, start, base, mask);
    Job job =
        new Job(
            start,
            mask,
            retrainRecipe,
            retrainFrom,
            length,
            Seeds.mix(seed, round),
            new TreeSet<>());
    long began = System.nanoTime();
    return score(round, job, train(where, job), began);
  }

  private Round control(Control control, int round, Mask ticket) {
    List<Round> before = controls.getOrDefault(control, List.of());
    Round last = before.isEmpty() ? rounds.get(0) : before.get(before.size() - 1);
    String where =
        where(round, control.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
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

  private Round score(int round, Job job, Training training, long began) {
    return new Round(
        round,
        job.mask(),
        job.start(),
        training.end(),
        training.history(),
        task.validation().score(training.end()),
        task.test().score(training.end()),
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
