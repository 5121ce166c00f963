package org.stockpot.magic.session;

import org.stockpot.task.Help;

/**
 * How a magic takes the zeros of a point.
 *
 * @param zeros what they are
 */
public record ZerosOption(
    @Help(
            "zeros that no mask declares: weights (trained like others) or mask (pruned, they stay 0)")
        Zeros zeros) {

  public static ZerosOption defaults() {
    return new ZerosOption(Zeros.WEIGHTS);
  }
}
