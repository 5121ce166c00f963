package org.stockpot.magic.path;

import org.stockpot.task.option.Help;

/**
 * What networks are aligned to.
 *
 * @param to the name of a point; empty for one another
 */
record AlignTo(
    @Help("the network to align to; without it all are aligned to one another") String to) {

  static AlignTo defaults() {
    return new AlignTo("");
  }
}
