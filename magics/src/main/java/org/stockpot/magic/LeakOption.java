package org.stockpot.magic;

import org.stockpot.task.Help;

/**
 * What a magic does with points that were trained on test examples.
 *
 * @param allowLeak whether to go on and mark the result
 */
record LeakOption(
    @Help("use points that were trained on test examples, and mark the result") boolean allowLeak) {

  static LeakOption defaults() {
    return new LeakOption(false);
  }
}
