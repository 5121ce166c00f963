package org.stockpot.magic.task;

import org.stockpot.task.option.Help;

/**
 * Whether groups of units are shown.
 *
 * @param groups whether they are
 */
record GroupsShown(
    @Help("show which hidden units move together when they change places") boolean groups) {

  static GroupsShown defaults() {
    return new GroupsShown(false);
  }
}
