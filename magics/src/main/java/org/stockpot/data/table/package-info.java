/**
 * Tables as data: which columns become inputs, how they are encoded, and which is predicted.
 *
 * <p>Depends on {@code data}, {@code data.split}, {@code data.csv} and Tablesaw.
 */
package org.stockpot.data.table;
