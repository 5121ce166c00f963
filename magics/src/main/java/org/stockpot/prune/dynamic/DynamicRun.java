package org.stockpot.prune.dynamic;

import java.util.Optional;
import org.stockpot.task.PerExample;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.GateUse;

/**
 * One training with gates, or one as long without.
 *
 * @param seed of the order of the data
 * @param training the training with its scores
 * @param errors its errors on the test examples
 * @param use what its gates let through there; empty without gates
 */
public record DynamicRun(
    long seed, TrainResult training, PerExample errors, Optional<GateUse> use) {}
