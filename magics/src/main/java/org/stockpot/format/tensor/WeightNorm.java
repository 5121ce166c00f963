package org.stockpot.format.tensor;

import java.io.IOException;
import java.util.List;

/**
 * Weight normalisation, w = g v / ||v||, where norms are taken over the dimensions in which g has
 * one entry: all but the first in PyTorch's default, all if g is a scalar.
 *
 * <p>Salimans, Kingma, Weight normalization, NeurIPS 2016, equation 2.
 */
final class WeightNorm {

  private WeightNorm() {}

  /** Returns whether lengths of shape g can be those of directions of shape v. */
  static boolean fits(List<Long> g, List<Long> v) {
    boolean fits = g.isEmpty() || g.size() == v.size();
    for (int i = 0; fits && i < g.size(); i++) {
      fits = g.get(i) == 1 || g.get(i).equals(v.get(i));
    }
    return fits && g.stream().filter(d -> d != 1).count() <= 1;
  }

  static Tensor of(String name, Tensor g, Tensor v) {
    Tensor product = Tensor.computed(name, v.shape(), () -> new Product(g, v));
    return new Tensor(name, product.type(), product.shape(), product.source(), v.mask());
  }

  /** Reads v twice: for its norms, and for the weights. */
  private static final class Product implements ComputedEntries.Numbers {
    private final List<Long> shape;
    private final long[] steps;
    private final double[] factors;
    private final EntryReader directions;
    private long next;

    Product(Tensor g, Tensor v) throws IOException {
      shape = v.shape();
      steps = steps(g.shape(), shape.size());
      factors = EntryReader.all(g);
      double[] squares = squares(v);
      for (int i = 0; i < factors.length; i++) {
        factors[i] /= Math.sqrt(squares[i]);
      }
      directions = EntryReader.ofWeights(v);
    }

    /** Returns how far apart the lengths of neighbours are in each dimension, 0 for one length. */
    private static long[] steps(List<Long> g, int dimensions) {
      long[] steps = new long[dimensions];
      long step = 1;
      for (int i = g.size() - 1; i >= 0; i--) {
        steps[i] = g.get(i) == 1 ? 0 : step;
        step *= g.get(i);
      }
      return steps;
    }

    private double[] squares(Tensor v) throws IOException {
      double[] squares = new double[factors.length];
      EntryReader.each(v, (place, value) -> squares[length(place)] += value * value);
      return squares;
    }

    /** Returns which length belongs to an entry. */
    private int length(long entry) {
      long rest = entry;
      long index = 0;
      for (int i = shape.size() - 1; i >= 0; i--) {
        index += rest % shape.get(i) * steps[i];
        rest /= shape.get(i);
      }
      return (int) index;
    }

    @Override
    public void next(double[] into, int count) throws IOException {
      directions.doubles(into, 0, count);
      for (int i = 0; i < count; i++) {
        into[i] *= factors[length(next + i)];
      }
      next += count;
    }

    @Override
    public void close() throws IOException {
      directions.close();
    }
  }
}
