package org.stockpot.report;

import org.stockpot.text.Numbers;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;

/**
 * What a mask saves.
 *
 * @param dense bytes of all parameters as floats
 * @param sparse bytes of the kept ones as floats, with one bit for each prunable weight
 */
record Footprint(long dense, long sparse) {

  static Footprint of(Mask mask) {
    Layout layout = mask.layout();
    long dense = 4L * layout.size();
    long bits = (layout.prunable() + 7L) / 8;
    return new Footprint(dense, dense - 4L * mask.pruned() + bits);
  }

  String text() {
    return "The last ticket takes "
        + Numbers.bytes(sparse)
        + " packed (a bit per weight and the kept floats) instead of "
        + Numbers.bytes(dense)
        + " dense. It is no faster as it is: dense matrix products do not skip single zeros.";
  }
}
