package org.stockpot.data.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stockpot.data.MessageText;

/** Collects the rows of a text as columns. Rows count from 1, without the header. */
final class RowCollector implements CellReader.Sink {

  private static final int POOL = 1 << 12;
  private static final Pattern RULE = Pattern.compile("[+|]?[-=]{2,}[-=+|:]*|:-+:?|-+:");

  private final TableFormat format;
  private final int width;
  private final char separator;
  private final long linesBefore;
  private final String[][] columns;
  private final String[] pool = new String[POOL];
  private String[] header = {};
  private boolean begun;
  private int rows;
  private long read;
  private int comments;
  private int repeated;
  private int blank;
  private int rules;
  private int stray;
  private int filled;
  private int dropped;
  private String headerComment = "";

  RowCollector(TableFormat format, int width, char separator, long linesBefore) {
    this.format = format;
    this.width = width;
    this.separator = separator;
    this.linesBefore = linesBefore;
    columns = new String[width][16];
  }

  /** Returns whether all cells are empty or blank. */
  static boolean isBlank(String... cells) {
    return Stream.of(cells).allMatch(String::isBlank);
  }

  /** Returns whether a row is the line that Markdown and databases draw below the header. */
  static boolean isRule(String... cells) {
    return Stream.of(cells)
        .map(String::strip)
        .filter(cell -> !cell.isEmpty())
        .allMatch(cell -> RULE.matcher(cell).matches());
  }

  @Override
  public boolean row(long line, String[] cells, String comment) {
    if (!comment.isEmpty()) {
      comments += (int) comment.lines().count();
      requireComment(line, comment);
    }
    if (!begun && format.header() != TableFormat.Header.NO) {
      if (!isBlank(cells)) {
        header = cells;
        begun = true;
      }
      return true;
    }
    begun = true;
    if (isBlank(cells)) {
      blank++;
    } else if (Arrays.equals(cells, header)) {
      repeated++;
    } else if (isRule(cells)) {
      rules++;
    } else {
      read++;
      add(line + linesBefore, cells);
    }
    return true;
  }

  /** A line that looks like a row behind a comment mark may be a row. */
  private void requireComment(long line, String comment) {
    if (!begun) {
      headerComment = comment.lines().reduce("", (a, b) -> b);
      return;
    }
    if (format.detectsComments() && comment.lines().anyMatch(this::looksLikeRow)) {
      throw new IllegalArgumentException(
          "a line that begins with # must be a comment for certain, got one with "
              + width
              + " cells before line "
              + (line + linesBefore)
              + "; say --comments # to pass over it, or --comments none to read it");
    }
  }

  /** Returns whether the comment right before the header has as many cells as rows have. */
  boolean hasHeaderAsComment() {
    return looksLikeRow(headerComment);
  }

  private boolean looksLikeRow(String line) {
    boolean blanks = separator == Separator.BLANK;
    String parted = blanks ? Whitespace.toTabs(line, (char) 0) : line;
    char mark = blanks ? '\t' : separator;
    return width > 1 && parted.chars().filter(c -> c == mark).count() == width - 1L;
  }

  private void add(long line, String[] cells) {
    if (cells.length > width && isBlank(Arrays.copyOfRange(cells, width, cells.length))) {
      stray++;
      append(cells);
    } else if (cells.length == width) {
      append(cells);
    } else if (format.ragged() == TableFormat.Ragged.DROP) {
      dropped++;
    } else if (format.ragged() == TableFormat.Ragged.FILL && cells.length < width) {
      filled++;
      append(cells);
    } else {
      throw ragged(line, cells);
    }
  }

  private void append(String[] cells) {
    if (rows == columns[0].length) {
      for (int i = 0; i < columns.length; i++) {
        columns[i] = Arrays.copyOf(columns[i], 2 * rows);
      }
    }
    for (int i = 0; i < columns.length; i++) {
      columns[i][rows] = i < cells.length ? pooled(cells[i]) : "";
    }
    rows++;
  }

  /** Returns the same text for the same cell, as far as a small pool remembers. */
  private String pooled(String cell) {
    int hash = cell.hashCode();
    int place = (hash ^ hash >>> 16) & (POOL - 1);
    if (!cell.equals(pool[place])) {
      pool[place] = cell;
    }
    return pool[place];
  }

  private IllegalArgumentException ragged(long line, String[] cells) {
    String option =
        cells.length < width
            ? "--ragged fill takes what is missing at the end for missing values, --ragged drop"
                + " leaves such rows out"
            : "--ragged drop leaves such rows out";
    return new IllegalArgumentException(
        "row "
            + read
            + " (line "
            + line
            + ") must have "
            + MessageText.count(width, "cell")
            + (header.length == width ? " like the header" : " like most rows")
            + ", got "
            + cells.length
            + ": "
            + MessageText.list(List.of(cells))
            + "; "
            + option
            + hint());
  }

  /** Returns what may be wrong where the numbers of cells differ; empty for nothing. */
  String hint() {
    boolean commas = separator == ',';
    boolean single =
        format.quote() != TableFormat.Quote.SINGLE
            && Stream.of(header).anyMatch(cell -> cell.matches("'.*'"));
    return (single ? "; --quote single where ' stands around cells" : "")
        + (commas ? "; decimal commas must be in quotes where commas part cells" : "");
  }

  String[] header() {
    return header;
  }

  int rows() {
    return rows;
  }

  /** Returns the cells of one column, and forgets them. */
  String[] take(int column) {
    String[] taken = Arrays.copyOf(columns[column], rows);
    columns[column] = new String[0];
    return taken;
  }

  boolean isBlank(int column) {
    return Arrays.stream(columns[column], 0, rows).allMatch(String::isBlank);
  }

  /** Returns the cells of one column. */
  Stream<String> cells(int column) {
    return Arrays.stream(columns[column], 0, rows);
  }

  /** Returns what was passed over, one phrase each. */
  List<String> said() {
    List<String> said = new ArrayList<>();
    say(said, comments, "comment line", "");
    say(said, repeated, "row", " left out: the header again");
    say(said, rules, "row", " left out: a rule of dashes");
    say(said, blank, "row", " left out: only empty cells");
    say(said, dropped, "row", " left out: too few or too many cells");
    say(said, filled, "row", " filled: too few cells, the others are missing");
    say(said, stray, "row", " cut: stray separators at the end");
    return said;
  }

  private static void say(List<String> said, int count, String what, String of) {
    if (count > 0) {
      said.add(MessageText.count(count, what) + of);
    }
  }
}
