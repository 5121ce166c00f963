package org.stockpot.study;

import java.util.Optional;
import org.stockpot.task.replicates.Contrast;
import org.stockpot.task.replicates.Interval;

/**
 * One variant at one level.
 *
 * @param variant the variant's name
 * @param level where it was measured
 * @param value the mean test error or height over replicates, as a share
 * @param contrast how far it lies above the first variant; empty for the first itself, where the
 *     first has no such level, and where values cannot be compared
 */
public record ComparisonRow(
    String variant, Level level, Interval value, Optional<Contrast> contrast) {}
