package org.stockpot.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A tensor of unsigned bytes in the idx format: two zero bytes, the type 8, the rank, the
 * dimensions as big-endian ints, and the bytes in row-major order.
 *
 * <p>The header is not believed: memory grows with the bytes that arrive, and a file that is
 * shorter or longer than its header says is refused.
 */
final class Idx {

  private static final int UNSIGNED_BYTES = 8;
  private static final int MOST_DIMENSIONS = 4;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final List<Integer> shape;
  private final byte[] values;
  private final String md5;

  private Idx(List<Integer> shape, byte[] values, String md5) {
    this.shape = List.copyOf(shape);
    this.values = values;
    this.md5 = md5;
  }

  /**
   * Reads a tensor up to the end of a stream.
   *
   * @param in the uncompressed bytes
   * @param name the file's name for messages
   * @throws IllegalArgumentException if it is no such tensor
   */
  static Idx read(InputStream in, String name) throws IOException {
    MessageDigest md5 = Hash.algorithm("MD5");
    DataInputStream data = new DataInputStream(new DigestInputStream(in, md5));
    int magic = readInt(data, name);
    int rank = magic & 0xff;
    if (magic >>> 8 != UNSIGNED_BYTES || rank < 1 || rank > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must start with 00 00 08 and 1 to %d dimensions, as idx files do, got %08x",
              name,
              MOST_DIMENSIONS,
              magic));
    }
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (int i = 0; i < rank; i++) {
      int dimension = readInt(data, name);
      shape.add(dimension);
      size *= dimension;
      if (dimension < 1 || size > LARGEST_ARRAY) {
        throw new IllegalArgumentException(
            name + " must have dimensions of at least 1 and below 2^31 bytes, got " + shape);
      }
    }
    byte[] values = data.readNBytes((int) size);
    if (values.length < size || data.read() >= 0) {
      throw new IllegalArgumentException(
          name
              + " must hold "
              + size
              + " bytes behind its header, got "
              + (values.length < size ? "only " + values.length : "more"));
    }
    return new Idx(shape, values, Hash.hex(md5.digest()));
  }

  private static int readInt(DataInputStream data, String name) throws IOException {
    byte[] bytes = data.readNBytes(Integer.BYTES);
    if (bytes.length < Integer.BYTES) {
      throw new IllegalArgumentException(name + " must have an idx header, got a shorter file");
    }
    return ByteBuffer.wrap(bytes).getInt();
  }

  List<Integer> shape() {
    return shape;
  }

  int count() {
    return shape.get(0);
  }

  int at(int index) {
    return values[index] & 0xff;
  }

  String md5() {
    return md5;
  }
}
