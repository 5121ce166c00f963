package org.stockpot.prune;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which weights go together.
 *
 * <p>{@code N:M} keeps N of each M successive inputs of an output (of convolutions M successive
 * input channels at one place of the kernel), as sparse tensor cores want them (Mishra et al.,
 * 2021). {@code block:RxC} removes whole blocks of R outputs by C inputs, whose score is the sum of
 * theirs; a slot counts as a matrix of outputs by all else.
 *
 * @param kind which of these
 * @param first N or R; 1 for single weights
 * @param second M or C; 1 for single weights
 */
public record SparsityPattern(Kind kind, int first, int second) {

  /** Kinds of patterns. */
  public enum Kind {
    /** Single weights. */
    WEIGHTS,
    /** N of M. */
    N_OF_M,
    /** Blocks. */
    BLOCKS
  }

  /** Single weights. */
  public static final SparsityPattern NONE = new SparsityPattern(Kind.WEIGHTS, 1, 1);

  private static final Pattern N_OF_M = Pattern.compile("(\\d{1,4}):(\\d{1,4})");
  private static final Pattern BLOCK = Pattern.compile("block:(\\d{1,4})x(\\d{1,4})");

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they make no pattern
   */
  public SparsityPattern {
    boolean fits =
        switch (kind) {
          case WEIGHTS -> first == 1 && second == 1;
          case N_OF_M -> first >= 1 && first < second;
          case BLOCKS -> first >= 1 && second >= 1 && first * second > 1;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "pattern must be N:M with N below M, or block:RxC of two or more weights, got "
              + text(kind, first, second));
    }
  }

  /**
   * Reads a pattern.
   *
   * @param text {@code none}, such as {@code 2:4}, or such as {@code block:4x1}
   * @return the pattern
   * @throws IllegalArgumentException if the text is none of these
   */
  public static SparsityPattern parse(String text) {
    Matcher counts = N_OF_M.matcher(text);
    Matcher block = BLOCK.matcher(text);
    if (text.equals("none")) {
      return NONE;
    } else if (counts.matches()) {
      return of(Kind.N_OF_M, counts);
    } else if (block.matches()) {
      return of(Kind.BLOCKS, block);
    }
    throw new IllegalArgumentException(
        "must be none, N:M such as 2:4, or block:RxC such as block:4x1, got " + text);
  }

  private static SparsityPattern of(Kind kind, Matcher numbers) {
    return new SparsityPattern(
        kind, Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
  }

  /** Requires that scope and rounds leave to N of M what it decides. */
  void requireBeside(Scope scope, int rounds) {
    if (kind != Kind.N_OF_M) {
      return;
    }
    if (scope != Scope.GLOBAL) {
      throw new IllegalArgumentException(
          "scope must be left out with --pattern "
              + this
              + ", which seeks the lowest of each "
              + second
              + ", got "
              + scope.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    int most = second - first;
    if (rounds > most) {
      throw new IllegalArgumentException(
          "rounds must be at most " + most + " with --pattern " + this + ", got " + rounds);
    }
  }

  /** Returns how many weights go together. */
  int unit() {
    return kind == Kind.BLOCKS ? first * second : 1;
  }

  private static String text(Kind kind, int first, int second) {
    return switch (kind) {
      case WEIGHTS -> "none";
      case N_OF_M -> first + ":" + second;
      case BLOCKS -> "block:" + first + "x" + second;
    };
  }

  /** Returns the pattern as {@link #parse} reads it. */
  @Override
  public String toString() {
    return text(kind, first, second);
  }
}
