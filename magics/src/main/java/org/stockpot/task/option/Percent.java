package org.stockpot.task.option;

import java.math.BigDecimal;

/** Shares as people write them: {@code 0.07} or {@code 7%}, which is the same number. */
public final class Percent {

  private Percent() {}

  /**
   * Reads a number that may be in per cent.
   *
   * @param text such as {@code 0.07} or {@code 7%}
   * @return the number, correctly rounded
   * @throws NumberFormatException if the text is none
   */
  public static double parse(String text) {
    if (!text.endsWith("%")) {
      return Double.parseDouble(text);
    }
    double value = Double.parseDouble(text.substring(0, text.length() - 1));
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).movePointLeft(2).doubleValue()
        : value;
  }
}
