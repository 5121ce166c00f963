package org.stockpot.prune;

/**
 * How long the networks are trained that tickets are compared with.
 *
 * <p>Counted from the initialisation, with the steps that were inherited: a ticket that was rewound
 * to step k of T has had T steps, k of them as a part of the dense run; one whose weights were not
 * rewound has had T + L r after L retrainings of r steps.
 */
public enum Budget {
  /**
   * For as many steps as the ticket, by the rates that led to it.
   *
   * <p>A fresh initialisation ({@link Control#RANDOM_INIT}) under the ticket's mask is trained for
   * the whole schedule; where weights are not rewound, the L retrainings of the ticket follow, each
   * at the ticket's rates and in its data order. So it differs from the ticket in its
   * initialisation, and in that the mask is there from the start, and in nothing else. Where
   * weights are not rewound, the dense run is trained on beside the tickets too, without pruning,
   * and each ticket is compared with the dense network of as many steps.
   */
  EQUAL,
  /**
   * At the same positions of the schedule as the ticket's last training. A fresh initialisation has
   * then had fewer steps than the ticket, which inherits some, and so has the dense run where
   * weights are not rewound.
   */
  SCHEDULE
}
