/**
 * How things are shown in a notebook: display bundles of figures, tables and progress.
 *
 * <p>Sees {@code text}, {@code picture}, {@code task} and Tablesaw; knows no results and no kernel.
 */
package org.stockpot.display;
