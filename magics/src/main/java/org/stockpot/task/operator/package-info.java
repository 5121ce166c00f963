/**
 * Symmetric linear maps on points, such as the Hessian of a loss, and how they are composed. What
 * computes eigenvalues, traces and densities knows only {@link
 * org.stockpot.task.operator.SymmetricOperator}.
 */
package org.stockpot.task.operator;
