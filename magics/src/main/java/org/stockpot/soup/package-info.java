/**
 * Averages of several networks: which ingredients go in, and what each one changed.
 *
 * <p>Sees {@code weights} and {@code task}.
 */
package org.stockpot.soup;
