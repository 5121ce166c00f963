package org.stockpot.magic;

import org.stockpot.task.Help;

/**
 * Whether a magic only says how much work it is.
 *
 * @param plan whether to do nothing else
 */
record PlanOption(@Help("say how much work it is, and do nothing") boolean plan) {

  static PlanOption defaults() {
    return new PlanOption(false);
  }
}
