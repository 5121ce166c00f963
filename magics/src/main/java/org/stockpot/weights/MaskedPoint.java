package org.stockpot.weights;

/**
 * A point and the mask that was declared for it: a network some of whose weights are pruned. A zero
 * alone declares nothing: heads that start at 0 and weights that happen to be 0 are weights like
 * others.
 *
 * @param point the weights, exactly +0.0 wherever the mask removes
 * @param mask what is kept; {@link Mask#full} if nothing is pruned
 */
public record MaskedPoint(Point point, Mask mask) {

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if the layouts differ, or an entry is pruned and not +0.0
   */
  public MaskedPoint {
    mask.requireZeros(point);
  }

  /**
   * Returns a point of which nothing is pruned, whatever its zeros.
   *
   * @param point the weights
   * @return the point with the full mask
   */
  public static MaskedPoint dense(Point point) {
    return new MaskedPoint(point, Mask.full(point.layout()));
  }

  /**
   * Declares that the prunable entries of a point that are zero are pruned. -0.0 is zero, and
   * becomes +0.0.
   *
   * @param point the weights
   * @return the point with its support as its mask
   */
  public static MaskedPoint zerosOf(Point point) {
    Mask support = Mask.supportOf(point);
    return new MaskedPoint(point.masked(support), support);
  }
}
