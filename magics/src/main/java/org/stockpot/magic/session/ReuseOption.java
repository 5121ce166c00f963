package org.stockpot.magic.session;

import org.stockpot.task.Help;

/**
 * What a magic with a result does with the store.
 *
 * @param fresh whether to make again what the store has
 */
public record ReuseOption(
    @Help("train and measure again what the store has already") boolean fresh) {

  public static ReuseOption defaults() {
    return new ReuseOption(false);
  }
}
