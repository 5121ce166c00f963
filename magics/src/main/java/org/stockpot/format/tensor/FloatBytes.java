package org.stockpot.format.tensor;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;

/** Floats as a stream of little-endian bytes. Reads must ask for whole floats. */
public final class FloatBytes extends InputStream {

  private final FloatBuffer values;

  /**
   * Gives the bytes of floats.
   *
   * @param values the numbers; read from their position on
   */
  public FloatBytes(FloatBuffer values) {
    this.values = values;
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("floats are read whole");
  }

  @Override
  public int read(byte[] into, int at, int most) {
    Objects.checkFromIndexSize(at, most, into.length);
    int count = Math.min(most / Float.BYTES, values.remaining());
    if (count == 0) {
      return -1;
    }
    ByteBuffer.wrap(into, at, most)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .put(values.slice(values.position(), count));
    values.position(values.position() + count);
    return count * Float.BYTES;
  }
}
