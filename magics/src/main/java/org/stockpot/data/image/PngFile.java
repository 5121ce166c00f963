package org.stockpot.data.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** What a PNG file says of itself, held against its bytes before it is decoded. */
final class PngFile {

  private static final byte[] MARK = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** The most bytes that one byte of deflated data can stand for. */
  private static final long DEFLATE_RATIO = 1032;

  private static final int LARGEST_DEPTH = 8;
  private static final int[] SAMPLES = {1, 0, 3, 1, 2, 0, 4};

  private PngFile() {}

  static boolean isOne(byte[] bytes) {
    return bytes.length > MARK.length
        && ByteBuffer.wrap(bytes, 0, MARK.length).equals(ByteBuffer.wrap(MARK));
  }

  /**
   * Requires whole chunks of the right checksums up to the end, and a size that the bytes can hold.
   * Java's decoder checks neither: it shows what it has.
   *
   * @throws IllegalArgumentException if something is wrong; the message does not name the file
   */
  static void check(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).position(MARK.length);
    String type = "";
    while (!type.equals("IEND")) {
      if (in.remaining() < 12
          || in.getInt(in.position()) > in.remaining() - 12
          || in.getInt(in.position()) < 0) {
        throw new IllegalArgumentException(
            "a PNG file must end with IEND, got one that is cut off");
      }
      boolean first = type.isEmpty();
      int length = in.getInt();
      CRC32 crc = new CRC32();
      crc.update(bytes, in.position(), 4 + length);
      type = new String(bytes, in.position(), 4, StandardCharsets.ISO_8859_1);
      if (first != type.equals("IHDR")) {
        throw new IllegalArgumentException("a PNG file must have one header, first, got " + type);
      }
      if (first) {
        checkHeader(in.position() + 4, length, ByteBuffer.wrap(bytes));
      }
      in.position(in.position() + 4 + length);
      if (in.getInt() != (int) crc.getValue()) {
        throw new IllegalArgumentException(
            "a PNG file must have the checksums it says, got another in chunk " + type);
      }
    }
  }

  private static void checkHeader(int at, int length, ByteBuffer bytes) {
    int width = length == 13 ? bytes.getInt(at) : 0;
    int height = length == 13 ? bytes.getInt(at + 4) : 0;
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a PNG file must have a size, got none");
    }
    int depth = bytes.get(at + 8);
    int kind = bytes.get(at + 9);
    if (depth > LARGEST_DEPTH) {
      throw new IllegalArgumentException(
          "an image must have at most 8 bits a channel, got " + depth + "; write it with 8");
    }
    int samples = kind >= 0 && kind < SAMPLES.length ? SAMPLES[kind] : 0;
    if (depth < 1 || samples == 0) {
      throw new IllegalArgumentException("a PNG file must have a colour type, got none");
    }
    double packed = (double) width * height * samples * depth / 8;
    if (packed > (double) DEFLATE_RATIO * bytes.capacity()) {
      throw new IllegalArgumentException(
          "a PNG file must hold the "
              + width
              + "x"
              + height
              + " pixels it says, got too few bytes");
    }
  }
}
