package org.stockpot.task;

/** Which examples of a task: its parts by what they are for. */
public enum Part {
  /** What weights are fitted to. */
  TRAINING,
  /** What choices are made by. */
  VALIDATION,
  /** What is reported. */
  TEST
}
