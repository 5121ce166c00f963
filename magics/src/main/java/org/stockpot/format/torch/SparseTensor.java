package org.stockpot.format.torch;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.stockpot.format.tensor.ComputedEntries;
import org.stockpot.format.tensor.EntryReader;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;

/**
 * Tensors in coordinate form (COO): {@code indices} has one column of coordinates for each entry or
 * row of entries in {@code values}; what has no coordinates is 0, what has them twice is the sum.
 */
final class SparseTensor {

  private SparseTensor() {}

  /**
   * Returns the dense tensor.
   *
   * @param name its name
   * @param indices integers of shape [d, n]
   * @param values of shape [n] and the dimensions of {@code shape} behind the first d
   * @param shape the dimensions of the tensor
   */
  static Tensor of(String name, Tensor indices, Tensor values, List<Long> shape) {
    boolean flat = indices.shape().size() == 2 && !values.shape().isEmpty();
    long sparse = flat ? indices.shape().get(0) : 0;
    boolean fits =
        flat
            && indices.type().isInteger()
            && sparse <= shape.size()
            && values.shape().get(0).equals(indices.shape().get(1))
            && shape
                .subList((int) sparse, shape.size())
                .equals(values.shape().subList(1, values.shape().size()));
    if (!fits) {
      throw new FormatException(
          "tensor "
              + name
              + " must have one column of indices for each of its values, got indices "
              + indices.shape()
              + " and values "
              + values.shape()
              + " for "
              + shape);
    }
    if (!values.type().isWeights()) {
      return new Tensor(name, values.type(), shape, values.source());
    }
    return Tensor.computed(name, shape, () -> dense(name, indices, values, shape, (int) sparse));
  }

  private static ComputedEntries.Numbers dense(
      String name, Tensor indices, Tensor values, List<Long> shape, int sparse) throws IOException {
    double[] coordinates = EntryReader.all(indices);
    int count = Math.toIntExact(values.shape().get(0));
    long block = shape.subList(sparse, shape.size()).stream().reduce(1L, (a, b) -> a * b);
    long[] starts = new long[count];
    for (int d = 0; d < sparse; d++) {
      for (int i = 0; i < count; i++) {
        double at = coordinates[d * count + i];
        if (!(at >= 0 && at < shape.get(d))) {
          throw new FormatException(
              "tensor " + name + " must have indices inside " + shape + ", got " + at);
        }
        starts[i] = starts[i] * shape.get(d) + (long) at;
      }
    }
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(i -> starts[i]));
    return summed(EntryReader.all(values), starts, order, Math.toIntExact(block));
  }

  private static ComputedEntries.Numbers summed(
      double[] values, long[] starts, Integer[] order, int block) {
    long[] places = new long[values.length];
    double[] sums = new double[values.length];
    int end = 0;
    for (int i : order) {
      long place = starts[i] * block;
      boolean again = end > 0 && block > 0 && places[end - block] == place;
      int at = again ? end - block : end;
      for (int j = 0; j < block; j++) {
        places[at + j] = place + j;
        sums[at + j] += values[i * block + j];
      }
      end = at + block;
    }
    return new Dense(Arrays.copyOf(places, end), sums);
  }

  /** Values where they belong, in ascending order of places, and 0 between them. */
  private static final class Dense implements ComputedEntries.Numbers {
    private final long[] places;
    private final double[] values;
    private long from;
    private int next;

    Dense(long[] places, double[] values) {
      this.places = places;
      this.values = values;
    }

    @Override
    public void next(double[] into, int count) {
      Arrays.fill(into, 0, count, 0);
      for (; next < places.length && places[next] < from + count; next++) {
        into[(int) (places[next] - from)] = values[next];
      }
      from += count;
    }
  }
}
