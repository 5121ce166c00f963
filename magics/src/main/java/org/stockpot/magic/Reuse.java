package org.stockpot.magic;

import org.stockpot.task.Help;

/**
 * What a magic with a result does with the store.
 *
 * @param fresh whether to make again what the store has
 */
record Reuse(@Help("train and measure again what the store has already") boolean fresh) {

  static Reuse defaults() {
    return new Reuse(false);
  }
}
