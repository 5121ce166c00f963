package org.stockpot.data.table;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.stockpot.data.MessageText;
import org.stockpot.data.csv.NumberColumn;

/** Numbers that stand for missing values by custom, such as -999. */
final class Sentinels {

  private static final int FEWEST = 2;
  private static final int MOST_DIGITS = 7;

  private Sentinels() {}

  /**
   * Returns a warning if the least or the largest number is made of nines, comes at least twice,
   * and lies farther from the others than they lie from one another.
   */
  static Optional<String> of(NumberColumn column) {
    double[] sorted =
        IntStream.range(0, column.size())
            .filter(column::isFinite)
            .mapToDouble(column::value)
            .sorted()
            .toArray();
    if (sorted.length <= FEWEST) {
      return Optional.empty();
    }
    double least = sorted[0];
    double largest = sorted[sorted.length - 1];
    return DoubleStream.of(least, largest)
        .filter(Sentinels::isNines)
        .filter(value -> isApart(sorted, value))
        .mapToObj(value -> warning(column, sorted, value))
        .findFirst();
  }

  private static boolean isNines(double value) {
    String digits = MessageText.number(Math.abs(value));
    return digits.length() <= MOST_DIGITS && digits.length() > 1 && digits.matches("9+");
  }

  private static boolean isApart(double[] sorted, double value) {
    double[] others = Arrays.stream(sorted).filter(v -> v != value).toArray();
    if (others.length == 0 || sorted.length - others.length < FEWEST) {
      return false;
    }
    double gap = value < others[0] ? others[0] - value : value - others[others.length - 1];
    return gap > others[others.length - 1] - others[0];
  }

  private static String warning(NumberColumn column, double[] sorted, double value) {
    long rows = Arrays.stream(sorted).filter(v -> v == value).count();
    return "column "
        + column.name()
        + " is "
        + MessageText.number(value)
        + " in "
        + MessageText.count(rows, "row")
        + ", far from all others: if that means a missing value, --na usual,"
        + MessageText.number(value);
  }
}
