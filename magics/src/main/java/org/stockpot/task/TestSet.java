package org.stockpot.task;

/**
 * A test set beside a task's test examples: these with changed inputs, or a further one, such as
 * {@code noise:0.2} or {@code 2024.csv}. Its text is what options read.
 */
public interface TestSet {}
