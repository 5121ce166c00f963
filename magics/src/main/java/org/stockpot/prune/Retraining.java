package org.stockpot.prune;

import java.util.Objects;
import org.stockpot.task.Help;
import org.stockpot.task.Span;

/**
 * How networks are trained again after each pruning.
 *
 * @param rewind where training resumes
 * @param retrain steps of each retraining when weights are not rewound; none for the whole length
 * @param budget how long the networks are trained that tickets are compared with
 */
public record Retraining(
    @Help("init, a span such as 500it, lr (learning-rate rewinding) or none (fine-tuning)")
        Rewind rewind,
    @Help("span of each retraining under lr or none; 0it is the whole length") Span retrain,
    @Help(
            "steps of controls: equal (the ticket's, from the initialisation) or schedule (the same"
                + " positions)")
        Budget budget) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one does not fit the rewind
   */
  public Retraining {
    Objects.requireNonNull(budget, "budget");
    if (rewind.kind() == Rewind.Kind.WEIGHTS && !retrain.equals(Span.ZERO)) {
      throw new IllegalArgumentException(
          "retrain must come with --rewind lr or none, got " + retrain + " with " + rewind);
    }
  }

  /**
   * Returns retraining over the whole length after a rewind, with equal budgets.
   *
   * @param to where training resumes
   * @return the settings
   */
  public static Retraining after(Rewind to) {
    return new Retraining(to, Span.ZERO, Budget.EQUAL);
  }

  /**
   * Returns whether a ticket inherits the steps of all rounds before it, because weights are not
   * rewound.
   *
   * @return false if it inherits those up to the rewind point alone
   */
  public boolean accumulates() {
    return rewind.kind() != Rewind.Kind.WEIGHTS;
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
}
