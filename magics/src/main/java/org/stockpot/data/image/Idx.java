package org.stockpot.data.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.stockpot.data.Hash;
import org.stockpot.data.HeapLimit;
import org.stockpot.data.Unreadable;

/**
 * A tensor of unsigned bytes in the idx format: two zero bytes, the type 8, the rank, the
 * dimensions as big-endian ints, and the bytes in row-major order.
 *
 * <p>The header is not believed: it is held against the bytes that are there before memory is
 * taken, and a file that is shorter or longer than its header says is refused.
 */
final class Idx {

  private static final int UNSIGNED_BYTES = 8;
  private static final int MOST_DIMENSIONS = 4;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** The most bytes that one byte of a gzip file can stand for. */
  private static final long DEFLATE_RATIO = 1032;

  private final String name;
  private final List<Integer> shape;
  private final byte[] values;
  private final String md5;

  private Idx(String name, List<Integer> shape, byte[] values, String md5) {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.values = values;
    this.md5 = md5;
  }

  /**
   * Reads a file, plain or compressed by gzip, which its first bytes tell and not its name.
   *
   * @throws IllegalArgumentException if it is no such tensor
   * @throws UncheckedIOException if it cannot be read
   */
  static Idx read(Path file) {
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(2);
      boolean compressed = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      long most = Files.size(file) * (compressed ? DEFLATE_RATIO : 1);
      return read(compressed ? new GZIPInputStream(in) : in, file.toString(), most);
    } catch (IOException e) {
      throw Unreadable.of(file, e);
    }
  }

  /**
   * Reads a tensor up to the end of a stream.
   *
   * @param in the uncompressed bytes
   * @param name the file's name for messages
   * @param most how many bytes there can be at most
   * @throws IllegalArgumentException if it is no such tensor
   */
  static Idx read(InputStream in, String name, long most) throws IOException {
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
    if (size > most) {
      throw length(name, size, "a file that is too small for them");
    }
    if (rank > 1) {
      HeapLimit.require(name, shape.get(0), size / shape.get(0));
    }
    byte[] values = data.readNBytes((int) size);
    if (values.length < size || data.read() >= 0) {
      throw length(name, size, values.length < size ? "only " + values.length : "more");
    }
    return new Idx(name, shape, values, Hash.hex(md5.digest()));
  }

  private static IllegalArgumentException length(String name, long size, String got) {
    return new IllegalArgumentException(
        name + " must hold " + size + " bytes behind its header, got " + got);
  }

  private static int readInt(DataInputStream data, String name) throws IOException {
    byte[] bytes = data.readNBytes(Integer.BYTES);
    if (bytes.length < Integer.BYTES) {
      throw new IllegalArgumentException(name + " must have an idx header, got a shorter file");
    }
    return ByteBuffer.wrap(bytes).getInt();
  }

  String name() {
    return name;
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
