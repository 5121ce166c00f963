package org.stockpot.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of training in the notation of the literature: {@code 3ep}, {@code 500it} or {@code
 * 2ep50it}.
 *
 * @param epochs whole passes over the training examples, at least 0
 * @param iterations optimizer steps on top of them, at least 0
 */
public record Span(long epochs, long iterations) {

  /** No training at all: the position of the initialisation. */
  public static final Span ZERO = new Span(0, 0);

  private static final long MOST = 1_000_000_000_000L;
  private static final Pattern TEXT = Pattern.compile("(?:(\\d{1,12})ep)?(?:(\\d{1,12})it)?");

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is negative or above 10^12
   */
  public Span {
    if (epochs < 0 || iterations < 0 || epochs > MOST || iterations > MOST) {
      throw new IllegalArgumentException(
          "a span must have 0 to 10^12 epochs and iterations, got "
              + epochs
              + "ep and "
              + iterations
              + "it");
    }
  }

  /**
   * Returns a span of whole epochs.
   *
   * @param epochs at least 0
   * @return the span
   */
  public static Span epochs(long epochs) {
    return new Span(epochs, 0);
  }

  /**
   * Returns a span of optimizer steps.
   *
   * @param iterations at least 0
   * @return the span
   */
  public static Span iterations(long iterations) {
    return new Span(0, iterations);
  }

  /**
   * Returns this span several times over.
   *
   * @param factor how many times, at least 0
   * @return the span
   */
  public Span times(int factor) {
    return new Span(Math.multiplyExact(epochs, factor), Math.multiplyExact(iterations, factor));
  }

  /**
   * Reads a span.
   *
   * @param text such as {@code 3ep}, {@code 500it}, {@code 2ep50it}, or {@code init} for none
   * @return the span
   * @throws IllegalArgumentException if the text is none
   */
  public static Span parse(String text) {
    if (text.equals("init")) {
      return ZERO;
    }
    Matcher matcher = TEXT.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw new IllegalArgumentException(
          "a span must look like 3ep, 500it or 2ep50it, got " + text);
    }
    return new Span(number(matcher.group(1)), number(matcher.group(2)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /**
   * Returns the number of optimizer steps in this span.
   *
   * @param perEpoch steps in one epoch, at least 1
   * @return {@code epochs · perEpoch + iterations}
   * @throws ArithmeticException if that exceeds a long
   */
  public long steps(long perEpoch) {
    return Math.addExact(Math.multiplyExact(epochs, perEpoch), iterations);
  }

  /** Returns the span as {@link #parse} reads it. */
  @Override
  public String toString() {
    if (iterations == 0) {
      return epochs == 0 ? "0it" : epochs + "ep";
    }
    return (epochs == 0 ? "" : epochs + "ep") + iterations + "it";
  }
}
