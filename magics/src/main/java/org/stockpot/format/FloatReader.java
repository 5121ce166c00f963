package org.stockpot.format;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.ShortBuffer;

/** Reads the entries of a tensor as floats, in their order. */
final class FloatReader implements Closeable {

  private static final int CHUNK = 1 << 16;
  private static final int HALF_INFINITY = 31;
  private static final int HALF_TO_FLOAT_EXPONENT = 127 - 15;

  private final DataType type;
  private final InputStream in;
  private final byte[] chunk = new byte[CHUNK];
  private final ByteBuffer bytes = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);

  FloatReader(Tensor tensor) throws IOException {
    type = tensor.type();
    if (!type.isWeights()) {
      throw new FormatException(
          "tensor " + tensor.name() + " must hold F64, F32, F16 or BF16 as weights, got " + type);
    }
    in = tensor.source().open();
  }

  /** Reads the next entries. */
  void read(float[] into, int at, int count) throws IOException {
    int most = CHUNK / type.bytes();
    for (int done = 0; done < count; done += most) {
      int some = Math.min(most, count - done);
      if (in.readNBytes(chunk, 0, some * type.bytes()) < some * type.bytes()) {
        throw new EOFException();
      }
      decode(into, at + done, some);
    }
  }

  private void decode(float[] into, int at, int count) {
    switch (type) {
      case F32 -> bytes.asFloatBuffer().get(into, at, count);
      case F64 -> doubles(bytes.asDoubleBuffer(), into, at, count);
      case F16 -> halves(bytes.asShortBuffer(), into, at, count);
      case BF16 -> uppers(bytes.asShortBuffer(), into, at, count);
      default -> throw new IllegalStateException("no weights: " + type);
    }
  }

  private static void doubles(DoubleBuffer from, float[] into, int at, int count) {
    for (int i = 0; i < count; i++) {
      into[at + i] = (float) from.get(i);
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
