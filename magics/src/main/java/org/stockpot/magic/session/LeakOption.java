package org.stockpot.magic.session;

import org.stockpot.task.Help;

/**
 * What a magic does with points that were trained on test examples.
 *
 * @param allowLeak whether to go on and mark the result
 */
public record LeakOption(
    @Help("use points that were trained on test examples, and mark the result") boolean allowLeak) {

  public static LeakOption defaults() {
    return new LeakOption(false);
  }
}
