/**
 * Sweeps of the strength of an L2 penalty: from a learned state up, from the trivial one down, each
 * step from where the last ended, and the transition between them.
 *
 * <p>Plain Java over {@code weights} and {@code task}.
 */
package org.stockpot.phase;
