package org.stockpot.merge.trajectory;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stockpot.weights.Point;

/**
 * An average of the points of one training.
 *
 * @param training what the training is called
 * @param averaging how points were averaged
 * @param from the training's first position
 * @param to its last
 * @param weights how much the points counted, by position
 * @param point the average, with statistics as {@link Averaging#statistics} says
 */
public record TrajectoryMeanResult(
    String training,
    Averaging averaging,
    long from,
    long to,
    SortedMap<Long, Double> weights,
    Point point) {

  /** Copies the weights. */
  public TrajectoryMeanResult {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  /**
   * Says which points were averaged.
   *
   * @return a phrase such as {@code swa: 3 points of base, from step 80 to 100 of 100}
   */
  public String words() {
    double latest = weights.get(weights.lastKey());
    double total = weights.values().stream().mapToDouble(c -> c).sum();
    String counts =
        weights.values().stream().allMatch(c -> c == latest)
            ? ""
            : String.format(
                Locale.ROOT, ", the last of which counts %.3g %%", 100 * latest / total);
    return averaging.label()
        + ": "
        + weights.size()
        + (weights.size() == 1 ? " point of " : " points of ")
        + training
        + ", from step "
        + weights.firstKey()
        + " to "
        + weights.lastKey()
        + " of "
        + to
        + counts;
  }
}
