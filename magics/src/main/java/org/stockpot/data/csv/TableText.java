package org.stockpot.data.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.stockpot.data.MessageText;

/**
 * The text of a file, and the encoding it was read with: that of its byte order mark, UTF-16 where
 * every second byte is zero, UTF-8 where all bytes are, else Windows-1252, whose letters are those
 * of Latin-1.
 *
 * @param text without the byte order mark
 * @param encoding such as {@code UTF-8}
 * @param said how the encoding was found; empty where it is plain UTF-8
 */
record TableText(String text, String encoding, String said) {

  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final Charset UTF_32 = Charset.forName("UTF-32");

  /** A text takes up to twice its bytes, and its cells as much again. */
  private static final int SHARE_OF_HEAP = 6;

  /**
   * Reads a file, plain or compressed by gzip.
   *
   * @throws IllegalArgumentException if it holds no text, or too much
   * @throws UncheckedIOException if it cannot be read
   */
  static TableText read(Path file, TableFormat format) {
    long most = Math.min(Integer.MAX_VALUE / 2, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    return read(file, format, most);
  }

  static TableText read(Path file, TableFormat format, long most) {
    byte[] bytes = bytes(file, most);
    OtherFormats.refuse(file, bytes);
    return format.detectsEncoding()
        ? detected(file, bytes)
        : decoded(file, bytes, named(format.encoding()));
  }

  private static byte[] bytes(Path file, long most) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = atMost(file, in, most);
      if (bytes.length < 2 || (bytes[0] & 0xFF) != 0x1F || (bytes[1] & 0xFF) != 0x8B) {
        return bytes;
      }
      try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return atMost(file, unzipped, most);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] atMost(Path file, InputStream in, long most) throws IOException {
    byte[] bytes = in.readNBytes((int) most + 1);
    if (bytes.length > most) {
      throw new IllegalArgumentException(
          file
              + " must hold at most "
              + most / 1_000_000
              + " MB of text for this Java heap, got more; start the kernel with a larger -Xmx");
    }
    return bytes;
  }

  private static Charset named(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "encoding must be auto or a charset such as utf-8 or windows-1252, got " + name, e);
    }
  }

  private static TableText decoded(Path file, byte[] bytes, Charset charset) {
    String text =
        strictly(bytes, 0, charset)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        file + " must be text in " + charset.name() + ", got other bytes"));
    return of(file, text, charset.name(), "");
  }

  private static TableText of(Path file, String text, String encoding, String said) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int zero = plain.indexOf('\0');
    if (zero >= 0) {
      throw new IllegalArgumentException(
          file + " must be text, got a zero at character " + (zero + 1) + " read as " + encoding);
    }
    return new TableText(plain, encoding, said);
  }

  private static TableText detected(Path file, byte[] bytes) {
    Optional<Charset> marked = marked(bytes);
    if (marked.isPresent()) {
      TableText text = decoded(file, bytes, marked.get());
      boolean usual = marked.get().equals(StandardCharsets.UTF_8);
      return usual ? text : new TableText(text.text, text.encoding, "by its byte order mark");
    }
    Optional<Charset> wide = wide(bytes);
    if (wide.isPresent()) {
      TableText text = decoded(file, bytes, wide.get());
      return new TableText(text.text, text.encoding, "as every second byte is zero");
    }
    Optional<String> text = strictly(bytes, 0, StandardCharsets.UTF_8);
    return text.map(found -> of(file, found, "UTF-8", "")).orElseGet(() -> western(file, bytes));
  }

  private static Optional<Charset> marked(byte[] bytes) {
    int first = unsigned(bytes, 0) << 8 | unsigned(bytes, 1);
    int second = unsigned(bytes, 2) << 8 | unsigned(bytes, 3);
    if ((first == 0 && second == 0xFEFF) || (first == 0xFFFE && second == 0 && bytes.length > 3)) {
      return Optional.of(UTF_32);
    } else if (first == 0xFEFF || first == 0xFFFE) {
      return Optional.of(StandardCharsets.UTF_16);
    }
    boolean utf8 = first == 0xEFBB && second >> 8 == 0xBF;
    return utf8 ? Optional.of(StandardCharsets.UTF_8) : Optional.empty();
  }

  private static int unsigned(byte[] bytes, int at) {
    return at < bytes.length ? bytes[at] & 0xFF : 0;
  }

  /** Returns UTF-16 without a mark: of the bytes of one half, most are zero, of the other, none. */
  private static Optional<Charset> wide(byte[] bytes) {
    int[] zeros = new int[2];
    int looked = Math.min(bytes.length, 1 << 16) & ~1;
    for (int i = 0; i < looked; i++) {
      zeros[i & 1] += bytes[i] == 0 ? 1 : 0;
    }
    int most = Math.max(zeros[0], zeros[1]);
    if (zeros[0] * zeros[1] > 0 || most <= looked / 4) {
      return Optional.empty();
    }
    return Optional.of(zeros[1] > 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
  }

  /** Reads what is no UTF-8 as Windows-1252, unless some of it is UTF-8 after all. */
  private static TableText western(Path file, byte[] bytes) {
    int[] counts = sequences(bytes);
    if (counts[0] > 0) {
      throw new IllegalArgumentException(
          file
              + " must be in one encoding, got "
              + MessageText.count(counts[0], "letter")
              + " of UTF-8 and "
              + MessageText.count(counts[1], "byte")
              + " of another; say --encoding utf-8 or windows-1252, or save it anew");
    }
    String text =
        strictly(bytes, 0, WINDOWS)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        file
                            + " must be UTF-8, UTF-16 or Windows-1252, got other bytes; say"
                            + " --encoding CHARSET"));
    return of(
        file, text, "Windows-1252", "as it is not UTF-8; --encoding CHARSET decides otherwise");
  }

  /** Counts letters of several bytes that are UTF-8, and bytes beyond ASCII that are not. */
  private static int[] sequences(byte[] bytes) {
    int[] counts = new int[2];
    int at = 0;
    while (at < bytes.length) {
      int length = length(bytes[at] & 0xFF);
      boolean whole = length > 1 && at + length <= bytes.length;
      for (int i = 1; i < length && whole; i++) {
        whole = (bytes[at + i] & 0xC0) == 0x80;
      }
      counts[0] += whole ? 1 : 0;
      counts[1] += !whole && bytes[at] < 0 ? 1 : 0;
      at += whole ? length : 1;
    }
    return counts;
  }

  private static int length(int first) {
    return first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1;
  }

  private static Optional<String> strictly(byte[] bytes, int from, Charset charset) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, from, bytes.length - from);
      return Optional.of(charset.newDecoder().decode(buffer).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
