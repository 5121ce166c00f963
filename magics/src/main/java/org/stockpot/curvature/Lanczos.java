package org.stockpot.curvature;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * The largest eigenvalues of an operator and the least one by Lanczos' iteration with thick
 * restarts (Wu, Simon, SIAM J. Matrix Anal. Appl. 22, 2000): of at most 2k + 10 vectors, which are
 * made orthogonal to all others in double and stored as float, the best Ritz vectors of both ends
 * stay where the basis is full.
 *
 * <p>Where the iteration meets an invariant subspace it goes on in a random direction, so that
 * equal eigenvalues are found as often as they are there. Power iteration with deflation, as
 * PyHessian has it, needs one run for each eigenvalue.
 */
public final class Lanczos {

  /** What products in float32 leave of 0, as a share of the largest magnitude. */
  static final double ROUNDING = 1e-5;

  /** Ritz vectors of the least eigenvalues that stay at a restart. */
  private static final int LOW = 2;

  /** So many random directions in a row that the operator leaves be end the search. */
  private static final int INVARIANT = 2;

  /** Steps between two looks at the eigenvalues, as a small decomposition takes its time too. */
  private static final int EVERY = 3;

  private final RestrictedOperator operator;
  private final LanczosOptions options;
  private final SplittableRandom random;
  private final Basis basis;
  private final int most;
  private final double[][] projection;
  private double scale;
  private double dropped;
  private int invariant;

  private Lanczos(RestrictedOperator operator, LanczosOptions options) {
    this.operator = operator;
    this.options = options;
    random = new SplittableRandom(options.seed());
    basis = new Basis(Math.min(options.basis(), operator.dimension() + 1), operator.dimension());
    most = Math.min(options.basis() - 1, operator.dimension());
    projection = new double[most][most];
  }

  /**
   * Returns the largest eigenvalue of an operator.
   *
   * @param operator the operator
   * @param mask inside of which coordinates
   * @return the eigenvalue; NaN if it did not converge
   */
  public static double largest(SymmetricOperator operator, Mask mask) {
    Eigenvalue top = of(operator, AxialSubspace.of(mask), LanczosOptions.top(1)).top().get(0);
    return top.converged() ? top.value() : Double.NaN;
  }

  /**
   * Returns the largest eigenvalue λ1 of the Hessian, or what is kept of it.
   *
   * @param loss derivatives of the examples
   * @param at the point
   * @param examples which examples they are, for the key
   * @param cache keeps what is measured
   * @return λ1; empty if it did not converge
   */
  public static OptionalDouble largest(
      Derivatives loss, Point at, Subset examples, NumberCache cache) {
    double found =
        cache
            .get(
                List.of("largest eigenvalue", at.digest(), examples.toString()),
                () -> new double[] {largest(Operators.hessian(loss, at), Mask.full(at.layout()))})[
            0];
    return Double.isNaN(found) ? OptionalDouble.empty() : OptionalDouble.of(found);
  }

  /**
   * Finds eigenvalues.
   *
   * @param operator A
   * @param space the coordinates inside of which A is looked at
   * @param options how far to go
   * @return the eigenvalues with their residuals
   * @throws IllegalArgumentException if a product is not finite
   */
  public static Eigenpairs of(
      SymmetricOperator operator, AxialSubspace space, LanczosOptions options) {
    return of(operator, space, options, products -> {});
  }

  /**
   * Finds eigenvalues.
   *
   * @param operator A
   * @param space the coordinates inside of which A is looked at
   * @param options how far to go
   * @param counted told of each product
   * @return the eigenvalues with their residuals
   * @throws IllegalArgumentException if a product is not finite
   */
  public static Eigenpairs of(
      SymmetricOperator operator,
      AxialSubspace space,
      LanczosOptions options,
      IntConsumer counted) {
    RestrictedOperator inside = new RestrictedOperator(operator, space, counted);
    return space.dimension() == 0
        ? new Eigenpairs(space, List.of(), List.of(), new float[0][], 0)
        : new Lanczos(inside, options).run();
  }

  private Eigenpairs run() {
    basis.addRandom(random);
    int from = 0;
    while (true) {
      for (int j = from; j < most; j++) {
        double next = step(j);
        boolean last = j + 1 == most || operator.products() == options.products();
        if (last || ((j + 1 - from) % EVERY == 0 && isTold(next))) {
          Ritz ritz = new Ritz(projection, j + 1, next, dropped);
          boolean whole = j + 1 == operator.dimension();
          if (whole || isDone(ritz, next) || operator.products() == options.products()) {
            return result(ritz);
          }
          if (last) {
            from = restart(ritz);
          }
        }
      }
    }
  }

  /** Returns whether eigenvalues so far can be all: a new direction must have been followed. */
  private boolean isTold(double next) {
    return next > 0 || invariant >= INVARIANT || basis.size() == operator.dimension();
  }

  /** Multiplies a vector of the basis, and returns the length of what is new in the product. */
  private double step(int j) {
    double[] w = operator.times(basis.row(j));
    scale = Math.max(scale, Basis.norm(w));
    double[] products = basis.project(w);
    for (int i = 0; i <= j; i++) {
      projection[i][j] = products[i];
      projection[j][i] = products[i];
    }
    double next = Basis.norm(w);
    if (next > ROUNDING * scale && j + 1 < operator.dimension()) {
      basis.add(w, next);
      invariant = 0;
      return next;
    }
    dropped = Math.max(dropped, next);
    invariant++;
    basis.addRandom(random);
    return 0;
  }

  private boolean isDone(Ritz ritz, double next) {
    int wanted = Math.min(options.top(), operator.dimension());
    if (ritz.size() < wanted || !isTold(next)) {
      return false;
    }
    return IntStream.range(0, wanted).allMatch(i -> top(ritz, i).converged())
        && least(ritz).converged();
  }

  private Eigenvalue top(Ritz ritz, int i) {
    double allowed = options.tolerance() * Math.abs(ritz.value(i));
    return ritz.eigenvalue(i, Math.max(allowed, ROUNDING * ritz.scale()));
  }

  private Eigenvalue least(Ritz ritz) {
    double allowed = Math.max(options.tolerance(), ROUNDING) * ritz.scale();
    return ritz.eigenvalue(ritz.size() - 1, allowed);
  }

  /** Keeps the best vectors of both ends, and returns how many. */
  private int restart(Ritz ritz) {
    int top = Math.min(options.top() + (most - options.top()) / 3, most - LOW - 1);
    int[] kept =
        IntStream.concat(IntStream.range(0, top), IntStream.range(most - LOW, most)).toArray();
    basis.rotate(ritz.combinations(kept), kept.length);
    for (int i = 0; i < kept.length; i++) {
      Arrays.fill(projection[i], 0);
      projection[i][i] = ritz.value(kept[i]);
    }
    return kept.length;
  }

  private Eigenpairs result(Ritz ritz) {
    int count = Math.min(options.top(), ritz.size());
    int[] places = IntStream.range(0, count).toArray();
    basis.rotate(ritz.combinations(places), count);
    List<Eigenvalue> top = IntStream.range(0, count).mapToObj(i -> top(ritz, i)).toList();
    return new Eigenpairs(
        operator.space(),
        top,
        List.of(least(ritz)),
        Arrays.copyOf(basis.rows(), count),
        operator.products());
  }
}
