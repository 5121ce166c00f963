/**
 * Files of tensors, one class a format, and the list of all that are read and written.
 *
 * <p>Depends on {@code format.tensor}, {@code format.torch} and {@code text}.
 */
package org.stockpot.format.file;
