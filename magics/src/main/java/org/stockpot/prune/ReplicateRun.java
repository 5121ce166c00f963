package org.stockpot.prune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.stockpot.prune.Retraining.Ladder;
import org.stockpot.prune.TrainingPlan.Leg;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Part;
import org.stockpot.task.Plan;
import org.stockpot.task.Plan.PlannedTraining;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.weights.Digests;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * The rounds of one seed. Rounds finished before an interrupt, a failure or a divergence stay; a
 * control that diverges does not end them.
 */
final class ReplicateRun {

  /** Numbers of the seeds that a replicate derives from its own, beside those of its rounds. */
  private static final long REINIT = -1;

  private static final long SELECTION = -2;
  private static final long RANDOM_MASKS = -3;

  private final Task task;
  private final PruneOptions options;
  private final long seed;
  private final Point init;
  private Pruner pruner;
  private Pruner inverted;
  private final Mask initialMask;
  private final List<Integer> kept;
  private final TrainingPlan plan;
  private final String copies;
  private final RoundTrainer trainer;
  private final Progress progress;

  private final List<Round> rounds = new ArrayList<>();
  private final List<Round> continued = new ArrayList<>();
  private final Map<Control, List<Round>> controls = new EnumMap<>(Control.class);
  private final Map<Control, Mask> randomMasks = new EnumMap<>(Control.class);
  private final List<DivergedRound> diverged = new ArrayList<>();
  private Point origin;

  ReplicateRun(
      Task task,
      Recipe recipe,
      PruneOptions options,
      Copies copies,
      long seed,
      MaskedPoint start,
      Progress progress) {
    this.task = task;
    this.options = options;
    this.seed = seed;
    this.init = start.point();
    task.layout().requireSame(init.layout());
    pruner = new Pruner(task.layout(), options);
    boolean inverts = options.controls().contains(Control.INVERTED);
    inverted =
        inverts
            ? new Pruner(task.layout(), options.withScoring(options.scoring().inverted()))
            : pruner;
    initialMask = start.mask();
    kept = pruner.plan(initialMask);
    pruner.require(new ScoredNetwork(task, examples(), init, init, initialMask, seed));
    long perEpoch = task.stepsPerEpoch(recipe.batch());
    plan = new TrainingPlan(recipe, options.retraining(), copies.count(), perEpoch, seed);
    trainer = new RoundTrainer(task, copies, progress);
    copies.requireBeside(options.controls(), recipe);
    copies.averaged(plan.resumed(), plan.dense().to(), perEpoch);
    this.copies = copies.settings();
    this.progress = progress;
  }

  /** Announces the steps of all trainings and the networks that are measured. */
  void announce() {
    announce(progress);
  }

  private void announce(Progress told) {
    List<Control> all = options.controls();
    told.plan(Work.step(plan.dense().recipe()), plan.steps(options.rounds(), all));
    told.plan(RoundTrainer.measuring(task), plan.networks(options.rounds(), all));
    if (all.contains(Control.RANDOM_SEARCH)) {
      told.plan(RoundTrainer.candidates(task), (long) Control.CANDIDATES * options.rounds());
    }
  }

  /** Returns how much work the replicate is. */
  Plan plan() {
    Leg leg = plan.dense();
    Job dense = leg.job(init, initialMask, Collections.emptySortedSet());
    List<PlannedTraining> trainings = new ArrayList<>();
    trainings.add(new PlannedTraining(dense.digest(), leg.steps()));
    for (int round = 1; round <= options.rounds(); round++) {
      String settings = settings(round);
      plan.trainings(round, options.controls())
          .forEach(
              (what, steps) ->
                  trainings.add(
                      new PlannedTraining(Digests.of(dense.digest(), settings, what), steps)));
    }
    return Plan.of(trainings, this::announce);
  }

  /**
   * Returns what decides the trainings of a round: all settings but how many rounds come, and what
   * is compared. The first round is the same on every ladder.
   */
  private String settings(int round) {
    Retraining how = options.retraining();
    return options
            .withRetraining(round == 1 ? how.withPruning(Ladder.ITERATIVE) : how)
            .withRounds(1)
            .withControls()
            .withSeeds(seed)
            .withMatching(Tolerance.SPREAD)
        + " "
        + copies;
  }

  /** Returns the replicate as far as it got, or none before the end of the dense run. */
  Optional<PruneReplicate> finished() {
    return rounds.isEmpty()
        ? Optional.empty()
        : Optional.of(new PruneReplicate(seed, init, origin, rounds, continued, controls));
  }

  /** Returns the trainings that diverged. */
  List<DivergedRound> diverged() {
    return diverged;
  }

  /** Runs all rounds, up to the one whose ticket diverges; returns the replicate. */
  Optional<PruneReplicate> run() {
    boolean going = attempt(NetworkKind.DENSE, 0, initialMask, rounds, this::dense);
    for (int round = 1; going && round <= options.rounds(); round++) {
      going = round(round);
    }
    progress.end();
    return finished();
  }

  /** Runs a round, and returns whether its ticket was finished. */
  private boolean round(int round) {
    int first = firstPruning(round);
    Round last = rounds.get(first - 1);
    pruner = asked(pruner, round);
    String where = where(round, "");
    MaskedPoint pruned = pruned(pruner, where, round, last);
    Mask mask = pruned.mask();
    Point base = options.retraining().accumulates() ? pruned.point() : origin;
    if (!retrain(NetworkKind.TICKET, where, round, mask, base, rounds)) {
      return false;
    }
    boolean broken = options.retraining().isChained() && continued.size() < round - 1;
    if (options.retraining().continuesDense() && !broken) {
      Round dense = first == 1 ? rounds.get(0) : continued.get(first - 2);
      String of = where(round, "dense");
      retrain(NetworkKind.DENSE, of, round, initialMask, dense.solution(), continued);
    }
    options.controls().forEach(control -> control(control, round, mask));
    return true;
  }

  /** Returns a pruner that asks about the dense network once, if all rounds prune that. */
  private Pruner asked(Pruner own, int round) {
    boolean once = round == 1 && options.retraining().pruning() == Ladder.ONE_SHOT;
    return once ? own.asked(scored(rounds.get(0), 1)) : own;
  }

  /** Prunes a network to what a round keeps. */
  private MaskedPoint pruned(Pruner own, String where, int round, Round last) {
    int first = firstPruning(round);
    MaskedPoint pruned = own.prune(scored(last, first), first, round);
    Invariants.nested(where, pruned.mask(), last.mask());
    Invariants.density(where, pruned.mask(), kept.get(round));
    Invariants.zeros(where, pruned.point(), pruned.mask());
    return pruned;
  }

  /** Returns the first of the prunings that lead from the network that a round prunes to it. */
  private int firstPruning(int round) {
    return options.retraining().pruning() == Ladder.ONE_SHOT ? 1 : round;
  }

  /** Returns what a round scores: where the last training ended, or what tickets start from. */
  private ScoredNetwork scored(Round last, int first) {
    long drawn = Seeds.mix(Seeds.mix(seed, SELECTION), first);
    Mask mask = last.mask();
    if (options.scoring().at() == ScoreAt.END) {
      return new ScoredNetwork(task, examples(), last.start(), last.solution(), mask, drawn);
    }
    Point untrained = origin.masked(mask);
    return new ScoredNetwork(task, examples(), untrained, untrained, mask, drawn);
  }

  private Subset examples() {
    return options.scoring().saliencyExamples().of(Part.TRAINING, seed);
  }

  /**
   * Adds what a training makes to a list, or notes that it diverged; returns whether it did not.
   */
  private boolean attempt(
      NetworkKind kind, int round, Mask mask, List<Round> to, Supplier<Round> training) {
    try {
      to.add(training.get());
      return true;
    } catch (DivergedException e) {
      diverged.add(lost(kind, round, 0, mask, e));
      return false;
    }
  }

  private DivergedRound lost(
      NetworkKind kind, int round, int copy, Mask mask, DivergedException e) {
    return new DivergedRound(seed, kind, round, copy, mask.density(), e.step(), e.getMessage());
  }

  private Round dense() {
    long began = System.nanoTime();
    Leg leg = plan.dense();
    SortedSet<Long> rewound = new TreeSet<>(Set.of(plan.rewound()));
    Training dense = trainer.train(where(0, "dense"), init, initialMask, leg, rewound);
    origin = dense.captured().get(plan.rewound());
    return trainer.measured(0, init, initialMask, dense, leg.steps(), began);
  }

  private boolean retrain(
      NetworkKind kind, String where, int round, Mask mask, Point base, List<Round> to) {
    long inherited = plan.inherited(round);
    return train(kind, where, round, mask, base, plan.retraining(round), inherited, to);
  }

  private boolean train(
      NetworkKind kind,
      String where,
      int round,
      Mask mask,
      Point base,
      List<Leg> legs,
      long inherited,
      List<Round> to) {
    Point start = start(where, base, mask);
    RoundTrainer.Lost copy = (number, e) -> diverged.add(lost(kind, round, number, mask, e));
    Supplier<Round> training =
        () -> trainer.round(where, round, start, mask, legs, inherited, copy);
    return attempt(kind, round, mask, to, training);
  }

  private static Point start(String where, Point base, Mask mask) {
    Point start = base.masked(mask);
    Invariants.rewound(where, start, base, mask);
    return start;
  }

  private void control(Control control, int round, Mask ticket) {
    NetworkKind kind = NetworkKind.of(control);
    String where = where(round, kind.toString());
    List<Round> to = controls.computeIfAbsent(control, c -> new ArrayList<>());
    switch (control) {
      case RANDOM_MASK, RANDOM_SEARCH -> randomMask(control, where, round, ticket, to);
      case INVERTED -> {
        inverted = asked(inverted, round);
        ladder(control, inverted, where, round, to);
      }
      case LONGER_RETRAINING -> ladder(control, pruner, where, round, to);
      case RANDOM_INIT -> {
        Point fresh = task.init(Seeds.mix(seed, REINIT));
        train(kind, where, round, ticket, fresh, plan.legs(control, round), 0, to);
      }
    }
  }

  /**
   * Trains a random mask. It goes on from the control of the round before; a rewound one can do
   * without its solution.
   */
  private void randomMask(Control control, String where, int round, Mask ticket, List<Round> to) {
    boolean chained = options.retraining().isChained();
    if (chained && to.size() < round - 1) {
      return;
    }
    int first = firstPruning(round);
    Round last = !chained || to.isEmpty() ? rounds.get(0) : to.get(to.size() - 1);
    Mask within = first == 1 ? initialMask : randomMasks.get(control);
    long drawn = Seeds.mix(Seeds.mix(seed, RANDOM_MASKS), first);
    Mask mask =
        control == Control.RANDOM_SEARCH
            ? trainer.bestStart(
                i -> Pruner.randomLike(ticket, within, init, Seeds.mix(drawn, i)), base(last))
            : Pruner.randomLike(ticket, within, init, drawn);
    randomMasks.put(control, mask);
    retrain(NetworkKind.of(control), where, round, mask, base(last), to);
  }

  /** Prunes the network of the control of the round before, and trains what is left. */
  private void ladder(Control control, Pruner own, String where, int round, List<Round> to) {
    int first = firstPruning(round);
    if (first > 1 && to.size() < round - 1) {
      return;
    }
    Round last = first == 1 ? rounds.get(0) : to.get(round - 2);
    MaskedPoint pruned = pruned(own, where, round, last);
    Mask mask = pruned.mask();
    Point base = options.retraining().accumulates() ? pruned.point() : origin;
    List<Leg> legs = plan.legs(control, round);
    long inherited = plan.inherited(control, round);
    train(NetworkKind.of(control), where, round, mask, base, legs, inherited, to);
  }

  private Point base(Round last) {
    return options.retraining().accumulates() ? last.solution() : origin;
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
