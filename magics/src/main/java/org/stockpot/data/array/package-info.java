/**
 * Arrays as data: those of Java, and those of NumPy in npz files.
 *
 * <p>Depends on {@code data}, {@code data.split}, on {@code data.image} for the order of pixels and
 * on {@code data.table} for labels, and reads files through {@code format}.
 */
package org.stockpot.data.array;
