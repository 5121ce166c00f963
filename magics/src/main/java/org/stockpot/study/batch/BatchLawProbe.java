package org.stockpot.study.batch;

import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.curvature.gradient.GradientAgreement;
import org.stockpot.task.replicates.Estimate;

/**
 * A training at one step.
 *
 * @param step the position in the schedule
 * @param loss the loss on all training examples
 * @param largest the largest eigenvalue λ1 of the Hessian of the training loss; empty if it is not
 *     known or did not converge
 * @param sharpness what is held against the threshold: the largest eigenvalue of {@code P^-½ (H + d
 *     I) P^-½} ({@link org.stockpot.task.optimizer.Stability}), which is λ1 for plain gradient
 *     descent; empty likewise, and before the first step of a rule that divides by past gradients
 * @param trace the trace of the Hessian by random probes; empty if it is not known
 * @param gradients how gradients of single examples agree, with the simple noise scale; empty if
 *     they are not known
 */
public record BatchLawProbe(
    long step,
    double loss,
    OptionalDouble largest,
    OptionalDouble sharpness,
    Optional<Estimate> trace,
    Optional<GradientAgreement> gradients) {

  /**
   * Returns the simple noise scale {@code tr Σ / |g|²}.
   *
   * @return in examples; empty if it is not known or infinite
   */
  public OptionalDouble noiseScale() {
    double scale = gradients.map(GradientAgreement::noiseScale).orElse(Double.NaN);
    return Double.isFinite(scale) ? OptionalDouble.of(scale) : OptionalDouble.empty();
  }
}
