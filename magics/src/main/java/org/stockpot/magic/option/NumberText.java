package org.stockpot.magic.option;

import java.math.BigDecimal;
import org.stockpot.magic.UsageException;
import org.stockpot.task.option.Percent;

/** Numbers with decimals as text, and back; {@code 20%} is 0.2. */
final class NumberText {

  private NumberText() {}

  static double read(String text) {
    try {
      return Percent.parse(text);
    } catch (NumberFormatException e) {
      throw new UsageException("must be a number, got " + text);
    }
  }

  static String write(double number) {
    String text = BigDecimal.valueOf(number).stripTrailingZeros().toString();
    return text.replace("E+", "E").replace('E', 'e');
  }
}
