/**
 * What is known of a network around a point beside its scores: derivatives of the loss, activations
 * of layers, and symmetric linear maps such as the Hessian, with how those are composed. What
 * computes eigenvalues, traces and densities knows only {@link
 * org.stockpot.task.analysis.SymmetricOperator}.
 */
package org.stockpot.task.analysis;
