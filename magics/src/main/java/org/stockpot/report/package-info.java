/**
 * Results as Tablesaw tables and Plotly figures.
 *
 * <p>Sees every feature, and {@code display}; knows no kernel.
 */
package org.stockpot.report;
