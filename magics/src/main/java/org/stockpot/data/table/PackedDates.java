package org.stockpot.data.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.data.csv.NumberColumn;

/** Dates written as one number, such as 20240131. */
final class PackedDates {

  private static final int FIRST = 19000101;
  private static final int LAST = 21001231;

  private PackedDates() {}

  /** Returns a warning if all numbers of a column are dates, of which several differ. */
  static Optional<String> of(NumberColumn column) {
    int[] rows = IntStream.range(0, column.size()).filter(column::isFinite).toArray();
    boolean several = IntStream.of(rows).mapToDouble(column::value).distinct().count() > 1;
    if (!several || !IntStream.of(rows).mapToDouble(column::value).allMatch(PackedDates::isDate)) {
      return Optional.empty();
    }
    return Optional.of(
        "column "
            + column.name()
            + " looks like dates, such as "
            + column.text(rows[0])
            + ", and is taken for numbers, which are not even from one month to the next: write"
            + " them as 2024-01-31, or --drop it");
  }

  private static boolean isDate(double value) {
    if (value < FIRST || value > LAST || value != Math.rint(value)) {
      return false;
    }
    int packed = (int) value;
    try {
      return LocalDate.of(packed / 10_000, packed / 100 % 100, packed % 100).isAfter(LocalDate.MIN);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
