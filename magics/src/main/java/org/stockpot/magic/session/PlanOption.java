package org.stockpot.magic.session;

import org.stockpot.task.Help;

/**
 * Whether a magic only says how much work it is.
 *
 * @param plan whether to do nothing else
 */
public record PlanOption(@Help("say how much work it is, and do nothing") boolean plan) {

  public static PlanOption defaults() {
    return new PlanOption(false);
  }
}
