package org.stockpot.text;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/**
 * How a column of exact numbers is shown: rounded to so many decimals, or to so many significant
 * digits.
 */
public final class Decimals extends NumberFormat {

  private static final long serialVersionUID = 1;

  private final int digits;
  private final boolean significant;

  private Decimals(int digits, boolean significant) {
    this.digits = digits;
    this.significant = significant;
  }

  /**
   * Returns the format with so many digits behind the point.
   *
   * @param decimals how many, at least 0
   * @return the format
   */
  public static Decimals fixed(int decimals) {
    return new Decimals(decimals, false);
  }

  /**
   * Returns the format with so many digits that count.
   *
   * @param digits how many, at least 1
   * @return the format
   */
  public static Decimals significant(int digits) {
    return new Decimals(digits, true);
  }

  @Override
  public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
    return to.append(
        significant ? Numbers.significant(number, digits) : Numbers.fixed(number, digits));
  }

  @Override
  public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
    return format((double) number, to, position);
  }

  @Override
  public Number parse(String text, ParsePosition position) {
    throw new UnsupportedOperationException("numbers are shown in this form, not read");
  }
}
