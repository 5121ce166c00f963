package org.stockpot.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.stockpot.text.Literals;

/**
 * Java expressions in the text of a magic: {@code ${lr * 2}}. An expression ends at the brace that
 * closes it; braces, brackets and quotes inside it count, so that {@code ${Map.of("}",
 * 1).get("}")}} is one.
 */
public final class Interpolation {

  private static final String OPEN = "${";

  private Interpolation() {}

  /**
   * Returns where an expression ends.
   *
   * @param text a text
   * @param from a position in it
   * @return the position behind the brace that closes the expression that opens at the position; -1
   *     if none does, or it is not closed
   */
  public static int end(String text, int from) {
    if (!text.startsWith(OPEN, from)) {
      return -1;
    }
    int depth = 0;
    int at = from + OPEN.length();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        at = Literals.past(text, at);
        continue;
      }
      at++;
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth < 0) {
        return at;
      }
    }
    return -1;
  }

  /**
   * A piece of a text.
   *
   * @param java whether it is Java
   * @param text the Java between the braces, or what stands as it is
   */
  public record Part(boolean java, String text) {}

  /**
   * Takes a text apart.
   *
   * @param text any text
   * @return its pieces in order
   * @throws UsageException if an expression is not closed
   */
  public static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      int end = end(text, open);
      if (end < 0) {
        throw new UsageException("${ must be closed by }, got " + text.substring(open));
      }
      if (open > at) {
        parts.add(new Part(false, text.substring(at, open)));
      }
      parts.add(new Part(true, text.substring(open + OPEN.length(), end - 1)));
      at = end;
    }
    if (at < text.length()) {
      parts.add(new Part(false, text.substring(at)));
    }
    return parts;
  }

  /**
   * Replaces the expressions of a text.
   *
   * @param text any text
   * @param values what to put for the Java between the braces
   * @return the text
   * @throws UsageException if an expression is not closed
   */
  public static String fill(String text, UnaryOperator<String> values) {
    return parts(text).stream()
        .map(part -> part.java() ? values.apply(part.text()) : part.text())
        .collect(Collectors.joining());
  }
}
