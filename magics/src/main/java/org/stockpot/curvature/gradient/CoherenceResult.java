package org.stockpot.curvature.gradient;

import java.util.List;
import java.util.Optional;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;

/**
 * How the gradients of examples agree along a training.
 *
 * @param task the task's name
 * @param training what the training is called
 * @param examples how many examples were compared
 * @param options the settings
 * @param together whether all examples were taken together, rather than one at a time
 * @param moments the points, in the order of their steps
 * @param outcome whether all points were measured
 */
public record CoherenceResult(
    String task,
    String training,
    long examples,
    CoherenceOptions options,
    boolean together,
    List<Moment> moments,
    Outcome outcome)
    implements Result {

  /**
   * The gradients at one point.
   *
   * @param step its position in the schedule
   * @param own with the labels as they are
   * @param shuffled with labels shuffled among the examples, if that was asked for
   */
  public record Moment(long step, GradientAgreement own, Optional<GradientAgreement> shuffled) {}

  /** Copies the list. */
  public CoherenceResult {
    moments = List.copyOf(moments);
  }

  /** Returns the training and how many points there are. */
  @Override
  public String toString() {
    return "coherence of " + training + ", " + moments.size() + " points";
  }
}
