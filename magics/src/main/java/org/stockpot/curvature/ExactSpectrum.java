package org.stockpot.curvature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.task.matrix.SymmetricEigenvalues;

/**
 * All eigenvalues of an operator in a small subspace, by as many Lanczos steps as there are
 * dimensions, each made orthogonal to all others: d products, d² floats.
 */
public final class ExactSpectrum {

  /** What products in float32 leave of 0, as a share of the largest magnitude. */
  private static final double ROUNDING = 1e-7;

  /**
   * A random direction whose product is no longer than this share of the largest is mapped to 0.
   */
  private static final double FLAT = 1e-6;

  private ExactSpectrum() {}

  /**
   * Finds all eigenvalues.
   *
   * @param operator A
   * @param space the coordinates inside of which A is looked at
   * @param seed of the first direction
   * @param counted told of each product
   * @return a density without error but that of float32; where A maps all that is left of the
   *     subspace to 0, its eigenvalues are 0 without further products
   * @throws IllegalArgumentException if a product is not finite, or the heap has no room
   */
  public static SpectralDensity of(
      SymmetricOperator operator, AxialSubspace space, long seed, IntConsumer counted) {
    RestrictedOperator inside = new RestrictedOperator(operator, space, counted);
    int dimension = space.dimension();
    if (dimension == 0) {
      return SpectralDensity.of(List.of());
    }
    SplittableRandom random = new SplittableRandom(seed);
    Basis basis = new Basis(dimension, dimension);
    basis.addRandom(random);
    double[] main = new double[dimension];
    double[] beside = new double[dimension];
    double scale = 0;
    int size = 0;
    boolean anew = false;
    while (size < dimension) {
      double[] w = inside.times(basis.row(size));
      double length = Basis.norm(w);
      if (anew && length <= FLAT * scale) {
        break;
      }
      scale = Math.max(scale, length);
      main[size] = basis.project(w)[size];
      double next = Basis.norm(w);
      size++;
      anew = next <= ROUNDING * scale;
      if (size < dimension && anew) {
        basis.addRandom(random);
      } else if (size < dimension) {
        beside[size - 1] = next;
        basis.add(w, next);
      }
    }
    return SpectralDensity.of(eigenvalues(main, beside, size));
  }

  /** Returns the eigenvalues of the first rows, and 0 for each of the others, in order. */
  private static List<Double> eigenvalues(double[] main, double[] beside, int size) {
    int most = Math.max(0, size - 1);
    double[] found =
        SymmetricEigenvalues.ofTridiagonal(Arrays.copyOf(main, size), Arrays.copyOf(beside, most));
    List<Double> all = new ArrayList<>(Arrays.stream(found).boxed().toList());
    all.addAll(Collections.nCopies(main.length - size, 0.0));
    all.sort(Collections.reverseOrder());
    return all;
  }
}
