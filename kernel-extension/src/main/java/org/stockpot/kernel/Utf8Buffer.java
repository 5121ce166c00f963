package org.stockpot.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes of UTF-8 text that may end inside a character. */
final class Utf8Buffer {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  void add(byte[] source, int from, int length) {
    bytes.write(source, from, length);
  }

  boolean isEmpty() {
    return bytes.size() == 0;
  }

  int size() {
    return bytes.size();
  }

  /** Takes everything out. */
  String takeAll() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  /** Takes the whole characters out; the start of one more stays. */
  String takeWhole() {
    byte[] all = bytes.toByteArray();
    int whole = all.length - unfinished(all);
    bytes.reset();
    bytes.write(all, whole, all.length - whole);
    return new String(all, 0, whole, StandardCharsets.UTF_8);
  }

  /** Counts the bytes at the end that begin a character and do not finish it. */
  private static int unfinished(byte[] all) {
    for (int back = 1; back <= Math.min(3, all.length); back++) {
      int b = all[all.length - back] & 0xff;
      if (b >= 0xc0) {
        int width = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
        return back < width ? back : 0;
      }
      if (b < 0x80) {
        return 0;
      }
    }
    return 0;
  }
}
