package org.stockpot.format;

import org.stockpot.text.Html;

/** Says in one line what is wrong with a file: its name, the rule and the value found. */
public final class FormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;
  private static final int LONGEST = 500;

  /**
   * Says what is wrong. Text from files may hold anything, so it is made one line and cut.
   *
   * @param message the file, the rule and the value
   */
  public FormatException(String message) {
    this(message, null);
  }

  /**
   * Says what is wrong and what showed it.
   *
   * @param message the file, the rule and the value
   * @param cause what noticed it, or null
   */
  public FormatException(String message, Throwable cause) {
    super(Html.line(message, LONGEST), cause);
  }
}
