/**
 * What all reports are made of: the vocabulary of columns, scores and intervals as text, columns
 * and charts, and the line chart that nearly every result is.
 *
 * <p>Sees the results of algorithms and {@code display}; knows no report.
 */
package org.stockpot.report.parts;
