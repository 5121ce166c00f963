package org.stockpot.study.generalization;

import java.util.Locale;

/**
 * A number of a network that is to tell its gap between training and test examples: the larger, the
 * larger is the gap said to be. Only their order counts.
 */
public enum GeneralizationMeasure {
  /** The squared norm {@code |θ|²} of all weights. */
  NORM("squared norm of weights"),
  /** The squared distance {@code |θ - θ_0|²} to where the training started. */
  DISTANCE("squared distance from start"),
  /**
   * {@code sum_l log σ_1(W_l)²} over matrices of weights, convolutions as outputs by inputs times
   * kernel (Bartlett et al., NeurIPS 2017, without their other terms).
   */
  SPECTRAL("log of the product of spectral norms²"),
  /**
   * The logarithm of the path norm {@code sum over paths prod w²}: the sum of outputs for inputs of
   * 1 of the network with squared weights (Neyshabur et al., COLT 2015). Running statistics are
   * those of an initialisation.
   */
  PATH("log of the path norm"),
  /** {@code L(θ + ρ g / |g|) - L(θ)}, the rise of the loss of one step up (Foret et al., 2021). */
  SHARPNESS("rise of the loss at a distance"),
  /** The largest eigenvalue of the Hessian of the loss. */
  LARGEST_EIGENVALUE("largest eigenvalue of the Hessian"),
  /** {@link PacBayes}: a bound of the error under Gaussian weight noise. */
  PAC_BAYES("PAC-Bayes bound of the error"),
  /**
   * Minus the tenth percentile of margins {@code f_y - max_{k ≠ y} f_k} of outputs (Jiang et al.,
   * 2020, App. C).
   */
  MARGIN("minus the 10th percentile of margins"),
  /** Minus the m-coherence of gradients (Chatterjee, Zielinski, 2020). */
  COHERENCE("minus the coherence of gradients"),
  /** The effective rank of the last hidden layer (Roy, Vetterli, 2007). */
  EFFECTIVE_RANK("effective rank of last hidden layer"),
  /** {@link DiffusionEntropy} of the last hidden layer. */
  DIFFUSION_ENTROPY("diffusion spectral entropy");

  private final String label;

  GeneralizationMeasure(String label) {
    this.label = label;
  }

  /**
   * Returns what it is, for tables.
   *
   * @return words
   */
  public String label() {
    return label;
  }

  /** Returns the name that options have. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
