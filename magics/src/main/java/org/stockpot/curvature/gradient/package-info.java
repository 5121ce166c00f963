/**
 * Gradients along trainings: where the loss falls, how the gradients of examples agree, tangent
 * kernels, and where walks of gradient steps lead. Begin at {@link
 * org.stockpot.curvature.gradient.LossChangeAllocation}.
 */
package org.stockpot.curvature.gradient;
