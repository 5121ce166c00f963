/**
 * Laws of how errors scale: formulas with constants, fitted to measured errors by nonlinear least
 * squares, with how well the constants are known and how far the law deviates where it was not
 * fitted.
 *
 * <p>Plain Java over {@code task}; the least squares are commons-math's.
 */
package org.stockpot.law;
