package org.stockpot.prune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.stockpot.task.Job;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Seeds;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * Which stretches of the schedule lead to each network of a replicate. T is the recipe's length, k
 * the position that weights are rewound to, r the length of a retraining.
 */
final class TrainingPlan {

  /**
   * A stretch of the schedule that networks are trained over.
   *
   * @param from the position at which it begins
   * @param to the position at which it ends
   * @param recipe how
   * @param order the seed of the data order
   * @param copied whether copies are trained, which are merged at its end
   */
  record Leg(long from, long to, Recipe recipe, long order, boolean copied) {
    long steps() {
      return to - from;
    }

    /** Returns the training of a network over this stretch. */
    Job job(Point start, Mask mask, SortedSet<Long> captures) {
      return new Job(start, mask, recipe, from, to, order, captures);
    }
  }

  private final Retraining how;
  private final int copies;
  private final long seed;
  private final Recipe recipe;
  private final Recipe retrained;
  private final long length;
  private final long rewound;
  private final long resumed;

  /**
   * Makes the plan of one replicate.
   *
   * @throws IllegalArgumentException if the settings do not fit the recipe's length
   */
  TrainingPlan(Recipe recipe, Retraining how, int copies, long perEpoch, long seed) {
    this.how = how;
    this.copies = copies;
    this.seed = seed;
    this.recipe = recipe;
    length = recipe.length().steps(perEpoch);
    resumed = length - how.steps(recipe, perEpoch);
    rewound = how.accumulates() ? 0 : resumed;
    recipe.requireFits(0, perEpoch);
    recipe.requireFits(resumed, perEpoch);
    retrained = how.rewind().kind() == Rewind.Kind.NOTHING ? fineTuning(recipe, perEpoch) : recipe;
  }

  private Recipe fineTuning(Recipe dense, long perEpoch) {
    how.missingRate(dense, perEpoch)
        .ifPresent(
            rate -> {
              throw new IllegalArgumentException(
                  "finetune-lr must be named, such as "
                      + rate
                      + ", where the schedule ends below 1 % of its highest rate, got a last rate of "
                      + dense.lastRate(perEpoch));
            });
    double rate = how.finetuneLr() > 0 ? how.finetuneLr() : dense.lastRate(perEpoch);
    return dense.withOptimizer(dense.optimizer().withLr(rate)).withSchedule(Schedule.constant());
  }

  /** Returns k. */
  long rewound() {
    return rewound;
  }

  /** Returns the position at which a retraining begins. */
  long resumed() {
    return resumed;
  }

  /** Returns the dense run, from 0 to T. */
  Leg dense() {
    return new Leg(0, length, recipe, order(0), false);
  }

  /** Returns a retraining: from k to T, or the last r steps. */
  List<Leg> retraining(int round) {
    return List.of(new Leg(resumed, length, retrained, order(round), true));
  }

  /** Returns how many steps a network has had before the retraining of a round. */
  long inherited(int round) {
    return inherited(round, length - resumed);
  }

  private long inherited(int round, long retraining) {
    long retrainings = how.isChained() ? round - 1 : 0;
    return how.accumulates() ? length + retrainings * retraining : rewound;
  }

  /** Returns the same of a control that has a ladder of its own. */
  long inherited(Control control, int round) {
    return inherited(round, legs(control, round).stream().mapToLong(Leg::steps).sum());
  }

  /** Returns the trainings of a fresh initialisation. See {@link Budget}. */
  private List<Leg> fresh(int round) {
    if (how.budget() == Budget.SCHEDULE) {
      return retraining(round);
    } else if (!how.accumulates()) {
      return List.of(new Leg(0, length, recipe, order(round), true));
    }
    List<Leg> legs = new ArrayList<>(List.of(dense()));
    for (int before = how.isChained() ? 1 : round; before <= round; before++) {
      legs.addAll(retraining(before));
    }
    return legs;
  }

  /**
   * Returns a retraining of one network that has as many steps as all copies together: the same
   * stretch of the schedule, stretched.
   */
  private Leg longer(int round) {
    return new Leg(
        copies * resumed, copies * length, retrained.stretched(copies), order(round), false);
  }

  /** Returns the trainings of a control. */
  List<Leg> legs(Control control, int round) {
    return switch (control) {
      case RANDOM_INIT -> fresh(round);
      case LONGER_RETRAINING -> List.of(longer(round));
      default -> retraining(round);
    };
  }

  private long order(int round) {
    return Seeds.mix(seed, round);
  }

  /** Returns the steps of all trainings of a round, by what each is. */
  Map<String, Long> trainings(int round, List<Control> controls) {
    Map<String, Long> trainings = new LinkedHashMap<>();
    add(trainings, "ticket, round " + round, retraining(round));
    if (how.continuesDense()) {
      add(trainings, "dense, round " + round, retraining(round));
    }
    for (Control control : controls) {
      add(trainings, control + ", round " + round, legs(control, round));
    }
    return trainings;
  }

  private void add(Map<String, Long> trainings, String what, List<Leg> legs) {
    for (int leg = 0; leg < legs.size(); leg++) {
      for (int copy = 0; copy < (legs.get(leg).copied() ? copies : 1); copy++) {
        trainings.put(what + ", part " + leg + ", copy " + copy, legs.get(leg).steps());
      }
    }
  }

  /** Returns the number of steps of all trainings. */
  long steps(int rounds, List<Control> controls) {
    long steps = length;
    for (int round = 1; round <= rounds; round++) {
      long retraining = steps(retraining(round));
      steps += how.continuesDense() ? 2 * retraining : retraining;
      for (Control control : controls) {
        steps += steps(legs(control, round));
      }
    }
    return steps;
  }

  /** Returns the number of networks that are measured. */
  long networks(int rounds, List<Control> controls) {
    return 1 + rounds * ((how.continuesDense() ? 2L : 1L) + controls.size());
  }

  private long steps(List<Leg> legs) {
    return legs.stream().mapToLong(leg -> (leg.copied() ? copies : 1) * leg.steps()).sum();
  }
}
