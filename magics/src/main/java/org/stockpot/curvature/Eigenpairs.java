package org.stockpot.curvature;

import java.util.List;
import org.stockpot.task.matrix.Rows;
import org.stockpot.weights.Point;

/** The largest eigenvalues of an operator in a subspace with their vectors, and the least one. */
public final class Eigenpairs {

  private final AxialSubspace space;
  private final List<Eigenvalue> top;
  private final List<Eigenvalue> least;
  private final float[][] vectors;
  private final int products;

  Eigenpairs(
      AxialSubspace space,
      List<Eigenvalue> top,
      List<Eigenvalue> least,
      float[][] vectors,
      int products) {
    this.space = space;
    this.top = List.copyOf(top);
    this.least = List.copyOf(least);
    this.vectors = vectors;
    this.products = products;
  }

  /**
   * Returns the largest eigenvalues.
   *
   * @return at most k, the largest first; fewer where the subspace has fewer dimensions
   */
  public List<Eigenvalue> top() {
    return top;
  }

  /**
   * Returns the least eigenvalue, whose error is measured against the largest magnitude.
   *
   * @return one; none in a subspace without dimensions
   */
  public List<Eigenvalue> least() {
    return least;
  }

  /**
   * Returns the unit vector of one of the largest eigenvalues.
   *
   * @param index from 0
   * @return the vector, 0 outside of the subspace
   * @throws IndexOutOfBoundsException if there is no such eigenvalue
   */
  public Point vector(int index) {
    return space.spread(vectors[index]);
  }

  /**
   * Returns how many products with the operator were needed.
   *
   * @return at least 0
   */
  public int products() {
    return products;
  }

  /**
   * Returns whether all eigenvalues are within the tolerance.
   *
   * @return false if products ran out before
   */
  public boolean converged() {
    return top.stream().allMatch(Eigenvalue::converged)
        && least.stream().allMatch(Eigenvalue::converged);
  }

  /**
   * Returns which share of a direction's squared length lies in the span of the largest
   * eigenvalues' vectors, {@code sum_i <v_i, g>² / |g|²}, of the part of g inside of the subspace.
   *
   * @param direction g
   * @return from 0 to 1; 0 if the direction is 0
   */
  public double share(Point direction) {
    double[] g = space.gather(direction);
    double length = Rows.product(g, g, g.length);
    double along = 0;
    for (float[] v : vectors) {
      double product = Basis.dot(v, g);
      along += product * product;
    }
    return length == 0 ? 0 : Math.min(1, along / length);
  }
}
