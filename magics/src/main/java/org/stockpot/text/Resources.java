package org.stockpot.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that lie beside classes. */
public final class Resources {

  private Resources() {}

  /**
   * Reads a text.
   *
   * @param beside a class of the file's package
   * @param name the file's name
   * @return its text
   */
  public static String text(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a script, without its indentation and its lines of comments.
   *
   * @param beside a class of the file's package
   * @param name the file's name
   * @return its code
   */
  public static String script(Class<?> beside, String name) {
    StringBuilder code = new StringBuilder();
    text(beside, name)
        .lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("//"))
        .forEach(line -> code.append(line).append('\n'));
    return code.toString();
  }
}
