/**
 * Data as plain Java arrays: examples, what is predicted from them, how a source is split, and the
 * sources themselves.
 *
 * <p>Depends on {@code java.base}, on Tablesaw for tables alone, and on {@code task} for {@link
 * org.stockpot.task.option.Help} alone, and reads NumPy's arrays through {@code format}. Knows no
 * DJL: {@code org.stockpot.djl} turns these arrays into tensors, and DJL's own data sets into these
 * arrays.
 */
package org.stockpot.data;
