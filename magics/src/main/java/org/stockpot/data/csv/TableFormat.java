package org.stockpot.data.csv;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stockpot.task.option.Help;

/**
 * How a text file is read as a table. Each component that is {@code auto} is decided by the file,
 * and said; what the file does not decide is an error that names the option.
 *
 * @param header whether the first row is the names of the columns
 * @param separator what parts the cells of a line
 * @param decimal the decimal mark of cells that can be read in two ways
 * @param thousands the thousands mark of cells that can be read in two ways
 * @param encoding the name of a charset, or {@code auto}
 * @param comments the character that begins lines to pass over, {@code none}, or {@code auto}
 * @param quote what may stand around a cell
 * @param skip lines to pass over before anything is read
 * @param ragged what becomes of rows with too few or too many cells
 * @param na the cells, beside empty ones, that are missing values; {@code usual} among them stands
 *     for {@link #USUAL}
 */
public record TableFormat(
    @Help("for tables: whether the first row has the names: auto, yes or no (c1, c2, …)")
        Header header,
    @Help("for tables: auto, comma, semicolon, tab, pipe, blank or the character itself")
        Separator separator,
    @Help("for tables: the decimal mark where cells can be read in two ways: auto, point, comma")
        Decimal decimal,
    @Help(
            "for tables: the thousands mark where cells can be read in two ways: auto, none, comma,"
                + " point")
        Thousands thousands,
    @Help("for tables: auto, or a charset such as utf-8, utf-16, windows-1252") String encoding,
    @Help("for tables: the character that begins a comment, none, or auto (#)") String comments,
    @Help(
            "for tables: what stands around cells: double, backslash (\\\" within them), single or"
                + " none")
        Quote quote,
    @Help("for tables: lines before the header to pass over") int skip,
    @Help(
            "for tables: rows with too few or many cells: refuse, fill (the end is missing) or drop"
                + " them")
        Ragged ragged,
    @Help(
            "for tables: cells that are missing values beside empty ones, as in usual,-999; usual"
                + " is NA, NaN, null, ? and the like")
        List<String> na) {

  private static final String AUTO = "auto";
  private static final String NONE = "none";

  private static final String USUALLY = "usual";

  /** Cells that are missing values by custom. */
  public static final List<String> USUAL =
      List.of(
          "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "<NA>", "NaT", "?", "*", "\\N");

  /** Whether the first row is the names of the columns. */
  public enum Header {
    /** It is, unless it looks like data, which is an error. */
    AUTO,
    /** It is. */
    YES,
    /** It is data; the columns are c1, c2 and so on. */
    NO
  }

  /** The decimal mark of cells that can be read in two ways. */
  public enum Decimal {
    /** Other cells decide. */
    AUTO,
    /** A point: 1.234 is less than two. */
    POINT,
    /** A comma: 1,234 is less than two. */
    COMMA
  }

  /** The thousands mark of cells that can be read in two ways. */
  public enum Thousands {
    /** Other cells decide. */
    AUTO,
    /** There is none: a lone mark is a decimal mark. */
    NONE,
    /** A comma: 1,234 is more than a thousand. */
    COMMA,
    /** A point: 1.234 is more than a thousand. */
    POINT
  }

  /** What may stand around a cell that holds separators. */
  public enum Quote {
    /** The double quote, doubled inside. */
    DOUBLE,
    /** The double quote, behind a backslash inside. */
    BACKSLASH,
    /** The single quote, doubled inside. */
    SINGLE,
    /** Nothing: quotes are part of cells. */
    NONE
  }

  /** What becomes of rows with too few or too many cells. */
  public enum Ragged {
    /** They are an error. */
    REFUSE,
    /** Missing cells at the end are missing values; too many are an error. */
    FILL,
    /** They are left out. */
    DROP
  }

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if decimal and thousands mark are the same, comments are
   *     neither a character nor {@code none}, or skip is negative
   */
  public TableFormat {
    na = List.copyOf(na);
    boolean same =
        (decimal == Decimal.POINT && thousands == Thousands.POINT)
            || (decimal == Decimal.COMMA && thousands == Thousands.COMMA);
    if (same) {
      throw new IllegalArgumentException(
          "decimal and thousands must be different marks, got the same for both");
    }
    if (!comments.equals(AUTO) && !comments.equals(NONE) && comments.length() != 1) {
      throw new IllegalArgumentException(
          "comments must be auto, none or one character, got " + comments);
    }
    if (skip < 0) {
      throw new IllegalArgumentException("skip must be at least 0 lines, got " + skip);
    }
  }

  /**
   * Returns the format in which the file decides everything and nothing is left out.
   *
   * @return the default
   */
  public static TableFormat defaults() {
    return new TableFormat(
        Header.AUTO,
        Separator.AUTO,
        Decimal.AUTO,
        Thousands.AUTO,
        AUTO,
        AUTO,
        Quote.DOUBLE,
        0,
        Ragged.REFUSE,
        List.of(USUALLY));
  }

  /** Returns whether cells count as missing that do so by custom. */
  boolean isUsualMissing() {
    return na.contains(USUALLY);
  }

  /** Returns the cells that are missing values. */
  Set<String> missing() {
    Set<String> cells = new HashSet<>(na);
    if (cells.remove(USUALLY)) {
      cells.addAll(USUAL);
    }
    return cells;
  }

  boolean detectsEncoding() {
    return encoding.equals(AUTO);
  }

  boolean detectsComments() {
    return comments.equals(AUTO);
  }

  /** Returns the character that begins a comment, or 0 for none. */
  char comment() {
    return comments.equals(AUTO) ? '#' : comments.equals(NONE) ? 0 : comments.charAt(0);
  }

  /** Returns the character around cells, or 0 for none. */
  char quoteMark() {
    return switch (quote) {
      case DOUBLE, BACKSLASH -> '"';
      case SINGLE -> '\'';
      case NONE -> 0;
    };
  }

  /**
   * Returns this format with another header.
   *
   * @param value whether the first row is the names
   * @return the changed format
   */
  public TableFormat withHeader(Header value) {
    return new TableFormat(
        value, separator, decimal, thousands, encoding, comments, quote, skip, ragged, na);
  }

  /**
   * Returns this format with another separator.
   *
   * @param value what parts cells
   * @return the changed format
   */
  public TableFormat withSeparator(Separator value) {
    return new TableFormat(
        header, value, decimal, thousands, encoding, comments, quote, skip, ragged, na);
  }

  /**
   * Returns this format with another decimal mark.
   *
   * @param value the mark of cells that can be read in two ways
   * @return the changed format
   */
  public TableFormat withDecimal(Decimal value) {
    return new TableFormat(
        header, separator, value, thousands, encoding, comments, quote, skip, ragged, na);
  }

  /**
   * Returns this format with another thousands mark.
   *
   * @param value the mark of cells that can be read in two ways
   * @return the changed format
   */
  public TableFormat withThousands(Thousands value) {
    return new TableFormat(
        header, separator, decimal, value, encoding, comments, quote, skip, ragged, na);
  }

  /**
   * Returns this format with another encoding.
   *
   * @param value the name of a charset, or {@code auto}
   * @return the changed format
   */
  public TableFormat withEncoding(String value) {
    return new TableFormat(
        header, separator, decimal, thousands, value, comments, quote, skip, ragged, na);
  }

  /**
   * Returns this format with other comments.
   *
   * @param value a character, {@code none} or {@code auto}
   * @return the changed format
   */
  public TableFormat withComments(String value) {
    return new TableFormat(
        header, separator, decimal, thousands, encoding, value, quote, skip, ragged, na);
  }

  /**
   * Returns this format with other quotes.
   *
   * @param value what may stand around cells
   * @return the changed format
   */
  public TableFormat withQuote(Quote value) {
    return new TableFormat(
        header, separator, decimal, thousands, encoding, comments, value, skip, ragged, na);
  }

  /**
   * Returns this format with another beginning.
   *
   * @param lines lines to pass over
   * @return the changed format
   */
  public TableFormat withSkip(int lines) {
    return new TableFormat(
        header, separator, decimal, thousands, encoding, comments, quote, lines, ragged, na);
  }

  /**
   * Returns this format with another rule for uneven rows.
   *
   * @param value what becomes of them
   * @return the changed format
   */
  public TableFormat withRagged(Ragged value) {
    return new TableFormat(
        header, separator, decimal, thousands, encoding, comments, quote, skip, value, na);
  }

  /**
   * Returns this format with other missing values.
   *
   * @param cells cells that are missing values, beside empty ones
   * @return the changed format
   */
  public TableFormat withNa(List<String> cells) {
    return new TableFormat(
        header, separator, decimal, thousands, encoding, comments, quote, skip, ragged, cells);
  }
}
