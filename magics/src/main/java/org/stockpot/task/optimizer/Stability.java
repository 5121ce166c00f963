package org.stockpot.task.optimizer;

import java.util.Optional;

/**
 * How much curvature full-batch steps of a rule bear: on a quadratic loss of Hessian H they
 * converge while the largest eigenvalue of {@code P^-½ (H + d I) P^-½} is below a threshold and
 * grow above it. P is what the rule divides by, taken as it is now, or I.
 *
 * <p>With rate r, along an eigenvector of eigenvalue λ:
 *
 * <ul>
 *   <li>gradient descent, {@code w' = (1 - rλ) w}: {@code 2 / r}.
 *   <li>momentum μ, {@code z² - (1 + μ - rλ) z + μ = 0}: {@code 2 (1 + μ) / r}.
 *   <li>Nesterov's, {@code z² - (1 + μ)(1 - rλ) z + μ (1 - rλ) = 0}: {@code 2 (1 + μ) / ((1 + 2μ)
 *       r)}.
 *   <li>RMSprop: {@code 2 / r}.
 *   <li>Adam, whose momentum is a mean, {@code z² - (1 + β₁ - (1 - β₁) rλ) z + β₁ = 0}: {@code 2 (1
 *       + β₁) / ((1 - β₁) r)}, which is {@code 38 / r}.
 *   <li>AdamW with decay d, {@code z² - (1 - rd + β₁ - (1 - β₁) rλ) z + β₁ (1 - rd) = 0}: {@code (2
 *       - rd)(1 + β₁) / ((1 - β₁) r)}.
 * </ul>
 *
 * <p>Each is where {@code z = -1} is a root. See Cohen et al., "Gradient Descent on Neural Networks
 * Typically Occurs at the Edge of Stability", ICLR 2021, §2 and App. B (the first three); Cohen et
 * al., "Adaptive Gradient Methods at the Edge of Stability", 2022, §2 (RMSprop and Adam). AdamW's
 * is ours, by the same reckoning.
 *
 * @param threshold the largest stable eigenvalue, above 0
 * @param decay d, weight decay that is part of the gradient, as of the loss {@code L + ½ d |w|²}
 * @param preconditioner P; empty for I
 */
public record Stability(double threshold, double decay, Optional<Preconditioner> preconditioner) {

  /** Of a rule that divides by nothing. */
  static Stability of(double threshold, double decay) {
    return new Stability(threshold, decay, Optional.empty());
  }
}
