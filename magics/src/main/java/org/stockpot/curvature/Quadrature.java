package org.stockpot.curvature;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * What one probe tells of a spectrum: {@code v^T f(A) v / v^T v ≈ sum_j w_j f(θ_j)}, exactly for
 * polynomials f up to degree 2m - 1.
 *
 * @param nodes θ_j, the largest first
 * @param weights w_j, at least 0, whose sum is 1
 */
public record Quadrature(List<Double> nodes, List<Double> weights) {

  /**
   * Checks that there are as many weights as nodes.
   *
   * @throws IllegalArgumentException if there are not
   */
  public Quadrature {
    nodes = List.copyOf(nodes);
    weights = List.copyOf(weights);
    if (nodes.size() != weights.size() || nodes.isEmpty()) {
      throw new IllegalArgumentException(
          "a quadrature must have as many weights as nodes, got "
              + weights.size()
              + " and "
              + nodes.size());
    }
  }

  /**
   * Returns the mean of a function over the spectrum.
   *
   * @param function f
   * @return {@code sum_j w_j f(θ_j)}
   */
  public double mean(DoubleUnaryOperator function) {
    return IntStream.range(0, nodes.size())
        .mapToDouble(j -> weights.get(j) * function.applyAsDouble(nodes.get(j)))
        .sum();
  }
}
