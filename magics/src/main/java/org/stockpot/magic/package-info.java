/**
 * The language of the magics: commands, their options and their help, over a notebook of any kind.
 *
 * <p>Sees all of the library and no kernel; a kernel implements {@link org.stockpot.magic.Notebook}
 * and calls {@link org.stockpot.magic.Stockpot}.
 */
package org.stockpot.magic;
