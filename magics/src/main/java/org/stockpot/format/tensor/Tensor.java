package org.stockpot.format.tensor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.weights.Slot;

/**
 * One tensor of a file: its description, and where its entries come from.
 *
 * @param name its name, any text
 * @param type how its entries are stored
 * @param shape its dimensions, outermost first; empty for a scalar
 * @param source opens its entries, in row-major order and little-endian
 * @param mask a tensor of this shape that is 0 where entries were pruned, if the file has one
 */
public record Tensor(
    String name, DataType type, List<Long> shape, Source source, Optional<Tensor> mask) {

  /** Where entries come from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Opens the entries.
     *
     * @return a stream of at least as many bytes as the tensor has
     * @throws IOException if it cannot be opened
     */
    InputStream open() throws IOException;
  }

  private static final int CHUNK = 1 << 16;
  private static final int MOST_DIMENSIONS = 64;
  private static final long MOST_ENTRIES = 1L << 56;

  /**
   * Checks the shape.
   */
  public Tensor {
    shape = List.copyOf(shape);
    long entries = 1;
    for (long dimension : shape) {
      if (dimension < 0 || dimension > MOST_ENTRIES / entries || shape.size() > MOST_DIMENSIONS) {
        throw new FormatException(
            "tensor "
                + name
                + " must have at most 64 dimensions and 2^56 entries, got "
                + shape.stream().limit(MOST_DIMENSIONS).toList());
      }
      entries *= Math.max(1, dimension);
    }
  }

  /**
   * A tensor without a mask.
   *
   * @param name its name
   * @param type how its entries are stored
   * @param shape its dimensions
   * @param source opens its entries
   */
  public Tensor(String name, DataType type, List<Long> shape, Source source) {
    this(name, type, shape, source, Optional.empty());
  }

  /**
   * Returns a slot's tensor, whose entries are already in memory.
   *
   * @param slot the slot
   * @param values its entries; not copied
   * @return the tensor
   */
  public static Tensor of(Slot slot, FloatBuffer values) {
    List<Long> shape = slot.shape().stream().map(Integer::longValue).toList();
    return new Tensor(slot.name(), DataType.F32, shape, () -> new FloatBytes(values.duplicate()));
  }

  /**
   * Returns a tensor of numbers that are computed when they are read.
   *
   * @param name its name
   * @param shape its dimensions
   * @param numbers gives the entries
   * @return the tensor
   */
  public static Tensor computed(String name, List<Long> shape, ComputedEntries.Opening numbers) {
    long size = shape.stream().reduce(1L, (a, b) -> a * b);
    return new Tensor(name, DataType.F64, shape, () -> new ComputedEntries(size, numbers.open()));
  }

  /**
   * Returns a tensor that is refused if it is needed, with the reason.
   *
   * @param name its name
   * @param shape its dimensions
   * @param reason what is wrong, behind the name
   * @return the tensor
   */
  public static Tensor unreadable(String name, List<Long> shape, String reason) {
    return new Tensor(
        name,
        DataType.F32,
        shape,
        () -> {
          throw new FormatException("tensor " + name + " " + reason);
        });
  }

  /**
   * Returns this tensor under another name.
   *
   * @param other the name
   * @return the renamed tensor
   */
  public Tensor named(String other) {
    return new Tensor(other, type, shape, source, mask);
  }

  /**
   * Returns the number of entries, 1 for a scalar.
   *
   * @return the product of the dimensions
   */
  public long size() {
    return shape.stream().reduce(1L, (a, b) -> a * b);
  }

  /**
   * Returns the number of bytes of all entries.
   *
   * @return size times that of an entry
   */
  public long bytes() {
    return size() * type.bytes();
  }

  /**
   * Writes the entries as they are stored.
   *
   * @param out takes them
   */
  public void copyTo(OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = source.open()) {
      for (long left = bytes(); left > 0; left -= chunk.length) {
        int some = (int) Math.min(chunk.length, left);
        if (in.readNBytes(chunk, 0, some) < some) {
          throw new EOFException();
        }
        out.write(chunk, 0, some);
      }
    }
  }

  @Override
  public String toString() {
    return name
        + shape.stream().map(Object::toString).collect(Collectors.joining("×", " [", "] "))
        + type;
  }
}
