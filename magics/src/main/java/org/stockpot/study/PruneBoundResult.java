package org.stockpot.study;

import java.util.List;
import org.stockpot.curvature.CurvatureOptions;
import org.stockpot.curvature.Eigenvalue;
import org.stockpot.curvature.SpectralDensity;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;

/**
 * How far the spectrum lets one prune a network, beside how far one can.
 *
 * @param task the task's name
 * @param network what the network is called
 * @param weights how many weights may be removed, d
 * @param examples how many training examples losses and the Hessian are of
 * @param curvature of what the spectrum is
 * @param options the settings
 * @param recipe how networks are trained inside of their masks
 * @param loss of the network, L
 * @param trainedOn the loss of the network itself after as much training
 * @param epsilon by how much the loss may rise, ε
 * @param epsilonOver what ε is: {@code given}, or what it is the standard deviation over
 * @param gradient the norm of the gradient among the weights
 * @param largest the largest eigenvalue among the weights
 * @param density the spectrum among the weights
 * @param orders by magnitude, at random, and by the chosen saliency if it is another
 * @param outcome whether all was measured
 */
public record PruneBoundResult(
    String task,
    String network,
    int weights,
    long examples,
    CurvatureOptions curvature,
    PruneBoundOptions options,
    Recipe recipe,
    double loss,
    double trainedOn,
    double epsilon,
    String epsilonOver,
    double gradient,
    Eigenvalue largest,
    SpectralDensity density,
    List<PruneBoundOrder> orders,
    Outcome outcome)
    implements Result {

  /** Copies the list. */
  public PruneBoundResult {
    orders = List.copyOf(orders);
  }

  /**
   * Returns what the linear term, which the bound leaves out, may move the loss by along the
   * sharpest direction.
   *
   * @return {@code |g|² / λ_1}; 0 without curvature
   */
  public double linearTerm() {
    return largest.value() > 0 ? gradient * gradient / largest.value() : 0;
  }
}
