package org.stockpot.task.analysis;

import java.util.concurrent.CancellationException;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/**
 * First and second derivatives of the mean loss over one set of examples, {@code L(w) = 1/N sum_i
 * l_i(w)}, by the coordinates that training changes.
 *
 * <p>Running statistics are frozen: they count as constants, as in evaluation, and their entries of
 * a result are 0, as are those of frozen slots. A mask is for whoever asks: {@code m ⊙ H (m ⊙ v)}
 * is the Hessian of a ticket, see {@link Operators#masked}. Examples are taken in chunks whose size
 * depends on the task alone, each in the engine's precision and added in double in the order of the
 * data, so that bits do not depend on threads.
 */
public interface Derivatives {

  /**
   * Returns the layout of points and directions.
   *
   * @return the layout
   */
  Layout layout();

  /**
   * Returns how many examples the loss is a mean over.
   *
   * @return N, at least 1
   */
  long examples();

  /**
   * Returns the gradient, {@code ∇L(w)}.
   *
   * @param at w
   * @return the gradient, whose norm is in units of the loss per unit of the weights
   * @throws CancellationException if the calling thread was interrupted
   */
  Point gradient(Point at);

  /**
   * Returns the product of the Hessian with a direction, {@code ∇²L(w) v}, exactly: by
   * differentiating twice, not by a difference of gradients. Where a network has kinks, as with
   * ReLU, it is the Hessian of the piece that w lies in.
   *
   * @param at w
   * @param direction v, whose entries of statistics and frozen slots count as 0
   * @return the product
   * @throws CancellationException if the calling thread was interrupted
   */
  Point hessianTimes(Point at, Point direction);

  /**
   * Computes the gradient of each example's loss, {@code ∇l_i(w)}, whose mean is {@link #gradient}.
   *
   * @param at w
   * @param sink receives one gradient per example, in the order of the data
   * @throws CancellationException if the calling thread was interrupted
   */
  void perExample(Point at, GradientSink sink);

  /** Receives gradients of single examples. */
  @FunctionalInterface
  interface GradientSink {
    /**
     * Receives one gradient.
     *
     * @param example the example's place in the data, from 0
     * @param gradient its gradient
     */
    void accept(int example, Point gradient);
  }
}
