package org.stockpot.study;

import org.stockpot.task.Task;

/** Tasks that differ in their load alone. */
@FunctionalInterface
public interface TaskFamily {

  /**
   * Makes a task of the family.
   *
   * @param load its width, or its share of the training examples
   * @return the task, to be closed by whoever asked
   * @throws IllegalArgumentException if there is none of that load; the message says why
   */
  Task member(Load load);
}
