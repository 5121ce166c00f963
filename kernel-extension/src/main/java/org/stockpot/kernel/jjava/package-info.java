/**
 * The adapter for JJava, 1.0-a6 and later.
 *
 * <p>Sees the port of the magics and JJava's classes that are the same in all these versions.
 */
package org.stockpot.kernel.jjava;
