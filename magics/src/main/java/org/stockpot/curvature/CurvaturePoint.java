package org.stockpot.curvature;

import org.stockpot.weights.MaskedPoint;

/**
 * A network whose curvature is measured.
 *
 * @param name what it is called
 * @param at its weights, and the mask that bounds its axial subspace
 */
public record CurvaturePoint(String name, MaskedPoint at) {

  /**
   * Checks that all weights are numbers.
   *
   * @throws IllegalArgumentException if one is not; the message names the first
   */
  public CurvaturePoint {
    int wrong = at.point().firstNonFinite();
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          name
              + " must have finite weights, got "
              + at.point().at(wrong)
              + " at "
              + at.point().layout().entry(wrong));
    }
  }
}
