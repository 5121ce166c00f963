package org.stockpot.error;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.stockpot.task.Availability;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/**
 * Derivatives of an error function over some of its examples. The product with the Hessian is a
 * central difference of gradients, {@code (g(w + kv) - g(w - kv)) / 2k}, and refused where that of
 * twice the step is another, as near kinks.
 */
final class ErrorDerivatives implements Derivatives {

  /** By so much of their length products by a step and by twice the step may differ. */
  private static final double AGREED = 0.05;

  private static final double ROUNDING = 0x1p-45;

  private final Surface surface;
  private final int[] rows;
  private final double[] mean;
  private final Differences slopes;
  private final Differences curvatures;

  ErrorDerivatives(Surface surface, int... rows) {
    this.surface = surface;
    this.rows = rows;
    mean = surface.shares(rows);
    slopes = surface.slopes();
    curvatures = new Differences(surface.function(), surface.box(), Differences.OF_CURVATURES);
  }

  @Override
  public Layout layout() {
    return surface.layout();
  }

  @Override
  public long examples() {
    return rows.length;
  }

  @Override
  public double[] losses(Point at) {
    return surface.errors(at, rows);
  }

  @Override
  public Point gradient(Point at) {
    return point(slopes.gradient(Surface.parameters(at), mean));
  }

  private Point point(double[] values) {
    return surface.point(values);
  }

  @Override
  public Point hessianTimes(Point at, Point direction) {
    double[] w = Surface.parameters(at);
    double[] v = Surface.parameters(direction);
    Optional<double[]> gradient = surface.function().gradient(w, mean);
    boolean own = gradient.isPresent();
    double step = own ? Differences.OF_SLOPES : Differences.OF_CURVATURES;
    double k = Double.POSITIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < v.length; i++) {
      double scale = step * Differences.scale(surface.box(), w[i], i);
      k = v[i] == 0 ? k : Math.min(k, scale / Math.abs(v[i]));
      least = Math.min(least, own ? 1 : scale);
    }
    if (Double.isInfinite(k)) {
      return point(new double[v.length]);
    }
    double[] product = product(w, v, k);
    double apart = Vectors.distance(product, product(w, v, 2 * k));
    double size = gradient.map(Vectors::norm).orElseGet(() -> Math.abs(loss(at)));
    double rounding = ROUNDING * size / (least * k);
    if (apart > AGREED * Vectors.norm(product) + rounding || Double.isNaN(apart)) {
      throw new UnsupportedOperationException(
          String.format(
              Locale.ROOT,
              "error function %s has no Hessian at %s, as its slope jumps there: differences over"
                  + " one step and over two give products of length %.2g that are %.2g apart",
              surface.name(),
              Arrays.toString(w),
              Vectors.norm(product),
              apart));
    }
    return point(product);
  }

  private double[] product(double[] w, double[] v, double k) {
    double[] above = curvatures.gradient(along(w, v, k), mean);
    double[] below = curvatures.gradient(along(w, v, -k), mean);
    double[] product = new double[v.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = (above[i] - below[i]) / (2 * k);
    }
    return product;
  }

  private static double[] along(double[] w, double[] v, double k) {
    double[] there = w.clone();
    for (int i = 0; i < w.length; i++) {
      there[i] += k * v[i];
    }
    return there;
  }

  @Override
  public void perExample(Point at, GradientSink sink) {
    double[] w = Surface.parameters(at);
    boolean own = surface.function().gradient(w, mean).isPresent();
    double[][] all = own ? new double[0][] : slopes.gradients(w, surface.examples());
    for (int i = 0; i < rows.length; i++) {
      double[] one = own ? slopes.gradient(w, surface.shares(rows[i])) : all[rows[i]];
      sink.accept(i, point(one));
    }
  }

  @Override
  public Availability<Derivatives> some(int... chosen) {
    int[] some = new int[chosen.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = rows[chosen[i]];
    }
    return Availability.of(new ErrorDerivatives(surface, some));
  }
}
