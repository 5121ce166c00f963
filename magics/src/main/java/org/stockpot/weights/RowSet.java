package org.stockpot.weights;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.LongStream;

/**
 * Rows of data by their digests, such as those that a point was trained on: each row a number of 48
 * bits that is drawn, for all one can tell, at random. Immutable.
 *
 * <p>At most {@link #MOST} rows are kept, those with the lowest digests: a set is exact up to that
 * many, and beyond that a uniform sample of itself whose counts are estimates, the count below the
 * largest digest kept over the share of digests below it (the bottom-k sketch of Cohen and Kaplan,
 * "Summarizing Data using Bottom-k Sketches", PODC 2007). All sets sample by the same digests, so
 * that a row in two of them is in both samples or in neither. With n rows in the larger of two
 * sets, s of them shared, none of these is kept with probability {@code (1 - MOST / n)^s}: 10^-3
 * for 100 of a million.
 *
 * <p>Two different rows have one digest with probability 2^-48, so that among n and m different
 * rows some are taken for the same with probability below {@code n m 2^-48}: 2 · 10^-6 for the
 * 60,000 and 10,000 of MNIST.
 */
public final class RowSet {

  /** The most rows that are kept. */
  public static final int MOST = 1 << 16;

  /** The set of no rows, which is also that of a point of which nothing is known. */
  public static final RowSet NONE = new RowSet(new long[0], 1L << 48);

  private static final int BITS = 48;
  private static final long ALL = 1L << BITS;
  private static final String FORM = "rows48:";
  private static final int MOST_TEXT = FORM.length() + 4 * ((MOST + 1) * 7 / 3 + 1);
  private static final int LOW = 0x7f;
  private static final int MORE = 0x80;

  /** Ascending, distinct, and all digests of the set that are below the limit. */
  private final long[] lowest;

  private final long limit;

  private RowSet(long[] lowest, long limit) {
    this.lowest = lowest;
    this.limit = limit;
  }

  /**
   * Returns the set of some rows.
   *
   * @param digests their digests, of which the lowest 48 bits count; in any order, not modified
   * @return the set
   */
  public static RowSet of(long... digests) {
    return of(Arrays.stream(digests).map(d -> d & (ALL - 1)), ALL);
  }

  private static RowSet of(LongStream digests, long limit) {
    long[] sorted = digests.filter(d -> d < limit).sorted().distinct().toArray();
    return sorted.length <= MOST
        ? new RowSet(sorted, limit)
        : new RowSet(Arrays.copyOf(sorted, MOST), sorted[MOST]);
  }

  /**
   * Returns the rows of either set.
   *
   * @param other another set
   * @return the union
   */
  public RowSet union(RowSet other) {
    if (other.isEmpty() || other.equals(this)) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    LongStream all = LongStream.concat(Arrays.stream(lowest), Arrays.stream(other.lowest));
    return of(all, Math.min(limit, other.limit));
  }

  /**
   * Returns the rows of this set that another has not.
   *
   * @param other another set
   * @return the difference
   */
  public RowSet without(RowSet other) {
    return of(Arrays.stream(lowest).filter(d -> !other.has(d)), Math.min(limit, other.limit));
  }

  /**
   * Returns the number of rows that are in both sets.
   *
   * @param other another set
   * @return the count, or an estimate unless both are exact
   */
  public long shared(RowSet other) {
    long least = Math.min(limit, other.limit);
    return count(Arrays.stream(lowest).filter(d -> d < least && other.has(d)).count(), least);
  }

  /**
   * Returns the number of different rows.
   *
   * @return the count, or an estimate unless this is exact
   */
  public long count() {
    return count(lowest.length, limit);
  }

  private static long count(long found, long limit) {
    return Math.round(found * ((double) ALL / limit));
  }

  private boolean has(long digest) {
    return Arrays.binarySearch(lowest, digest) >= 0;
  }

  /**
   * Returns whether all rows are kept, so that counts are exact.
   *
   * @return true up to {@link #MOST} rows
   */
  public boolean isExact() {
    return limit == ALL;
  }

  /**
   * Returns whether there are no rows.
   *
   * @return true if there are none, or nothing is known
   */
  public boolean isEmpty() {
    return lowest.length == 0;
  }

  /**
   * Reads a set.
   *
   * @param text as {@link #toString} writes it
   * @return the set
   * @throws IllegalArgumentException if the text is none
   */
  public static RowSet parse(String text) {
    if (!isText(text) || text.length() > MOST_TEXT) {
      throw damaged("got " + text.length() + " characters");
    }
    return decode(Base64.getDecoder().decode(text.substring(FORM.length())));
  }

  /**
   * Returns whether a text claims to be a set of rows.
   *
   * @param text any text
   * @return true if {@link #parse} is meant to read it
   */
  public static boolean isText(String text) {
    return text.startsWith(FORM);
  }

  private static RowSet decode(byte[] bytes) {
    long[] numbers = new long[bytes.length];
    int count = 0;
    int shift = 0;
    for (byte part : bytes) {
      if (shift > BITS) {
        throw damaged("got a number of more than " + BITS + " bits");
      }
      numbers[count] |= (long) (part & LOW) << shift;
      shift += 7;
      if ((part & MORE) == 0) {
        count++;
        shift = 0;
      }
    }
    if (shift > 0 || count == 0 || count > MOST + 1) {
      throw damaged("got " + count + " numbers");
    }
    return accumulated(Arrays.copyOf(numbers, count));
  }

  private static RowSet accumulated(long[] numbers) {
    long limit = numbers[0];
    if (limit < 1 || limit > ALL) {
      throw damaged("got a limit of " + limit);
    }
    long last = -1;
    for (int i = 1; i < numbers.length; i++) {
      last += numbers[i];
      if (numbers[i] == 0 || last >= limit) {
        throw damaged("got row " + i + " out of order");
      }
      numbers[i] = last;
    }
    return of(Arrays.stream(numbers, 1, numbers.length), limit);
  }

  private static IllegalArgumentException damaged(String got) {
    return new IllegalArgumentException(
        "rows must be at most " + MOST + " digests that Stockpot wrote, " + got);
  }

  /**
   * Returns the limit and the differences of the sorted digests, seven bits a byte, in Base64:
   * about seven characters a row, at most half a megabyte.
   */
  @Override
  public String toString() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(bytes, limit);
    long last = -1;
    for (long digest : lowest) {
      write(bytes, digest - last);
      last = digest;
    }
    return FORM + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static void write(ByteArrayOutputStream bytes, long number) {
    long left = number;
    while (left > LOW) {
      bytes.write((int) (left & LOW) | MORE);
      left >>>= 7;
    }
    bytes.write((int) left);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowSet that
        && limit == that.limit
        && Arrays.equals(lowest, that.lowest);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(limit) * 31 + Arrays.hashCode(lowest);
  }
}
