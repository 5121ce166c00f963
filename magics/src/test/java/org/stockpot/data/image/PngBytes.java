package org.stockpot.data.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Changes PNG files and mends their checksums. */
public final class PngBytes {

  private static final int HEADER = 12;

  private PngBytes() {}

  static byte[] withHeader(byte[] png, int width, int height) {
    byte[] changed = png.clone();
    ByteBuffer.wrap(changed).putInt(16, width).putInt(20, height);
    return mended(changed, 8);
  }

  /** Returns a file with right checksums in all chunks from a byte on, as far as they are whole. */
  public static byte[] mended(byte[] png, int from) {
    ByteBuffer in = ByteBuffer.wrap(png);
    int at = from;
    while (at + HEADER <= png.length) {
      int length = in.getInt(at);
      if (length < 0 || length > png.length - at - HEADER) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, length + 4);
      in.putInt(at + 8 + length, (int) crc.getValue());
      at += HEADER + length;
    }
    return png;
  }
}
