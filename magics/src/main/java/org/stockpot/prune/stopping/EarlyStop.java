package org.stockpot.prune.stopping;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.Score;
import org.stockpot.task.Training;

/**
 * Where early stopping would have ended a training: at its lowest validation loss, of equal ones at
 * the first. How soon that comes is a proxy for the speed of learning.
 *
 * <p>See Frankle, Carbin, "The Lottery Ticket Hypothesis", ICLR 2019, §1 and Fig. 3 ("iteration of
 * minimum validation loss").
 *
 * @param iteration the position in the schedule, which for a start at the initialisation is the
 *     number of steps since
 * @param validation the validation score there
 * @param atEnd whether that is the end of the training: the loss may have gone on falling
 */
public record EarlyStop(long iteration, Score validation, boolean atEnd) {

  /**
   * Finds the lowest validation loss of a training, among the positions at which it was measured.
   *
   * @param history of a training, in order
   * @return where it is; empty if no finite loss was measured
   */
  public static Optional<EarlyStop> of(List<Training.Moment> history) {
    return history.stream()
        .filter(moment -> Double.isFinite(moment.validation().loss()))
        .min(Comparator.comparingDouble(moment -> moment.validation().loss()))
        .map(
            lowest ->
                new EarlyStop(
                    lowest.step(),
                    lowest.validation(),
                    lowest.equals(history.get(history.size() - 1))));
  }
}
