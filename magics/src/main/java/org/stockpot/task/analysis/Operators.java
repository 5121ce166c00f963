package org.stockpot.task.analysis;

import java.util.List;
import java.util.stream.DoubleStream;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Makes operators, and makes others of them. */
public final class Operators {

  private Operators() {}

  /**
   * Returns the Hessian of a loss at a point, {@code v -> ∇²L(w) v}.
   *
   * @param derivatives of the loss
   * @param at w
   * @return the operator
   * @throws IllegalArgumentException if the point is of another layout
   */
  public static SymmetricOperator hessian(Derivatives derivatives, Point at) {
    return new LossMatrix(derivatives, at, Derivatives::hessianTimes);
  }

  /**
   * Returns the Gauss–Newton matrix of a loss at a point, {@code v -> 1/N sum_i J_i^T H_i J_i v}.
   *
   * @param derivatives of the loss
   * @param at w
   * @return the operator, which has no negative eigenvalue if the loss is convex in the outputs
   * @throws IllegalArgumentException if the point is of another layout
   */
  public static SymmetricOperator gaussNewton(Derivatives derivatives, Point at) {
    return new LossMatrix(derivatives, at, Derivatives::gaussNewtonTimes);
  }

  /**
   * Returns the empirical Fisher matrix of a loss at a point, {@code v -> 1/N sum_i g_i <g_i, v>}.
   *
   * @param derivatives of the loss
   * @param at w
   * @return the operator, which has no negative eigenvalue
   * @throws IllegalArgumentException if the point is of another layout
   */
  public static SymmetricOperator empiricalFisher(Derivatives derivatives, Point at) {
    return new LossMatrix(derivatives, at, Derivatives::empiricalFisherTimes);
  }

  /**
   * Returns an operator restricted to what a mask keeps, {@code v -> m ⊙ A (m ⊙ v)}: the Hessian of
   * a ticket is that of its axial subspace.
   *
   * @param operator A
   * @param mask m
   * @return the operator
   * @throws IllegalArgumentException if the mask is of another layout
   */
  public static SymmetricOperator masked(SymmetricOperator operator, Mask mask) {
    return new Masked(operator, mask);
  }

  /**
   * Returns an operator between two diagonal ones, {@code v -> s ⊙ (A + d I)(s ⊙ v)}: with {@code s
   * = P^-½} it has the eigenvalues of {@code P⁻¹ (A + d I)}.
   *
   * @param operator A
   * @param shift d
   * @param scale s
   * @return the operator
   * @throws IllegalArgumentException if the scale is of another layout
   */
  public static SymmetricOperator scaled(SymmetricOperator operator, double shift, Point scale) {
    return new Scaled(operator, shift, scale);
  }

  /**
   * Returns an operator restricted to some slots: those blocks of its matrix that are of two of
   * them.
   *
   * @param operator A
   * @param names names of slots
   * @return the operator
   * @throws IllegalArgumentException if there is no slot of a name
   */
  public static SymmetricOperator ofSlots(SymmetricOperator operator, String... names) {
    List<Slot> slots = List.of(names).stream().map(operator.layout()::slot).toList();
    return new OfSlots(operator, slots);
  }

  /**
   * Returns a weighted sum of operators, {@code v -> sum_i c_i A_i v}.
   *
   * @param operators A_i, at least one, all of one layout
   * @param weights c_i, one per operator
   * @return the operator
   * @throws IllegalArgumentException if there is none, layouts differ, or there are not as many
   *     weights
   */
  public static SymmetricOperator sum(List<SymmetricOperator> operators, double... weights) {
    return new Sum(operators, DoubleStream.of(weights).boxed().toList());
  }
}
