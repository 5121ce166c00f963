package org.stockpot.magic;

import org.stockpot.task.Help;

/**
 * What a magic that trains does with the store.
 *
 * @param fresh whether to train again what the store has
 */
record Reuse(@Help("train again what the store has already") boolean fresh) {

  static Reuse defaults() {
    return new Reuse(false);
  }
}
