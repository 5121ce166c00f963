package org.stockpot.law;

import java.util.ArrayList;
import java.util.List;

/**
 * The errors of replicates at one place.
 *
 * @param place where, as the law reads it
 * @param errors one for each replicate, in the same order at all places
 */
public record Observed(List<Double> place, List<Double> errors) {

  /** Copies the lists. */
  public Observed {
    place = List.copyOf(place);
    errors = List.copyOf(errors);
  }

  /**
   * Returns the place.
   *
   * @return its numbers
   */
  public double[] at() {
    return place.stream().mapToDouble(number -> number).toArray();
  }

  /**
   * Returns the mean error.
   *
   * @return the mean over replicates
   */
  public double error() {
    return errors.stream().mapToDouble(error -> error).average().orElse(Double.NaN);
  }

  /** Returns the same place without one of the replicates. */
  Observed without(int replicate) {
    List<Double> others = new ArrayList<>(errors);
    others.remove(replicate);
    return new Observed(place, others);
  }
}
