package org.stockpot.study.merge;

import java.util.List;
import org.stockpot.merge.trajectory.TrajectoryMeanResult;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupRow;
import org.stockpot.task.Result;
import org.stockpot.task.Score;
import org.stockpot.task.TestSet;

/**
 * Averages of the points of one training, beside its end.
 *
 * @param task the task's name
 * @param training what the training is called
 * @param means the averages
 * @param rows their scores, one for each
 * @param end the scores of the training's end
 * @param shift the shifted test sets
 * @param origin what they were made from, and the mask
 */
public record TrajectoryMeansResult(
    String task,
    String training,
    List<TrajectoryMeanResult> means,
    List<SoupRow> rows,
    SoupRow end,
    List<TestSet> shift,
    SoupOrigin origin)
    implements Result {

  /** Copies the lists. */
  public TrajectoryMeansResult {
    means = List.copyOf(means);
    rows = List.copyOf(rows);
    shift = List.copyOf(shift);
  }

  /**
   * Returns the average that is best on validation.
   *
   * @return of equals the one with the lowest validation loss, then the first
   */
  public TrajectoryMeanResult best() {
    return means.get(rows.indexOf(bestRow()));
  }

  /**
   * Returns the scores of {@link #best()}.
   *
   * @return one of {@link #rows()}
   */
  public SoupRow bestRow() {
    SoupRow best = rows.get(0);
    for (SoupRow row : rows) {
      best = Score.BEST_FIRST.compare(row.validation(), best.validation()) < 0 ? row : best;
    }
    return best;
  }

  /**
   * Returns an average by what it is called.
   *
   * @param label such as {@code swa}
   * @return the first of that name
   * @throws IllegalArgumentException if there is none
   */
  public TrajectoryMeanResult mean(String label) {
    return means.stream()
        .filter(mean -> mean.averaging().label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no average named "
                        + label
                        + ", there are "
                        + String.join(
                            " ", means.stream().map(m -> m.averaging().label()).toList())));
  }

  /** Returns task, training and ways in a phrase. */
  @Override
  public String toString() {
    return "averages along " + training + " of " + task;
  }
}
