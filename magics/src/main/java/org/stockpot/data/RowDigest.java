package org.stockpot.data;

/**
 * A digest of one row of data as it was read, before anything is scaled or standardised, so that it
 * is the same in every split and every file: its inputs in their order, then its target. Numbers
 * count by their value as doubles, where -0.0 is 0.0.
 *
 * <p>Each number goes through the mixing function of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014);
 * it is no cryptographic digest: rows can be made to collide, but do not by chance.
 */
public final class RowDigest {

  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state = GAMMA;

  /**
   * Adds a number.
   *
   * @param value an input or a target in its own units
   * @return this digest
   */
  public RowDigest number(double value) {
    return add(Double.doubleToLongBits(value + 0.0));
  }

  /**
   * Adds numbers in their order.
   *
   * @param values inputs in their own units; not modified
   * @return this digest
   */
  public RowDigest numbers(float... values) {
    for (float value : values) {
      number(value);
    }
    return this;
  }

  /**
   * Adds a text, such as a category or the name of a class.
   *
   * @param text any text
   * @return this digest
   */
  public RowDigest text(String text) {
    add(text.length());
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
    return this;
  }

  private RowDigest add(long bits) {
    long z = (state ^ bits) + GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    state = z ^ (z >>> 31);
    return this;
  }

  /**
   * Returns the digest of what was added so far.
   *
   * @return 64 bits
   */
  public long value() {
    return state;
  }
}
