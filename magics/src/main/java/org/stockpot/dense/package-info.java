/**
 * Steps of dense networks, written out: layers, inputs that are mostly background, losses, and the
 * optimizer over one flat vector. Of DJL it knows its arrays alone.
 *
 * <p>Sees {@code weights}, {@code task} and {@code data}. {@code djl} finds out whether a block is
 * such a network, and hands over the arrays of its parameters.
 */
package org.stockpot.dense;
