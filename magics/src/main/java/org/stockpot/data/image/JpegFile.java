package org.stockpot.data.image;

import java.nio.ByteBuffer;

/** What a JPEG file says of itself, held against its bytes before it is decoded. */
final class JpegFile {

  /**
   * The most pixels that one byte can stand for: blocks of 64 pixels that take a bit each, as in
   * progressive files, where a colour's block covers 4 of the brightness.
   */
  private static final long PIXELS_OF_A_BYTE = 8 * 64;

  private static final int START_OF_SCAN = 0xda;
  private static final int END = 0xd9;
  private static final int FILL = 0xff;
  private static final int FIRST_RESTART = 0xd0;
  private static final int LAST_RESTART = 0xd7;
  private static final int MOST_SCANS = 100;

  private JpegFile() {}

  static boolean isOne(byte[] bytes) {
    return bytes.length > 3
        && (bytes[0] & 0xff) == 0xff
        && (bytes[1] & 0xff) == 0xd8
        && (bytes[2] & 0xff) == 0xff;
  }

  /**
   * Requires a size that the bytes can hold, few scans and an end: decoders fill what is missing
   * with grey, and take all scans that they get.
   *
   * @throws IllegalArgumentException if something is wrong; the message does not name the file
   */
  static void check(byte[] bytes) {
    int scans = 0;
    boolean sized = false;
    int at = 2;
    while (at + 1 < bytes.length) {
      int marker = bytes[at + 1] & 0xff;
      if ((bytes[at] & 0xff) != 0xff) {
        throw new IllegalArgumentException("a JPEG file must consist of segments, got other bytes");
      }
      if (marker == END && sized && scans > 0) {
        return;
      }
      if (marker == FILL) {
        at++;
        continue;
      }
      if (at + 10 > bytes.length) {
        break;
      }
      if (isFrame(marker)) {
        checkFrame(bytes, at);
        sized = true;
      }
      at += 2 + number(bytes, at + 2);
      if (marker == START_OF_SCAN) {
        at = endOfScan(bytes, at);
        scans++;
      }
      if (scans > MOST_SCANS) {
        throw new IllegalArgumentException(
            "a JPEG file must have at most " + MOST_SCANS + " scans, got more");
      }
    }
    throw new IllegalArgumentException(
        "a JPEG file must have an image and an end, got one that is cut off");
  }

  /** Returns where the next marker stands that does not belong to the data of a scan. */
  private static int endOfScan(byte[] bytes, int from) {
    for (int at = from; at + 1 < bytes.length; at++) {
      int next = bytes[at + 1] & 0xff;
      boolean restart = next >= FIRST_RESTART && next <= LAST_RESTART;
      if ((bytes[at] & 0xff) == 0xff && next != 0 && next != FILL && !restart) {
        return at;
      }
    }
    return bytes.length;
  }

  private static int number(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getShort(at) & 0xffff;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static void checkFrame(byte[] bytes, int at) {
    int depth = bytes[at + 4];
    if (depth != 8) {
      throw new IllegalArgumentException(
          "an image must have at most 8 bits a channel, got " + depth + "; write it with 8");
    }
    int channels = bytes[at + 9] & 0xff;
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "an image must be grey or of red, green and blue, got " + channels + " channels");
    }
    long height = number(bytes, at + 5);
    long width = number(bytes, at + 7);
    if (height < 1 || width < 1 || height * width > PIXELS_OF_A_BYTE * bytes.length) {
      throw new IllegalArgumentException(
          "a JPEG file must hold the "
              + width
              + "x"
              + height
              + " pixels it says, got too few bytes");
    }
  }
}
