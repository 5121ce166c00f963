package org.stockpot.format.tensor;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Tensors whose entries lie in another order than row-major, such as transposed matrices. Those are
 * read whole to be put in order.
 */
public final class StridedTensor {

  private static final long MOST_BYTES = 1L << 28;

  private StridedTensor() {}

  /**
   * Returns a tensor whose first dimension is the innermost.
   *
   * @param tensor the tensor as it lies
   * @return the same in row-major order
   */
  public static Tensor columns(Tensor tensor) {
    List<Long> shape = new ArrayList<>(tensor.shape());
    Collections.reverse(shape);
    List<Long> strides = new ArrayList<>(rowMajor(shape));
    Collections.reverse(strides);
    return of(tensor, strides, tensor.bytes());
  }

  /**
   * Returns a tensor in row-major order.
   *
   * @param tensor the tensor, whose source starts at its first entry
   * @param strides how many entries apart neighbours are in each dimension
   * @param available how many bytes its source has
   * @return the same in row-major order
   */
  public static Tensor of(Tensor tensor, List<Long> strides, long available) {
    List<Long> shape = tensor.shape();
    long spread =
        strides.size() == shape.size() ? spread(shape, strides) * tensor.type().bytes() : -1;
    if (spread < tensor.bytes() || spread > available) {
      throw new FormatException(
          "tensor "
              + tensor
              + " must lie in its storage without repeats, got strides "
              + strides
              + " in "
              + available
              + " bytes");
    }
    if (isRowMajor(shape, strides)) {
      return tensor;
    }
    if (spread > MOST_BYTES) {
      throw new FormatException(
          "tensor "
              + tensor
              + " is large and must lie in row-major order, as .contiguous() makes it, got strides "
              + strides);
    }
    int width = tensor.type().bytes();
    Tensor.Source gathered =
        () -> {
          try (InputStream in = tensor.source().open()) {
            return new ByteArrayInputStream(gather(in, shape, strides, (int) spread, width));
          }
        };
    return new Tensor(tensor.name(), tensor.type(), shape, gathered);
  }

  /**
   * Returns how many entries apart neighbours are in each dimension of row-major order.
   *
   * @param shape the dimensions, outermost first
   * @return the strides, in entries
   */
  public static List<Long> rowMajor(List<Long> shape) {
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      strides.add(0, stride);
      stride *= shape.get(i);
    }
    return strides;
  }

  private static boolean isRowMajor(List<Long> shape, List<Long> strides) {
    List<Long> wanted = rowMajor(shape);
    for (int i = 0; i < shape.size(); i++) {
      if (shape.get(i) > 1 && !strides.get(i).equals(wanted.get(i))) {
        return shape.contains(0L);
      }
    }
    return true;
  }

  /** Returns the entries from the first to behind the last; -1 if strides make no sense. */
  private static long spread(List<Long> shape, List<Long> strides) {
    long last = 0;
    for (int i = 0; i < shape.size(); i++) {
      long steps = Math.max(0, shape.get(i) - 1);
      long stride = strides.get(i);
      if (stride < 0 || (steps > 0 && stride > ((1L << 58) - last) / steps)) {
        return -1;
      }
      last += steps * stride;
    }
    return shape.contains(0L) ? 0 : last + 1;
  }

  private static byte[] gather(
      InputStream in, List<Long> shape, List<Long> strides, int spread, int width)
      throws IOException {
    byte[] from = in.readNBytes(spread);
    if (from.length < spread) {
      throw new EOFException();
    }
    int size = (int) (long) shape.stream().reduce(1L, (a, b) -> a * b);
    byte[] into = new byte[size * width];
    for (int i = 0; i < size; i++) {
      System.arraycopy(from, index(i, shape, strides) * width, into, i * width, width);
    }
    return into;
  }

  /** Returns where an entry lies. */
  private static int index(int entry, List<Long> shape, List<Long> strides) {
    long rest = entry;
    long index = 0;
    for (int i = shape.size() - 1; i >= 0; i--) {
      index += rest % shape.get(i) * strides.get(i);
      rest /= shape.get(i);
    }
    return (int) index;
  }
}
