package org.stockpot.curvature.gradient;

import java.util.List;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;

/**
 * Where the loss fell along a training: which layers, and how many of their parameters.
 *
 * @param task the task's name
 * @param training what the training is called
 * @param metric what the task's scores measure, which tells the unit of its loss
 * @param examples how many examples the loss is a mean over
 * @param options the settings
 * @param slots the names of the slots that training changes
 * @param trained how many parameters of each slot training changes: those that the mask keeps
 * @param steps the steps, in their order
 * @param outcome whether all steps were allocated
 */
public record LcaResult(
    String task,
    String training,
    Metric metric,
    long examples,
    LcaOptions options,
    List<String> slots,
    List<Long> trained,
    List<LcaStep> steps,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public LcaResult {
    slots = List.copyOf(slots);
    trained = List.copyOf(trained);
    steps = List.copyOf(steps);
  }

  /**
   * Returns what a slot was allocated over all steps.
   *
   * @param slot its place among {@link #slots}
   * @return the sum; below 0 if it helped
   */
  public double total(int slot) {
    return steps.stream().mapToDouble(step -> step.allocated().get(slot)).sum();
  }

  /**
   * Returns what all parameters were allocated over all steps.
   *
   * @return the sum
   */
  public double total() {
    return steps.stream().mapToDouble(LcaStep::sum).sum();
  }

  /**
   * Returns the share of the trained parameters that lowered the loss in a step.
   *
   * @param step one of {@link #steps}
   * @return from 0 to 1; 0 if none is trained
   */
  public double helping(LcaStep step) {
    return share(step.helping());
  }

  /**
   * Returns the share of the trained parameters that raised the loss in a step. The others did not
   * move, or had no gradient.
   *
   * @param step one of {@link #steps}
   * @return from 0 to 1; 0 if none is trained
   */
  public double hurting(LcaStep step) {
    return share(step.hurting());
  }

  private double share(List<Long> counts) {
    long all = trained.stream().mapToLong(Long::longValue).sum();
    return all == 0 ? 0 : counts.stream().mapToDouble(Long::doubleValue).sum() / all;
  }

  /**
   * Returns the share of a slot's trained parameters that lowered the loss, as a mean over steps.
   *
   * @param slot its place among {@link #slots}
   * @return from 0 to 1; 0 if none is trained
   */
  public double helping(int slot) {
    return share(slot, steps.stream().mapToDouble(step -> step.helping().get(slot)).sum());
  }

  /**
   * Returns the share of a slot's trained parameters that raised the loss, as a mean over steps.
   *
   * @param slot its place among {@link #slots}
   * @return from 0 to 1; 0 if none is trained
   */
  public double hurting(int slot) {
    return share(slot, steps.stream().mapToDouble(step -> step.hurting().get(slot)).sum());
  }

  private double share(int slot, double sum) {
    return trained.get(slot) == 0 || steps.isEmpty() ? 0 : sum / trained.get(slot) / steps.size();
  }

  /**
   * Returns how many steps do not sum up to the change of the loss within 1e-3, split as often as
   * they may be.
   *
   * @return at least 0
   */
  public long unresolved() {
    return steps.stream().filter(step -> !step.isResolved()).count();
  }

  /** Returns the training and how many steps there are. */
  @Override
  public String toString() {
    return "loss change allocation of " + training + ", " + steps.size() + " steps";
  }
}
