package org.stockpot.study.merge;

import org.stockpot.task.Task;

/**
 * A task that merges are measured on.
 *
 * @param name what it is called
 * @param task scores points
 */
public record MergeTask(String name, Task task) {}
