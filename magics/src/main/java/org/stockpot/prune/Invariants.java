package org.stockpot.prune;

import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** What must hold after every step of a run. A violation stops it: the numbers would be wrong. */
final class Invariants {

  private Invariants() {}

  /** Pruned entries of a point are exactly +0.0. */
  static void zeros(String where, Point point, Mask mask) {
    try {
      mask.requireZeros(point);
    } catch (IllegalArgumentException e) {
      throw violation(where, e.getMessage());
    }
  }

  /** The next mask keeps nothing that this one pruned. */
  static void nested(String where, Mask next, Mask mask) {
    if (!next.isNestedIn(mask)) {
      throw violation(where, "masks must be nested, got one that revives pruned weights");
    }
  }

  /** A mask keeps as many weights as planned. */
  static void density(String where, Mask mask, int planned) {
    if (mask.kept() != planned) {
      throw violation(where, planned + " weights must be kept, got " + mask.kept());
    }
  }

  /** A start equals its origin on the kept coordinates, bit for bit. */
  static void rewound(String where, Point start, Point origin, Mask mask) {
    for (int i = 0; i < start.layout().size(); i++) {
      int bits = Float.floatToRawIntBits(start.at(i));
      if (mask.keeps(i) && bits != Float.floatToRawIntBits(origin.at(i))) {
        throw violation(
            where,
            mask.layout().entry(i)
                + " must be rewound to "
                + origin.at(i)
                + ", got "
                + start.at(i));
      }
    }
  }

  private static IllegalStateException violation(String where, String what) {
    return new IllegalStateException("stopped at " + where + ": " + what);
  }
}
