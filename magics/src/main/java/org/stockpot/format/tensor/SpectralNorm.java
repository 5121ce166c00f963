package org.stockpot.format.tensor;

import java.io.IOException;
import java.util.List;

/**
 * Spectral normalisation in evaluation mode, w = W / sigma with sigma = u · W v, where W is the
 * weight as a matrix whose rows are the entries of one dimension: the first, or the second in
 * transposed convolutions. u and v are what power iteration left in the file.
 *
 * <p>Miyato et al., Spectral normalization for generative adversarial networks, ICLR 2018, equation
 * 8 and algorithm 1.
 */
final class SpectralNorm {

  /** The least cosine of u and W v for the dimension that a square weight was normalised by. */
  private static final double ALIGNED = 0.5;

  private SpectralNorm() {}

  static Tensor of(String name, Tensor weight, Tensor u, Tensor v) {
    long size = weight.size();
    List<Long> shape = weight.shape();
    boolean vectors = u.shape().size() == 1 && v.shape().size() == 1 && shape.size() > 1;
    boolean first = vectors && fits(size, shape.get(0), u, v);
    boolean second = vectors && fits(size, shape.get(1), u, v);
    if (!first && !second) {
      return Tensor.unreadable(
          name,
          shape,
          "must have vectors u and v of its rows and columns, got "
              + u.shape()
              + " and "
              + v.shape());
    }
    return Tensor.computed(
        name,
        shape,
        () -> {
          double[] rows = EntryReader.all(u);
          double[] columns = EntryReader.all(v);
          double sigma =
              first && second
                  ? ofSquare(name, weight, rows, columns)
                  : dot(rows, times(weight, first ? 0 : 1, columns, rows.length));
          return new Quotient(weight, sigma);
        });
  }

  private static boolean fits(long size, long rows, Tensor u, Tensor v) {
    return u.size() == rows && v.size() * rows == size;
  }

  /**
   * Where both dimensions fit, u tells which it was: power iteration leaves it along W v. A matrix
   * that was never iterated is PyTorch's default, by rows.
   */
  private static double ofSquare(String name, Tensor weight, double[] u, double[] v)
      throws IOException {
    double[] byFirst = times(weight, 0, v, u.length);
    double[] bySecond = times(weight, 1, v, u.length);
    double first = cosine(u, byFirst);
    double second = cosine(u, bySecond);
    if (Math.max(first, second) < ALIGNED && weight.shape().size() > 2) {
      throw new FormatException(
          "tensor "
              + name
              + " must show by which dimension its spectral norm is, but both fit: save it after"
              + " torch.nn.utils.remove_spectral_norm");
    }
    boolean transposed = second >= ALIGNED && second > first;
    return dot(u, transposed ? bySecond : byFirst);
  }

  /** Returns W v, where the rows of W are the entries of a dimension of the weight. */
  private static double[] times(Tensor weight, int dimension, double[] v, int rows)
      throws IOException {
    long inner = 1;
    for (int i = dimension + 1; i < weight.shape().size(); i++) {
      inner *= weight.shape().get(i);
    }
    double[] product = new double[rows];
    long below = inner;
    EntryReader.each(
        weight,
        (place, value) -> {
          long outer = place / below;
          long column = outer / rows * below + place % below;
          product[(int) (outer % rows)] += value * v[(int) column];
        });
    return product;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double cosine(double[] a, double[] b) {
    double norms = Math.sqrt(dot(a, a) * dot(b, b));
    return norms == 0 ? 0 : dot(a, b) / norms;
  }

  /** The weights, divided. */
  private static final class Quotient implements ComputedEntries.Numbers {
    private final EntryReader weights;
    private final double sigma;

    Quotient(Tensor weight, double sigma) throws IOException {
      weights = EntryReader.ofWeights(weight);
      this.sigma = sigma;
    }

    @Override
    public void next(double[] into, int count) throws IOException {
      weights.doubles(into, 0, count);
      for (int i = 0; i < count; i++) {
        into[i] /= sigma;
      }
    }

    @Override
    public void close() throws IOException {
      weights.close();
    }
  }
}
