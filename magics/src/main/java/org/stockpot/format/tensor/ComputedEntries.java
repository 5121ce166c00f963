package org.stockpot.format.tensor;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** Numbers that are computed while they are read, as a stream of little-endian doubles. */
public final class ComputedEntries extends InputStream {

  /** Gives numbers in their order. */
  public interface Numbers extends Closeable {
    /**
     * Fills an array from its start with the next numbers.
     *
     * @param into takes them
     * @param count how many
     * @throws IOException if what they are computed from cannot be read
     */
    void next(double[] into, int count) throws IOException;

    @Override
    default void close() throws IOException {}
  }

  /** Starts to give numbers from the first. */
  @FunctionalInterface
  public interface Opening {
    /**
     * Starts to give numbers.
     *
     * @return what gives them, from the first
     * @throws IOException if what they are computed from cannot be read
     */
    Numbers open() throws IOException;
  }

  private static final int CHUNK = 1 << 13;

  private final Numbers numbers;
  private final double[] chunk;
  private long left;

  ComputedEntries(long size, Numbers numbers) {
    this.numbers = numbers;
    left = size;
    chunk = new double[(int) Math.min(CHUNK, size)];
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("doubles are read whole");
  }

  @Override
  public int read(byte[] into, int at, int most) throws IOException {
    Objects.checkFromIndexSize(at, most, into.length);
    int count = (int) Math.min(Math.min(most / Double.BYTES, chunk.length), left);
    if (count == 0) {
      return -1;
    }
    numbers.next(chunk, count);
    ByteBuffer.wrap(into, at, most)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .put(chunk, 0, count);
    left -= count;
    return count * Double.BYTES;
  }

  @Override
  public void close() throws IOException {
    numbers.close();
  }
}
