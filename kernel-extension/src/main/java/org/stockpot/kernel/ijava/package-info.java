/**
 * The adapter for kernels built on basekernel: IJava 1.3 and the bundled one.
 *
 * <p>Sees the port of the magics and basekernel.
 */
package org.stockpot.kernel.ijava;
