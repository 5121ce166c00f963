package org.stockpot.curvature.gradient;

/**
 * A visited point of a gradient walk.
 *
 * @param step how many steps led to it
 * @param loss L, in units of the loss
 * @param gradient ‖∇L‖, in units of the loss per unit of the weights
 * @param largest λ_max of the Hessian, as far as Lanczos' iteration came
 * @param least λ_min of the Hessian, as far as it came
 * @param converged whether the residuals of both are within what counts as 0
 */
public record CloudPoint(
    long step, double loss, double gradient, double largest, double least, boolean converged) {

  /** How many numbers tell a point. */
  static final int WIDTH = 6;

  double[] numbers() {
    return new double[] {step, loss, gradient, largest, least, converged ? 1 : 0};
  }

  static CloudPoint of(double[] numbers, int from) {
    return new CloudPoint(
        (long) numbers[from],
        numbers[from + 1],
        numbers[from + 2],
        numbers[from + 3],
        numbers[from + 4],
        numbers[from + 5] == 1);
  }

  /**
   * Returns the form of the loss here.
   *
   * @param tolerance the share of the larger magnitude up to which an eigenvalue counts as 0
   * @return the sign of the Hessian
   */
  public CurvatureSign sign(double tolerance) {
    return CurvatureSign.of(largest, least, tolerance);
  }
}
