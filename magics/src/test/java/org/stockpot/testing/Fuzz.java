package org.stockpot.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Hostile input: valid input that was changed at random, the same for the same number. */
public final class Fuzz {

  /** Inputs of each kind; 100,000 and more in a long mode, {@code -Dstockpot.fuzz=100000}. */
  public static final int INPUTS = Integer.getInteger("stockpot.fuzz", 2000);

  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          "-1",
          "0",
          "1e999",
          "NaN",
          "9223372036854775808",
          "\0",
          "\n",
          "\r\n",
          "\"",
          ",",
          "=",
          "{",
          "[",
          "null",
          "../",
          "%",
          "\uFEFF",
          "é",
          "\ud83c\udf72",
          "${x}",
          "<script>");

  private Fuzz() {}

  /** Returns a source of chance for one input. */
  public static SplittableRandom random(int input) {
    return new SplittableRandom(input * 0x9e3779b97f4a7c15L);
  }

  /** Returns bytes with one to four changes: flips, cuts, copies and insertions. */
  public static byte[] changed(byte[] valid, SplittableRandom random) {
    byte[] bytes = valid;
    for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
      bytes = change(bytes, random);
    }
    return bytes;
  }

  /** Returns a text with one to four changes. */
  public static String changed(String valid, SplittableRandom random) {
    byte[] bytes = changed(valid.getBytes(StandardCharsets.UTF_8), random);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] change(byte[] bytes, SplittableRandom random) {
    int at = random.nextInt(bytes.length + 1);
    int to = at + random.nextInt(bytes.length - at + 1);
    byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(6)) {
      case 0 -> flipped(bytes, at, random);
      case 1 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> joined(Arrays.copyOf(bytes, Math.min(to, at + 1000)), tail(bytes, at));
      default -> joined(joined(Arrays.copyOf(bytes, at), word), tail(bytes, at));
    };
  }

  private static byte[] flipped(byte[] bytes, int at, SplittableRandom random) {
    byte[] flipped = bytes.clone();
    if (at < flipped.length) {
      flipped[at] = (byte) random.nextInt(256);
    }
    return flipped;
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }
}
