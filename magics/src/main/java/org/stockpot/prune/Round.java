package org.stockpot.prune;

import java.util.List;
import java.util.Locale;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.task.Training;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * One training of a replicate: the dense run (round 0), a ticket, or a control.
 *
 * @param round the number of prunings so far
 * @param mask what was kept
 * @param start where training resumed: the masked rewind point or solution
 * @param solution where it ended; if there were copies, what they were merged to
 * @param history how it went; if there were copies, the first of them; if there were several
 *     trainings one after the other, the last of them
 * @param steps the steps of this training, in each copy if there were some
 * @param stepsFromInit the same and those before that led to its start, from the first point on
 * @param validation the solution's score on the validation examples
 * @param test its score on the test examples
 * @param errors its errors on the test examples, one by one
 * @param copies if several networks were retrained and merged to the solution, their own scores on
 *     the test examples; else empty
 * @param seconds the time it took; of reused trainings the time that they took when they were made
 * @param reused whether all trainings that led from its start to it were made before
 */
public record Round(
    int round,
    Mask mask,
    Point start,
    Point solution,
    List<Training.Moment> history,
    long steps,
    long stepsFromInit,
    Score validation,
    Score test,
    PerExample errors,
    List<Score> copies,
    double seconds,
    boolean reused) {

  /** Copies the lists. */
  public Round {
    history = List.copyOf(history);
    copies = List.copyOf(copies);
  }

  /**
   * Returns the share of prunable weights kept.
   *
   * @return from 0 to 1
   */
  public double density() {
    return mask.density();
  }

  /** Returns number and density in a phrase. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "round %d, %.1f%% of the weights kept", round, 100 * mask.density());
  }
}
