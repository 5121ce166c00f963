package org.stockpot.prune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;
import java.util.OptionalDouble;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.option.Help;

/**
 * How networks are trained again after each pruning.
 *
 * @param rewind where training resumes
 * @param retrain steps of each retraining unless weights go back to a position of their own; none
 *     for the whole length
 * @param finetuneLr the constant learning rate of fine-tuning; 0 for the last of the schedule
 * @param budget how long the networks are trained that tickets are compared with
 * @param pruning which network a round prunes
 */
public record Retraining(
    @Help(
            "init, a span such as 500it, weights (to as far from the end as --retrain), lr"
                + " (learning-rate rewinding) or none (fine-tuning)")
        Rewind rewind,
    @Help("span of each retraining under weights, lr or none; 0it is the whole length")
        Span retrain,
    @Help("learning rate under --rewind none; 0 is the last one of the schedule") double finetuneLr,
    @Help(
            "steps of controls: equal (the ticket's, from the initialisation) or schedule (the same"
                + " positions)")
        Budget budget,
    @Help("which network a round prunes: iterative (of the last round) or one-shot (the dense run)")
        Ladder pruning) {

  /** Which network a round prunes. */
  public enum Ladder {
    /** The last round's, by its share. */
    ITERATIVE,
    /**
     * The dense run's, at once to what the iterative ladder keeps at that round, so that no round
     * goes on from another one (Frankle, Carbin, ICLR 2019, §4; Renda et al., ICLR 2020, §3).
     */
    ONE_SHOT
  }

  private static final double LEAST_SHARE = 0.01;
  private static final double ROUNDING = 1e-9;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one does not fit the rewind
   */
  public Retraining {
    Objects.requireNonNull(budget, "budget");
    Objects.requireNonNull(pruning, "pruning");
    if (rewind.kind() == Rewind.Kind.WEIGHTS && !retrain.equals(Span.ZERO)) {
      throw new IllegalArgumentException(
          "retrain must come with --rewind weights, lr or none, got "
              + retrain
              + " with "
              + rewind);
    }
    if (!(finetuneLr >= 0) || Double.isInfinite(finetuneLr)) {
      throw new IllegalArgumentException("finetune-lr must be above 0, got " + finetuneLr);
    }
    if (finetuneLr > 0 && rewind.kind() != Rewind.Kind.NOTHING) {
      throw new IllegalArgumentException(
          "finetune-lr must come with --rewind none, got " + finetuneLr + " with " + rewind);
    }
  }

  /**
   * Returns retraining over the whole length after a rewind, iterative, with equal budgets.
   *
   * @param rewind where training resumes
   * @return the settings
   */
  public static Retraining after(Rewind rewind) {
    return new Retraining(rewind, Span.ZERO, 0, Budget.EQUAL, Ladder.ITERATIVE);
  }

  /**
   * Returns whether a ticket goes on from the network that was pruned, because weights are not
   * rewound.
   *
   * @return false if it inherits the steps up to the rewind point alone
   */
  public boolean accumulates() {
    return !rewind.takesWeights();
  }

  /**
   * Returns how long a retraining is.
   *
   * @param recipe how networks are trained
   * @param perEpoch steps in one epoch
   * @return its steps
   * @throws IllegalArgumentException if it is longer than the training, or begins at its end
   */
  public long steps(Recipe recipe, long perEpoch) {
    long length = recipe.length().steps(perEpoch);
    if (rewind.kind() == Rewind.Kind.WEIGHTS) {
      long to = rewind.to().steps(perEpoch);
      if (to >= length) {
        throw new IllegalArgumentException(
            "rewind must lie before the end of training, got " + rewind + " of " + recipe.length());
      }
      return length - to;
    }
    long steps = retrain.equals(Span.ZERO) ? length : retrain.steps(perEpoch);
    if (steps > length) {
      throw new IllegalArgumentException(
          "retrain must be at most the training's " + recipe.length() + ", got " + retrain);
    }
    return steps;
  }

  /**
   * Returns whether a ticket inherits the steps of all rounds before it.
   *
   * @return false if weights are rewound, or all rounds prune the dense run
   */
  public boolean isChained() {
    return accumulates() && pruning == Ladder.ITERATIVE;
  }

  /**
   * Returns whether the dense run is trained on beside the tickets, as it would otherwise have had
   * fewer steps.
   *
   * @return true for equal budgets where weights are not rewound
   */
  public boolean continuesDense() {
    return accumulates() && budget == Budget.EQUAL;
  }

  /**
   * Returns these settings with another length of each retraining.
   *
   * @param span of steps; none for the whole length
   * @return the changed settings
   */
  public Retraining withRetrain(Span span) {
    return new Retraining(rewind, span, finetuneLr, budget, pruning);
  }

  /**
   * Returns these settings with another budget of controls.
   *
   * @param length how long the networks are trained that tickets are compared with
   * @return the changed settings
   */
  public Retraining withBudget(Budget length) {
    return new Retraining(rewind, retrain, finetuneLr, length, pruning);
  }

  /**
   * Returns these settings with another rewind.
   *
   * @param to where training resumes
   * @return the changed settings
   */
  public Retraining withRewind(Rewind to) {
    return new Retraining(to, retrain, finetuneLr, budget, pruning);
  }

  /**
   * Returns these settings with another ladder.
   *
   * @param ladder which network a round prunes
   * @return the changed settings
   */
  public Retraining withPruning(Ladder ladder) {
    return new Retraining(rewind, retrain, finetuneLr, budget, ladder);
  }

  /**
   * Returns these settings with another learning rate of fine-tuning.
   *
   * @param rate the rate; 0 for the last of the schedule
   * @return the changed settings
   */
  public Retraining withFinetuneLr(double rate) {
    return new Retraining(rewind, retrain, rate, budget, pruning);
  }

  /**
   * Returns the rate to name where fine-tuning would else train nothing: 1 % of the schedule's
   * highest, if the schedule ends below that, as cosine and linear ones do.
   *
   * <p>Renda et al. (ICLR 2020, §3) fine-tune at the last rate of a step schedule, which ends at 1
   * % of the highest and stays there.
   *
   * @param recipe how networks are trained
   * @param perEpoch steps in one epoch
   * @return the rate, to three digits; empty if none has to be named
   */
  public OptionalDouble missingRate(Recipe recipe, long perEpoch) {
    double least = LEAST_SHARE * recipe.peakRate(perEpoch);
    boolean named = rewind.kind() != Rewind.Kind.NOTHING || finetuneLr > 0;
    // A step schedule that ends at 1 % may lie below it by rounding.
    if (named || recipe.lastRate(perEpoch) >= least * (1 - ROUNDING)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(new BigDecimal(least).round(new MathContext(3)).doubleValue());
  }
}
