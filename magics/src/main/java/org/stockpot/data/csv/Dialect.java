package org.stockpot.data.csv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What parts the cells of a text, and how many a row has. Of the marks that part all rows alike,
 * the one wins by which more cells are numbers.
 *
 * @param reader reads the cells
 * @param width the cells of most rows
 */
record Dialect(CellReader reader, int width) {

  private static final List<Character> MARKS = List.of(',', ';', '\t', '|', Separator.BLANK);
  private static final int SAMPLE = 1 << 17;
  private static final int SAMPLE_ROWS = 1000;
  private static final double MOST_ROWS = 0.5;

  /** How one mark parts the first rows. */
  private record Fit(
      CellReader reader, int header, int width, double share, long numbers, boolean whole) {

    /** Returns whether each row has the same cells, or the header one less or more. */
    boolean isEven() {
      return whole && width > 1 && header > 1 && share == 1 && Math.abs(header - width) <= 1;
    }

    boolean isNearlyEven() {
      boolean blank = reader.separator() == Separator.BLANK;
      return width > 1 && share >= MOST_ROWS && (!blank || (numbers > 0 && share > 0.9));
    }
  }

  /**
   * Looks at the first rows of a text.
   *
   * @param tabs whether the file's name says that tabs are separators
   * @throws IllegalArgumentException if two marks part it equally well, or none does
   */
  static Dialect of(String text, TableFormat format, boolean tabs) {
    String sample = sample(text);
    List<Character> marks = format.separator().mark().map(List::of).orElse(MARKS);
    List<Fit> fits = marks.stream().map(mark -> fit(sample, format, mark)).toList();
    Fit best = marks.size() == 1 ? fits.get(0) : best(fits, tabs);
    return new Dialect(best.reader(), Math.max(best.width(), 1));
  }

  private static String sample(String text) {
    if (text.length() <= SAMPLE) {
      return text;
    }
    int end = Math.max(text.lastIndexOf('\n', SAMPLE), text.lastIndexOf('\r', SAMPLE));
    return text.substring(0, end < 0 ? SAMPLE : end);
  }

  private static Fit fit(String sample, TableFormat format, char mark) {
    CellReader plain = CellReader.of(mark, format);
    Fit fit = fit(sample, plain);
    boolean quotedBehindBlank = format.quoteMark() != 0 && mark != Separator.BLANK;
    if (quotedBehindBlank && hasQuoteBehindBlank(sample, plain, format.quoteMark())) {
      return fit(sample, CellReader.surrounded(mark, format));
    }
    return fit;
  }

  private static Fit fit(String sample, CellReader reader) {
    List<String[]> rows = new ArrayList<>();
    boolean whole = read(sample, reader, rows);
    List<String[]> data = rows.size() > 1 ? rows.subList(1, rows.size()) : rows;
    Map<Integer, Integer> widths = new HashMap<>();
    data.forEach(row -> widths.merge(row.length, 1, Integer::sum));
    int width =
        widths.entrySet().stream()
            .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .orElse(0);
    double share = data.isEmpty() ? 0 : widths.get(width) / (double) data.size();
    long numbers = data.stream().flatMap(Stream::of).filter(NumberText::isNumber).count();
    int header = rows.isEmpty() ? 0 : rows.get(0).length;
    return new Fit(reader, header, width, share, numbers, whole);
  }

  /** Reads rows as far as they can be read; returns whether that is all of them. */
  private static boolean read(String sample, CellReader reader, List<String[]> rows) {
    try {
      reader.read(
          sample,
          (line, cells, comment) -> {
            if (!RowCollector.isRule(cells)) {
              rows.add(cells);
            }
            return rows.size() < SAMPLE_ROWS;
          });
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean hasQuoteBehindBlank(String sample, CellReader reader, char quote) {
    List<String[]> rows = new ArrayList<>();
    read(sample, reader, rows);
    return rows.stream()
        .flatMap(Stream::of)
        .anyMatch(c -> !c.isEmpty() && c.charAt(0) == ' ' && c.strip().startsWith("" + quote));
  }

  private static Fit best(List<Fit> fits, boolean tabs) {
    if (tabs && fits.stream().anyMatch(f -> f.reader().separator() == '\t' && f.header() > 1)) {
      return fits.stream().filter(f -> f.reader().separator() == '\t').findFirst().orElseThrow();
    }
    List<Fit> even = fits.stream().filter(Fit::isEven).toList();
    if (!even.isEmpty()) {
      return only(even);
    }
    return fits.stream()
        .filter(Fit::isNearlyEven)
        .max(Comparator.comparingDouble(Fit::share).thenComparingLong(Fit::numbers))
        .or(() -> fits.stream().max(Comparator.comparingInt(Dialect::headerCells)))
        .orElseThrow();
  }

  private static int headerCells(Fit fit) {
    return fit.reader().separator() == Separator.BLANK ? 0 : fit.header();
  }

  private static Fit only(List<Fit> even) {
    long most = even.stream().mapToLong(Fit::numbers).max().orElse(0);
    List<Fit> best = even.stream().filter(f -> f.numbers() == most).toList();
    if (best.size() > 1) {
      best = best.stream().filter(f -> f.reader().separator() != Separator.BLANK).toList();
    }
    if (best.size() > 1) {
      throw new IllegalArgumentException(
          "the separator must be certain, got two ways to part all rows: "
              + best.stream().map(Dialect::way).collect(Collectors.joining(" or ")));
    }
    return best.get(0);
  }

  private static String way(Fit fit) {
    String name = Separator.name(fit.reader().separator());
    return fit.width() + " columns by --separator " + name;
  }
}
