/**
 * Java in a cell: a JShell whose code can be interrupted, and what it says of errors.
 *
 * <p>Sees the text of cells and JShell; knows no kernel.
 */
package org.stockpot.kernel.shell;
