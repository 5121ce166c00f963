package org.stockpot.task.analysis;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.stockpot.task.Availability;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Mixture;
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
   * Returns the loss of each example, {@code l_i(w)}.
   *
   * @param at w
   * @return one loss per example, in the order of the data; nats for cross-entropy
   * @throws CancellationException if the calling thread was interrupted
   */
  double[] losses(Point at);

  /**
   * Returns the mean loss, {@code L(w)}.
   *
   * @param at w
   * @return the loss, added in double
   * @throws CancellationException if the calling thread was interrupted
   */
  default double loss(Point at) {
    return Arrays.stream(losses(at)).sum() / examples();
  }

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
   * Returns the product of the Gauss–Newton matrix with a direction, {@code 1/N sum_i J_i^T H_i J_i
   * v}, where J_i are the derivatives of example i's outputs by the weights and H_i is the Hessian
   * of its loss by its outputs: what is left of the Hessian if outputs were linear in the weights.
   * For softmax cross-entropy and for squared error it is also the Fisher information of the
   * model's own predictions.
   *
   * @param at w
   * @param direction v
   * @return the product
   * @throws UnsupportedOperationException with the reason, if outputs are not known
   * @throws CancellationException if the calling thread was interrupted
   */
  default Point gaussNewtonTimes(Point at, Point direction) {
    throw new UnsupportedOperationException(
        "the Gauss–Newton matrix needs outputs, which these derivatives do not tell");
  }

  /**
   * Returns the product of the empirical Fisher matrix with a direction, {@code 1/N sum_i g_i <g_i,
   * v>}, where g_i is the gradient of example i's loss at its given label.
   *
   * @param at w
   * @param direction v
   * @return the product
   * @throws CancellationException if the calling thread was interrupted
   */
  default Point empiricalFisherTimes(Point at, Point direction) {
    double[] sum = new double[layout().size()];
    perExample(
        at,
        (example, gradient) -> {
          double along = gradient.dot(direction);
          for (int i = 0; i < sum.length; i++) {
            sum[i] += along * gradient.at(i);
          }
        });
    return Point.build(
        layout(),
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sum[i] / examples());
          }
        });
  }

  /**
   * Returns the squared norm of each example's gradient, {@code |∇l_i(w)|²}.
   *
   * @param at w
   * @return one number per example, in the order of the data
   * @throws CancellationException if the calling thread was interrupted
   */
  default double[] squaredNorms(Point at) {
    return squaredNorms(at, Mask.full(layout()));
  }

  /**
   * Returns the squared norm of each example's gradient inside a mask, {@code |m ⊙ ∇l_i(w)|²}.
   * Those that have a faster way than single gradients override this.
   *
   * @param at w
   * @param mask m
   * @return one number per example, in the order of the data
   * @throws CancellationException if the calling thread was interrupted
   */
  default double[] squaredNorms(Point at, Mask mask) {
    double[] norms = new double[Math.toIntExact(examples())];
    perExample(
        at,
        (example, gradient) -> {
          Point inside = gradient.masked(mask);
          norms[example] = inside.dot(inside);
        });
    return norms;
  }

  /**
   * Returns the derivative of each example's loss along a direction, {@code <∇l_i(w), v>}, whose
   * mean is {@code <∇L(w), v>}. Those that have a faster way than single gradients override this.
   *
   * @param at w
   * @param direction v, whose entries of statistics and frozen slots count as 0
   * @return one number per example, in the order of the data
   * @throws CancellationException if the calling thread was interrupted
   */
  default double[] slopes(Point at, Point direction) {
    double[] slopes = new double[Math.toIntExact(examples())];
    perExample(at, (example, gradient) -> slopes[example] = gradient.dot(direction));
    return slopes;
  }

  /**
   * Returns whether {@link #squaredNorms} and {@link #slopes} are computed for all examples
   * together, in about the time of a gradient, rather than one example at a time.
   *
   * @return false unless there is a faster way
   */
  default boolean takesExamplesTogether() {
    return false;
  }

  /**
   * Computes the derivatives of each example's outputs by the weights, {@code J_i}, row by row.
   *
   * @param at w
   * @param sink receives the gradient of each output of each example, in the order of the data
   * @throws UnsupportedOperationException with the reason, if outputs are not known
   * @throws CancellationException if the calling thread was interrupted
   */
  default void outputGradients(Point at, OutputSink sink) {
    throw new UnsupportedOperationException(
        "gradients of outputs are not known: these derivatives tell those of the loss alone");
  }

  /**
   * Returns how many outputs an example has.
   *
   * @param at w
   * @return at least 1
   * @throws UnsupportedOperationException with the reason, if outputs are not known
   */
  default int outputs(Point at) {
    throw new UnsupportedOperationException(
        "how many outputs there are is not known: these derivatives tell those of the loss alone");
  }

  /**
   * Returns the empirical tangent kernel inside a mask, {@code K = J J^T}: the products of the
   * gradients of all outputs of all examples. Those that have a faster way than single gradients,
   * which have to be in memory all at once, override this.
   *
   * @param at w
   * @param mask the coordinates that count
   * @param averaged whether the kernels of single outputs are averaged, one row for each example;
   *     else there is one for each output of each example
   * @return the kernel, whose rows are in the order of the data
   * @throws UnsupportedOperationException with the reason, if outputs are not known
   * @throws IllegalArgumentException if the gradients do not fit into memory
   * @throws CancellationException if the calling thread was interrupted
   */
  default double[][] tangentKernel(Point at, Mask mask, boolean averaged) {
    TangentKernel kernel = new TangentKernel(mask);
    outputGradients(at, (example, output, gradient) -> kernel.add(output, gradient));
    return kernel.of(averaged);
  }

  /**
   * Computes the gradient of each example's loss, {@code ∇l_i(w)}, whose mean is {@link #gradient}.
   *
   * @param at w
   * @param sink receives one gradient per example, in the order of the data
   * @throws CancellationException if the calling thread was interrupted
   */
  void perExample(Point at, GradientSink sink);

  /**
   * Returns the same of another loss over the same examples: the squared error of the class
   * probabilities that a classifier gives, {@code l_i = 1/C sum_k (p_ik - y_ik)²}, where C is the
   * number of classes and y is 1 for the example's class and 0 for the others.
   *
   * @return derivatives of that loss, or the reason why there are none
   */
  default Availability<Derivatives> ofSquaredErrors() {
    return Availability.none(
        "squared errors of class probabilities are not known: these derivatives tell those of the"
            + " task's own loss alone");
  }

  /**
   * Returns the diagonal of the empirical Fisher matrix, {@code 1/N sum_i ∇l_i(w)²} entry by entry.
   * Those that have a faster way than single gradients override this.
   *
   * @param at w
   * @return the diagonal
   * @throws CancellationException if the calling thread was interrupted
   */
  default Point empiricalFisherDiagonal(Point at) {
    double[] sum = new double[layout().size()];
    perExample(
        at,
        (example, gradient) -> {
          for (int i = 0; i < sum.length; i++) {
            double slope = gradient.at(i);
            sum[i] += slope * slope;
          }
        });
    return Point.build(
        layout(),
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sum[i] / examples());
          }
        });
  }

  /**
   * Returns the same of some of the examples, as a mini-batch is.
   *
   * @param chosen their places in the data, from 0; at least one
   * @return derivatives of the mean loss over them, or the reason why there are none
   */
  default Availability<Derivatives> some(int... chosen) {
    return Availability.none("these derivatives tell those of all examples alone");
  }

  /**
   * Returns the derivatives by the coefficients of a mixture over mini-batches: one gradient by the
   * weights, and a product of it with each member. Those that have a faster way override this.
   *
   * @param mixture the mixture, of this layout
   * @param steps how often they will be asked for, by which a way may be chosen
   * @return the derivatives, or the reason why there are none for some of the examples
   */
  default Availability<MixtureSlopes> ofMixture(Mixture mixture, long steps) {
    return some(0)
        .then(
            one ->
                Availability.of(
                    (coefficients, chosen) ->
                        mixture.slopes(some(chosen).orThrow().gradient(mixture.at(coefficients)))));
  }

  /**
   * Returns the same of the entropy of the class probabilities that a classifier gives, {@code l_i
   * = -sum_k p_ik ln p_ik} in nats, which asks for no label.
   *
   * @return derivatives of the mean entropy, or the reason why there are none
   */
  default Availability<Derivatives> ofEntropies() {
    return Availability.none(
        "entropies of predictions are not known: these derivatives tell those of the task's own"
            + " loss alone");
  }

  /**
   * Returns the same of the sum of outputs of one example whose inputs are all 1, in evaluation
   * mode: what flows through a network that no data is shown to.
   *
   * @return derivatives of that sum, or the reason why there are none
   */
  default Availability<Derivatives> ofOutputsAtOnes() {
    return Availability.none(
        "outputs at inputs of ones are not known: these derivatives tell those of the loss alone");
  }

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

  /** Receives gradients of single outputs. */
  @FunctionalInterface
  interface OutputSink {
    /**
     * Receives one gradient.
     *
     * @param example the example's place in the data, from 0
     * @param output which of its outputs, from 0
     * @param gradient the output's gradient
     */
    void accept(int example, int output, Point gradient);
  }
}
