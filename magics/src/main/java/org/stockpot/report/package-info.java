/**
 * Results as Tablesaw tables, Plotly figures and display bundles.
 *
 * <p>Sees every feature and Tablesaw; knows no kernel.
 */
package org.stockpot.report;
