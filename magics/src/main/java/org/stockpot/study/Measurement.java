package org.stockpot.study;

import org.stockpot.task.replicates.Sample;

/**
 * One number of one replicate, and where it was measured.
 *
 * @param level where
 * @param sample the number
 */
record Measurement(Level level, Sample sample) {}
