/**
 * What all kernels share: where the magics stand in a cell, what their words are, how they fail.
 *
 * <p>Sees the port of the magics and no kernel.
 */
package org.stockpot.kernel.cell;
