package org.stockpot.prune;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.prune.TrainingPlan.Leg;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
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
  private final PruneOptions options;
  private final long seed;
  private final Point init;
  private final Pruner pruner;
  private final Mask initialMask;
  private final List<Integer> kept;
  private final TrainingPlan plan;
  private final LadderTrainer trainer;

  private final List<Round> rounds = new ArrayList<>();
  private final List<Round> continued = new ArrayList<>();
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
    this.options = options;
    this.seed = seed;
    this.init = start.point();
    task.layout().requireSame(init.layout());
    pruner = new Pruner(task.layout(), options);
    initialMask = start.mask();
    kept = pruner.plan(initialMask);
    long perEpoch = task.stepsPerEpoch(recipe.batch());
    plan = new TrainingPlan(recipe, options.retraining(), copies.count(), perEpoch, seed);
    trainer = new LadderTrainer(task, copies, progress);
  }

  /** Returns the number of steps of all trainings. */
  long steps() {
    return plan.steps(options.rounds(), options.controls());
  }

  /** Returns the ladder as far as it got, or none before the end of the dense run. */
  Optional<Ladder> finished() {
    return rounds.isEmpty()
        ? Optional.empty()
        : Optional.of(new Ladder(seed, init, origin, rounds, continued, controls));
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
      Invariants.density(where, mask, kept.get(round));
      rounds.add(retrained(where, round, mask, base(last)));
      if (options.retraining().continuesDense()) {
        Round dense = round == 1 ? rounds.get(0) : continued.get(round - 2);
        continued.add(retrained(where(round, "dense"), round, initialMask, dense.solution()));
      }
      for (Control control : options.controls()) {
        controls
            .computeIfAbsent(control, c -> new ArrayList<>())
            .add(control(control, round, mask));
      }
    }
    return finished();
  }

  private void dense() {
    long began = System.nanoTime();
    Leg leg = plan.dense();
    Training dense = trainer.train(where(0, "dense"), init, initialMask, leg, plan.rewound());
    origin = dense.captured().get(plan.rewound());
    rounds.add(trainer.measured(0, init, initialMask, dense, leg.steps(), began));
  }

  private Round retrained(String where, int round, Mask mask, Point base) {
    Point start = start(where, base, mask);
    return trainer.round(where, round, start, mask, plan.retraining(round), plan.inherited(round));
  }

  private static Point start(String where, Point base, Mask mask) {
    Point start = base.masked(mask);
    Invariants.rewound(where, start, base, mask);
    return start;
  }

  private Round control(Control control, int round, Mask ticket) {
    String where = where(round, Branch.of(control).toString());
    return switch (control) {
      case RANDOM_MASK -> {
        List<Round> before = controls.get(Control.RANDOM_MASK);
        Round last = before.isEmpty() ? rounds.get(0) : before.get(before.size() - 1);
        long drawn = Seeds.mix(Seeds.mix(seed, RANDOM_MASKS), round);
        Mask mask = Pruner.randomLike(ticket, last.mask(), init, drawn);
        yield retrained(where, round, mask, base(last));
      }
      case RANDOM_INIT -> {
        Point start = start(where, task.init(Seeds.mix(seed, REINIT)), ticket);
        yield trainer.round(where, round, start, ticket, plan.fresh(round), 0);
      }
    };
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
