package org.stockpot.format.tensor;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.ShortBuffer;

/** Reads the entries of a tensor as numbers, in their order. */
public final class EntryReader implements Closeable {

  private static final int CHUNK = 1 << 16;
  private static final int SOME = 1 << 12;
  private static final int HALF_INFINITY = 31;
  private static final int HALF_TO_FLOAT_EXPONENT = 127 - 15;

  private final Tensor tensor;
  private final DataType type;
  private final InputStream in;
  private final byte[] chunk;
  private final ByteBuffer bytes;

  /**
   * Opens a tensor.
   *
   * @param tensor the tensor, of any type
   */
  public EntryReader(Tensor tensor) throws IOException {
    this.tensor = tensor;
    type = tensor.type();
    chunk = new byte[(int) Math.min(CHUNK, Math.max(type.bytes(), tensor.bytes()))];
    bytes = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    in = tensor.source().open();
  }

  /**
   * Opens a tensor of weights, which integers and quantised numbers are not.
   *
   * @param tensor the tensor
   * @return what reads it
   */
  public static EntryReader ofWeights(Tensor tensor) throws IOException {
    if (!tensor.type().isWeights()) {
      throw new FormatException(
          "tensor "
              + tensor.name()
              + " must hold F64, F32, F16 or BF16 as weights, got "
              + tensor.type().asWeights());
    }
    return new EntryReader(tensor);
  }

  /**
   * Reads the next entries, which must be weights, as floats; 64-bit numbers are rounded.
   *
   * @param into takes them
   * @param at the place of the first
   * @param count how many
   * @throws FormatException if a finite number is beyond the largest float
   */
  public void floats(float[] into, int at, int count) throws IOException {
    int most = chunk.length / type.bytes();
    for (int done = 0; done < count; done += most) {
      int some = Math.min(most, count - done);
      fill(some);
      switch (type) {
        case F32 -> bytes.asFloatBuffer().get(into, at + done, some);
        case F64 -> rounded(bytes.asDoubleBuffer(), into, at + done, some);
        case F16 -> halves(bytes.asShortBuffer(), into, at + done, some);
        case BF16 -> uppers(bytes.asShortBuffer(), into, at + done, some);
        default -> throw new IllegalStateException("no weights: " + type);
      }
    }
  }

  /**
   * Reads the next entries, which may be of any type but complex.
   *
   * @param into takes them
   * @param at the place of the first
   * @param count how many
   */
  public void doubles(double[] into, int at, int count) throws IOException {
    int most = chunk.length / type.bytes();
    for (int done = 0; done < count; done += most) {
      int some = Math.min(most, count - done);
      fill(some);
      for (int i = 0; i < some; i++) {
        into[at + done + i] = entry(i);
      }
    }
  }

  /** Takes an entry and its place. */
  @FunctionalInterface
  public interface Entry {
    /**
     * Takes an entry.
     *
     * @param place its place, from 0
     * @param value its value
     */
    void at(long place, double value);
  }

  /**
   * Reads all weights of a tensor in their order, some at a time.
   *
   * @param weights the tensor
   * @param sink takes each with its place
   */
  public static void each(Tensor weights, Entry sink) throws IOException {
    double[] some = new double[SOME];
    try (EntryReader in = ofWeights(weights)) {
      for (long from = 0; from < weights.size(); from += some.length) {
        int count = (int) Math.min(some.length, weights.size() - from);
        in.doubles(some, 0, count);
        for (int i = 0; i < count; i++) {
          sink.at(from + i, some[i]);
        }
      }
    }
  }

  /**
   * Returns all entries.
   *
   * @param tensor a tensor of fewer than 2^31 entries
   * @return the entries in their order
   */
  public static double[] all(Tensor tensor) throws IOException {
    double[] all = new double[Math.toIntExact(tensor.size())];
    try (EntryReader in = new EntryReader(tensor)) {
      in.doubles(all, 0, all.length);
    }
    return all;
  }

  /**
   * Fills a part of an array with all entries of a tensor, 64-bit numbers rounded to floats.
   *
   * @param weights the tensor, of fewer than 2^31 entries
   * @param into takes them
   * @param at the place of the first
   * @throws FormatException if it holds no weights, or a finite number beyond the largest float
   */
  public static void read(Tensor weights, float[] into, int at) {
    try (EntryReader in = ofWeights(weights)) {
      in.floats(into, at, Math.toIntExact(weights.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(int count) throws IOException {
    if (in.readNBytes(chunk, 0, count * type.bytes()) < count * type.bytes()) {
      throw new EOFException();
    }
  }

  private double entry(int i) {
    return switch (type) {
      case F64 -> bytes.getDouble(8 * i);
      case F32 -> bytes.getFloat(4 * i);
      case F16 -> half(bytes.getShort(2 * i));
      case BF16 -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
      case I64, U64 -> bytes.getLong(8 * i);
      case I32 -> bytes.getInt(4 * i);
      case U32 -> Integer.toUnsignedLong(bytes.getInt(4 * i));
      case I16 -> bytes.getShort(2 * i);
      case U16 -> bytes.getChar(2 * i);
      case I8 -> bytes.get(i);
      case U8, BOOL -> bytes.get(i) & 0xff;
      default ->
          throw new FormatException(
              "tensor " + tensor.name() + " must hold numbers, got " + type.asWeights());
    };
  }

  private void rounded(DoubleBuffer from, float[] into, int at, int count) {
    for (int i = 0; i < count; i++) {
      double value = from.get(i);
      into[at + i] = (float) value;
      if (Float.isInfinite(into[at + i]) && Double.isFinite(value)) {
        throw new FormatException(
            "tensor "
                + tensor.name()
                + " must hold numbers of at most "
                + Float.MAX_VALUE
                + " in size, which is float32's limit, got "
                + value);
      }
    }
  }

  private static void halves(ShortBuffer from, float[] into, int at, int count) {
    for (int i = 0; i < count; i++) {
      into[at + i] = half(from.get(i));
    }
  }

  private static void uppers(ShortBuffer from, float[] into, int at, int count) {
    for (int i = 0; i < count; i++) {
      into[at + i] = Float.intBitsToFloat(from.get(i) << 16);
    }
  }

  /** Returns the float of the same value: 1 bit of sign, 5 of exponent, 10 of fraction. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 1));
    }
    int wide = exponent == HALF_INFINITY ? 0xff : exponent + HALF_TO_FLOAT_EXPONENT;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
