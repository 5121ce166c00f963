package org.stockpot.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.stockpot.weights.Line;

/**
 * Scores along one line. A supremum over the line is taken over these samples, so that a barrier is
 * a lower bound of it.
 *
 * @param positions where, from 0 to 1, both ends among them
 * @param scores the scores there
 */
public record Profile(List<Double> positions, List<Score> scores) {

  /** A smaller difference of heights is that of the arithmetic. */
  private static final double ROUNDING = 1e-12;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if they differ in length or there are not both ends
   */
  public Profile {
    positions = List.copyOf(positions);
    scores = List.copyOf(scores);
    if (positions.size() != scores.size() || positions.size() < 2) {
      throw new IllegalArgumentException(
          "a profile must have one score per position and both ends, got "
              + scores.size()
              + " for "
              + positions.size());
    }
  }

  /**
   * Measures a line at evenly spaced positions.
   *
   * @param line the line
   * @param statistics what becomes of running statistics
   * @param task re-estimates statistics
   * @param objective measures points
   * @param samples positions, at least 2
   * @return the profile
   */
  public static Profile of(
      Line line, Statistics statistics, Task task, Objective objective, int samples) {
    List<Double> positions = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      positions.add(i / (samples - 1.0));
    }
    Score[] scores = new Score[samples];
    double[] all = positions.stream().mapToDouble(Double::doubleValue).toArray();
    statistics.along(line, all, task, objective, (i, score) -> scores[i] = score);
    return new Profile(positions, Arrays.asList(scores));
  }

  /**
   * Returns the height of the barrier: the largest excess over the baseline.
   *
   * @param quantity error or loss of a score
   * @param baseline what it is compared with
   * @return the height
   */
  public double height(ToDoubleFunction<Score> quantity, Baseline baseline) {
    return excess(quantity, baseline)[highest(quantity, baseline)];
  }

  /**
   * Returns where the barrier is highest.
   *
   * @param quantity error or loss of a score
   * @param baseline what it is compared with
   * @return a position, the first of equals
   */
  public double peak(ToDoubleFunction<Score> quantity, Baseline baseline) {
    return positions.get(highest(quantity, baseline));
  }

  /**
   * Returns whether a position between the ends is worse than both: whether there is a ridge to
   * cross. Otherwise the path only has a worst end.
   *
   * @param quantity error or loss of a score
   * @return true if the highest value lies between the ends
   */
  public boolean hasRidge(ToDoubleFunction<Score> quantity) {
    double[] values = scores.stream().mapToDouble(quantity).toArray();
    double ends = Math.max(values[0], values[values.length - 1]);
    return Arrays.stream(values).max().orElseThrow() > ends + ROUNDING;
  }

  private int highest(ToDoubleFunction<Score> quantity, Baseline baseline) {
    double[] excess = excess(quantity, baseline);
    int best = 0;
    for (int i = 1; i < excess.length; i++) {
      best = excess[i] > excess[best] + ROUNDING ? i : best;
    }
    return best;
  }

  private double[] excess(ToDoubleFunction<Score> quantity, Baseline baseline) {
    double[] values = scores.stream().mapToDouble(quantity).toArray();
    double from = values[0];
    double to = values[values.length - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] -= baseline.at(positions.get(i), from, to);
    }
    return values;
  }
}
