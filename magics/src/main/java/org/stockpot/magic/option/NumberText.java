package org.stockpot.magic.option;

import java.math.BigDecimal;
import org.stockpot.magic.UsageException;

/** Numbers with decimals as text, and back; {@code 20%} is 0.2. */
final class NumberText {

  private NumberText() {}

  static double read(String text) {
    boolean percent = text.endsWith("%");
    try {
      double value = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      return percent && Double.isFinite(value)
          ? BigDecimal.valueOf(value).movePointLeft(2).doubleValue()
          : value;
    } catch (NumberFormatException e) {
      throw new UsageException("must be a number, got " + text);
    }
  }

  static String write(double number) {
    String text = BigDecimal.valueOf(number).stripTrailingZeros().toString();
    return text.replace("E+", "E").replace('E', 'e');
  }
}
