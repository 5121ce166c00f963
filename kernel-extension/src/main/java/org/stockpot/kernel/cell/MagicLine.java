package org.stockpot.kernel.cell;

import java.util.List;

/**
 * A magic inside Java code: {@code %name args} up to the end of its line, as a statement or as the
 * value of an assignment.
 *
 * @param code the code it stands in
 * @param start the position of the percent sign
 * @param end the end of its line
 * @param statement the start of the statement it belongs to
 * @param target what it is assigned to, such as {@code var base}, or the empty string
 * @param nested whether it stands inside a block, where Java must call it
 */
public record MagicLine(
    String code, int start, int end, int statement, String target, boolean nested) {

  /**
   * Returns the name.
   *
   * @return the name, with its question mark if it asks for help
   */
  public String name() {
    return text().split("[\\s;]", 2)[0];
  }

  /**
   * Returns the words after the name.
   *
   * @return the words
   * @throws org.stockpot.magic.UsageException if a quote is not closed
   */
  public List<String> words() {
    return Words.split(text().substring(name().length()));
  }

  /**
   * Returns the line without percent sign.
   *
   * @return the name and its arguments
   */
  public String text() {
    return code.substring(start + 1, end).strip();
  }
}
