/**
 * The bundled Java kernel: Jupyter's messages on one side, a Java session on the other.
 *
 * <p>Sees the adapter for basekernel's family of kernels, whose surface it shares.
 */
package org.stockpot.kernel;
