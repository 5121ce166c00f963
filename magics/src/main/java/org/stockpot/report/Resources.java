package org.stockpot.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files of this package. */
final class Resources {

  private Resources() {}

  /** Reads a text. */
  static String text(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a script, without its indentation and its lines of comments. */
  static String script(String name) {
    StringBuilder code = new StringBuilder();
    text(name)
        .lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("//"))
        .forEach(line -> code.append(line).append('\n'));
    return code.toString();
  }
}
