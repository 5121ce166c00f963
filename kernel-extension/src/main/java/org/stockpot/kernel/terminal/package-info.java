/**
 * The magics in plain JShell, without a notebook.
 *
 * <p>Sees the port of the magics, and no kernel.
 */
package org.stockpot.kernel.terminal;
