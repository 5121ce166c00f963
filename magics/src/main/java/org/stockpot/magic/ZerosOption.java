package org.stockpot.magic;

import org.stockpot.task.Help;

/**
 * How a magic takes the zeros of a point.
 *
 * @param zeros what they are
 */
record ZerosOption(
    @Help(
            "zeros that no mask declares: weights (trained like others) or mask (pruned, they stay 0)")
        Zeros zeros) {

  static ZerosOption defaults() {
    return new ZerosOption(Zeros.WEIGHTS);
  }
}
