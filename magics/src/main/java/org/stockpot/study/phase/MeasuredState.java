package org.stockpot.study.phase;

import java.util.OptionalDouble;
import org.stockpot.phase.PhaseState;

/**
 * A state of a sweep with what is measured of it.
 *
 * @param state the state
 * @param error its error on the examples of the sweep
 * @param eigenvalue the largest eigenvalue of the Hessian of the loss without the penalty; empty if
 *     it did not converge
 */
public record MeasuredState(PhaseState state, double error, OptionalDouble eigenvalue) {}
