package org.stockpot.barrier;

import org.stockpot.task.Score;
import org.stockpot.task.Span;

/**
 * Two copies of one fork.
 *
 * @param series such as {@code dense} or {@code ticket}
 * @param at where training forked
 * @param step the same in steps
 * @param seed the replicate's seed
 * @param forked the test score at the fork
 * @param pair what lies between the copies
 */
public record ForkResult(
    String series, Span at, long step, long seed, Score forked, PairResult pair) {}
