package org.stockpot.testing;

import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tables of one truth in many forms: a is from 0.5 to 3.5, b from 1000 to 4000, and the class is x
 * exactly if a is above 2.
 */
public final class Tables {

  /** The rows of a table. */
  public static final int ROWS = 120;

  private static final double[] A = new double[ROWS];
  private static final double[] B = new double[ROWS];

  static {
    Random random = new Random(1);
    for (int i = 0; i < ROWS; i++) {
      A[i] = Math.rint(100 * (0.5 + 3 * random.nextDouble())) / 100;
      B[i] = Math.rint(10 * (1000 + 3000 * random.nextDouble())) / 10;
    }
  }

  private Tables() {}

  /** Writes one row. */
  @FunctionalInterface
  public interface Row {
    /** Returns a line without its end. */
    String of(int i, double a, double b, String label);
  }

  /** Returns the number a of a row. */
  public static double a(int row) {
    return A[row];
  }

  /** Returns the number b of a row. */
  public static double b(int row) {
    return B[row];
  }

  /** Returns the class of a row. */
  public static String label(int row) {
    return A[row] > 2 ? "x" : "y";
  }

  /** Returns a header, if there is one, and all rows. */
  public static String of(String header, Row row) {
    return (header.isEmpty() ? "" : header + "\n")
        + IntStream.range(0, ROWS)
            .mapToObj(i -> row.of(i, a(i), b(i), label(i)) + "\n")
            .collect(Collectors.joining());
  }

  /** Returns a, b and class with commas between them. */
  public static String plain() {
    return of("a,b,class", (i, a, b, c) -> a + "," + b + "," + c);
  }

  /** Returns a number with a decimal comma. */
  public static String comma(double number) {
    return ("" + number).replace('.', ',');
  }

  /** Returns a number with thousands marks, as in 1,533.2. */
  public static String grouped(double number, String decimals) {
    return String.format(Locale.ENGLISH, "%,." + decimals + "f", number);
  }
}
