/**
 * The ground around one network: how rough the loss is along random directions, and how far one can
 * go until it has risen.
 *
 * <p>Plain Java over {@code weights} and {@code task}; running statistics stay those of the
 * network.
 */
package org.stockpot.landscape;
