package org.stockpot.format;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the entries of a tensor of any type as doubles, in their order. */
final class NumberReader implements Closeable {

  private static final int CHUNK = 1 << 16;
  private static final long EXACT = 1L << 53;

  private final Tensor tensor;
  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

  NumberReader(Tensor tensor) throws IOException {
    this.tensor = tensor;
    in = tensor.source().open();
  }

  /**
   * Reads the next entries, as many as fit.
   *
   * @throws FormatException if a whole number is too large for a double
   */
  void read(double[] into) throws IOException {
    int width = tensor.type().bytes();
    int most = CHUNK / width;
    for (int done = 0; done < into.length; done += most) {
      int some = Math.min(most, into.length - done);
      if (in.readNBytes(bytes.array(), 0, some * width) < some * width) {
        throw new EOFException();
      }
      for (int i = 0; i < some; i++) {
        into[done + i] = number(i * width);
      }
    }
  }

  private double number(int at) {
    return switch (tensor.type()) {
      case F64 -> bytes.getDouble(at);
      case F32 -> bytes.getFloat(at);
      case F16 -> FloatReader.half(bytes.getShort(at));
      case BF16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
      case I64 -> exact(bytes.getLong(at));
      case U64 -> exact(bytes.getLong(at) < 0 ? Long.MAX_VALUE : bytes.getLong(at));
      case I32 -> bytes.getInt(at);
      case U32 -> bytes.getInt(at) & 0xffffffffL;
      case I16 -> bytes.getShort(at);
      case U16 -> bytes.getShort(at) & 0xffff;
      case I8 -> bytes.get(at);
      case U8 -> bytes.get(at) & 0xff;
      case BOOL -> bytes.get(at) == 0 ? 0 : 1;
    };
  }

  private double exact(long whole) {
    if (whole > EXACT || whole < -EXACT) {
      throw new FormatException(
          "whole numbers of " + tensor.name() + " must lie within 2^53, got a larger one");
    }
    return whole;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
