package org.stockpot.merge;

import java.util.Locale;
import java.util.Map;

/**
 * Values of all options of a merge method, by name, checked to be numbers and words of its options.
 *
 * @param texts as users write them
 */
public record MergeValues(Map<String, String> texts) {

  /** Copies the texts. */
  public MergeValues {
    texts = Map.copyOf(texts);
  }

  /**
   * Returns a number.
   *
   * @param name an option
   * @return its value
   */
  public double number(String name) {
    return Double.parseDouble(word(name));
  }

  /**
   * Returns a whole number.
   *
   * @param name an option
   * @return its value
   * @throws IllegalArgumentException if it has a fraction
   */
  public long whole(String name) {
    double number = number(name);
    if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
      throw new IllegalArgumentException(name + " must be a whole number, got " + word(name));
    }
    return (long) number;
  }

  /**
   * Returns a count.
   *
   * @param name an option
   * @return its value
   * @throws IllegalArgumentException if it has a fraction, is below 1 or above what an int holds
   */
  public int count(String name) {
    long number = whole(name);
    if (number > Integer.MAX_VALUE || number < 1) {
      throw new IllegalArgumentException(
          name + " must be from 1 to " + Integer.MAX_VALUE + ", got " + number);
    }
    return (int) number;
  }

  /**
   * Returns a word.
   *
   * @param name an option
   * @return its value
   */
  public String word(String name) {
    return texts.get(name);
  }

  /**
   * Returns a word as the constant of an enum, whose names are those words in capitals.
   *
   * @param name an option
   * @param type the enum
   * @param <E> the enum
   * @return the constant
   */
  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    return Enum.valueOf(type, word(name).toUpperCase(Locale.ROOT));
  }
}
