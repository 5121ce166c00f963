/**
 * Files of PyTorch, and the pickles of Python that they hold, read as data: nothing is run.
 *
 * <p>Depends on {@code format.tensor} and {@code text}.
 */
package org.stockpot.format.torch;
