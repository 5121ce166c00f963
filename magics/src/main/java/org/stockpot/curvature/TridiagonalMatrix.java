package org.stockpot.curvature;

import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.work.Workers;

/**
 * All eigenvalues of a symmetric tridiagonal matrix by bisection: how many lie below x is how many
 * pivots of {@code T - x I} are negative (Sturm). Libraries compute vectors too, in a time that
 * grows with the cube of the size.
 */
final class TridiagonalMatrix {

  /** Halvings of the interval that holds all eigenvalues: what doubles can tell. */
  private static final int HALVINGS = 52;

  private final double[] main;
  private final double[] beside;

  /**
   * Takes the numbers of a matrix.
   *
   * @param main the diagonal
   * @param beside the numbers beside it, one fewer
   */
  TridiagonalMatrix(double[] main, double[] beside) {
    this.main = main;
    this.beside = beside;
  }

  /** Returns the eigenvalues, the largest first. */
  List<Double> eigenvalues() {
    int size = main.length;
    double radius = 0;
    for (int i = 0; i < size; i++) {
      double left = i == 0 ? 0 : Math.abs(beside[i - 1]);
      double right = i + 1 == size ? 0 : Math.abs(beside[i]);
      radius = Math.max(radius, Math.abs(main[i]) + left + right);
    }
    double bound = radius;
    List<Integer> places = IntStream.range(0, size).boxed().toList();
    return Workers.map(
        Runtime.getRuntime().availableProcessors(),
        places,
        place -> eigenvalue(size - 1 - place, -bound, bound));
  }

  /** Returns the eigenvalue that so many others lie below. */
  private double eigenvalue(int below, double from, double to) {
    double low = from;
    double high = to;
    for (int i = 0; i < HALVINGS && low < high; i++) {
      double middle = (low + high) / 2;
      if (below(middle) > below) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return (low + high) / 2;
  }

  private int below(double x) {
    int count = 0;
    double pivot = 1;
    for (int i = 0; i < main.length; i++) {
      double left = i == 0 ? 0 : beside[i - 1] * beside[i - 1] / pivot;
      pivot = main[i] - x - left;
      if (pivot == 0) {
        pivot = -Double.MIN_NORMAL;
      }
      count += pivot < 0 ? 1 : 0;
    }
    return count;
  }
}
