package org.stockpot.magic.path;

import org.stockpot.task.option.Help;

/**
 * Whether minima and saddles are told of what was sampled.
 *
 * @param topology whether they are
 */
record TopologyOption(
    @Help("tell minima, the saddles between them and how deep each basin is") boolean topology) {

  static TopologyOption defaults() {
    return new TopologyOption(false);
  }
}
