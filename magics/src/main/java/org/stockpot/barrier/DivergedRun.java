package org.stockpot.barrier;

/**
 * A replicate that is missing because a training of it diverged.
 *
 * @param series such as {@code dense} or {@code ticket}
 * @param group what else its row of the table is about: the step of a fork, or the multiple of a
 *     perturbation
 * @param seed the replicate's seed
 * @param message where it diverged
 */
public record DivergedRun(String series, double group, long seed, String message) {}
