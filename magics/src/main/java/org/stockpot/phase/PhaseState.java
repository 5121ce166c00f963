package org.stockpot.phase;

import org.stockpot.weights.Point;

/**
 * Where a descent at one strength of the penalty ended.
 *
 * @param strength β
 * @param point θ
 * @param loss L(θ), without the penalty
 * @param norm the root of the sum of the squares of penalised entries
 * @param gradient the norm of the gradient of L with its penalty
 * @param steps how many were made
 * @param converged whether the gradient fell below the tolerance
 */
public record PhaseState(
    double strength,
    Point point,
    double loss,
    double norm,
    double gradient,
    int steps,
    boolean converged) {}
