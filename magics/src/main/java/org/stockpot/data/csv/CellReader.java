package org.stockpot.data.csv;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.stockpot.task.work.Interrupts;

/**
 * Cuts a text into rows of cells. Strict about quotes: what follows a closing quote must be a
 * separator, and a quote must be closed. Empty lines are passed over.
 */
final class CellReader {

  private static final int ROWS_PER_CHECK = 4096;
  private static final Pattern BREAK = Pattern.compile("\\r\\n|\\r|\\n");
  private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

  private final char separator;
  private final char quote;
  private final char escape;
  private final char comment;
  private final boolean surrounded;

  /** Told of each row. */
  interface Sink {
    /**
     * Takes one row.
     *
     * @param comment the comment before the row, its lines parted by line breaks; empty for none
     * @return whether to go on
     */
    boolean row(long line, String[] cells, String comment);
  }

  private CellReader(char separator, TableFormat format, boolean surrounded) {
    this.separator = separator;
    quote = format.quoteMark();
    escape = format.quote() == TableFormat.Quote.BACKSLASH ? '\\' : 0;
    comment = format.comment();
    this.surrounded = surrounded;
  }

  /** Reads cells parted by a character, with the quotes and comments of a format. */
  static CellReader of(char separator, TableFormat format) {
    return new CellReader(separator, format, false);
  }

  /** Returns such a reader that passes over blanks around cells and their quotes. */
  static CellReader surrounded(char separator, TableFormat format) {
    return new CellReader(separator, format, true);
  }

  char separator() {
    return separator;
  }

  char comment() {
    return comment;
  }

  /**
   * Reads all rows.
   *
   * @throws IllegalArgumentException if a quote is not closed, or closed within a cell
   */
  void read(String text, Sink sink) {
    boolean blank = separator == Separator.BLANK;
    try (CSVParser parser =
        CSVParser.builder()
            .setReader(new StringReader(blank ? Whitespace.toTabs(text, quote) : text))
            .setFormat(format())
            .get()) {
      long rows = 0;
      for (CSVRecord row : parser) {
        if (rows++ % ROWS_PER_CHECK == 0) {
          Interrupts.check();
        }
        String said = row.getComment();
        long line = parser.getCurrentLineNumber() - breaks(row.values());
        if (!sink.row(line, row.values(), said == null ? "" : said)) {
          return;
        }
      }
    } catch (UncheckedIOException e) {
      throw refused(text, String.valueOf(e.getCause().getMessage()), e);
    } catch (IOException e) {
      throw refused(text, String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the line breaks within cells: the lines of a row beyond its first. */
  private static long breaks(String[] cells) {
    long breaks = 0;
    for (String cell : cells) {
      if (cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
        breaks += BREAK.splitAsStream(cell + "x").count() - 1;
      }
    }
    return breaks;
  }

  private CSVFormat format() {
    CSVFormat.Builder format =
        CSVFormat.Builder.create()
            .setDelimiter(separator == Separator.BLANK ? '\t' : separator)
            .setQuote(quote == 0 ? null : (Character) quote)
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(surrounded);
    if (comment != 0) {
      format.setCommentMarker(comment);
    }
    if (escape != 0) {
      format.setEscape(escape);
    }
    return format.get();
  }

  private IllegalArgumentException refused(String text, String reason, Exception cause) {
    Matcher matcher = LINE.matcher(reason);
    String line = matcher.find() ? "line " + matcher.group(1) : "a line";
    boolean open = reason.contains("EOF");
    boolean escaped = escape == 0 && text.contains("\\" + quote);
    return new IllegalArgumentException(
        "a quoted cell must end with a quote and a separator, got "
            + (open ? "a quote without an end in " : "something behind its quote in ")
            + line
            + (escaped ? "; say --quote backslash where a quote in a cell is \\\"" : "")
            + "; say --quote none where quotes are part of cells",
        cause);
  }
}
