/**
 * What lies between networks: error along straight paths, stability to the noise of training, and
 * planes through weight space.
 *
 * <p>Sees {@code weights} and {@code task}.
 */
package org.stockpot.barrier;
