/**
 * The spectrum of a symmetric operator around a point, such as the Hessian of a loss, from its
 * products alone: largest and least eigenvalues with residuals, trace and spectral density with
 * standard errors, in the axial subspace of what a mask keeps. No library of networks, no memory
 * beyond a basis.
 */
package org.stockpot.curvature;
