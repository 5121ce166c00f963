package org.stockpot.magic;

import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * A point that a name means, and what is known of it.
 *
 * @param point the point
 * @param from where its training started; the point itself if it was not trained
 * @param java the expression that gives it, behind the name of what offers it
 * @param mask the mask that was declared for it; full if none was
 * @param maskJava the expression that gives the mask, likewise; empty if there is none
 */
record NamedPoint(Point point, Point from, String java, Mask mask, String maskJava) {

  /** Names a point of which nothing is known. */
  static NamedPoint alone(Point point) {
    return new NamedPoint(point, point, "", Mask.full(point.layout()), "");
  }

  /** Names a point that was not trained, but made of others. */
  static NamedPoint untrained(Point point, String java, Mask mask, String maskJava) {
    return new NamedPoint(point, point, java, mask, maskJava);
  }

  NamedPoint withMask(Mask declared, String expression) {
    return new NamedPoint(point, from, java, declared, expression);
  }

  /** Returns the point and its mask, or its zeros as its mask. */
  MaskedPoint masked(Zeros zeros) {
    return zeros == Zeros.MASK ? MaskedPoint.zerosOf(point) : new MaskedPoint(point, mask);
  }
}
