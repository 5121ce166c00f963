package org.stockpot.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table as text of at most 100 columns: headings go over several lines, then long texts do, and
 * what is still too wide continues below under its first columns.
 */
final class TextTable {

  /** The most letters of a line. */
  static final int WIDTH = 100;

  private static final String BETWEEN = "  ";
  private static final int MOST_HEADING_LINES = 6;
  private static final int SHORT_HEADING = 6;
  private static final int PART_HEADING_LINES = 3;
  private static final int LEAST_TEXT = 16;
  private static final int MOST_TEXT = 58;
  private static final int MOST_KEYS = 3;
  private static final int MOST_KEY_WIDTH = 40;

  private final Cells cells;
  private final List<List<String>> columns;
  private final int[] widths;

  private TextTable(Cells cells) {
    this.cells = cells;
    columns = cells.columns().stream().map(Cells.Shown::aligned).toList();
    widths = widths();
  }

  /** Returns the lines of a table, each with its line break. */
  static String of(Cells cells) {
    return new TextTable(cells).text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (List<Integer> block : blocks()) {
      text.append(text.isEmpty() ? "" : "\n");
      append(text, block);
    }
    return text.toString();
  }

  /** Gives headings as few lines as fit, or else all that they need, and texts what is left. */
  private int[] widths() {
    for (int lines = 1; lines <= MOST_HEADING_LINES; lines++) {
      int[] fitting = widths(lines);
      if (total(fitting) <= WIDTH) {
        return fitting;
      }
    }
    int[] narrow = widths(Integer.MAX_VALUE);
    for (int widest = widestText(narrow);
        widest >= 0 && total(narrow) > WIDTH;
        widest = widestText(narrow)) {
      narrow[widest]--;
    }
    return total(narrow) <= WIDTH ? narrow : parted();
  }

  /** A table in parts has room for readable headings, and for texts up to a part of their own. */
  private int[] parted() {
    return Arrays.stream(widths(PART_HEADING_LINES)).map(w -> Math.min(w, MOST_TEXT)).toArray();
  }

  private int[] widths(int lines) {
    return IntStream.range(0, columns.size())
        .map(c -> Math.max(widest(columns.get(c)), heading(name(c), lines)))
        .toArray();
  }

  /** Returns the column of texts that has most room to give, or -1. */
  private int widestText(int[] given) {
    return IntStream.range(0, given.length)
        .filter(c -> !cells.columns().get(c).numeric())
        .filter(c -> given[c] > Math.max(LEAST_TEXT, heading(name(c), Integer.MAX_VALUE)))
        .boxed()
        .max((a, b) -> Integer.compare(given[a], given[b]))
        .orElse(-1);
  }

  private String name(int column) {
    return cells.columns().get(column).name();
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(Alignment::letters).max().orElse(0);
  }

  private static int total(int[] widths) {
    return Arrays.stream(widths).sum() + BETWEEN.length() * Math.max(0, widths.length - 1);
  }

  /** Returns the least width at which a heading takes so many lines; a short one takes one. */
  private static int heading(String name, int lines) {
    int longest = Arrays.stream(name.split(" ", -1)).mapToInt(Alignment::letters).max().orElse(0);
    int width = Math.max(longest, Math.min(SHORT_HEADING, Alignment.letters(name)));
    while (wrapped(name, Math.max(1, width)).size() > lines) {
      width++;
    }
    return width;
  }

  /** Breaks a text between words, and words that are too long anywhere. */
  private static List<String> wrapped(String text, int width) {
    if (Alignment.letters(text) <= width) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (Alignment.letters(longer) > width && !line.isEmpty()) {
        lines.add(line);
        longer = word;
      }
      while (Alignment.letters(longer) > width) {
        int end = longer.offsetByCodePoints(0, width);
        lines.add(longer.substring(0, end));
        longer = longer.substring(end);
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }

  /** Returns the columns of each part, the first of which are the same. */
  private List<List<Integer>> blocks() {
    List<Integer> all = IntStream.range(0, widths.length).boxed().toList();
    if (total(widths) <= WIDTH) {
      return List.of(all);
    }
    List<Integer> keys = all.subList(0, keys());
    List<List<Integer>> blocks = new ArrayList<>();
    List<Integer> block = new ArrayList<>(keys);
    for (int column : all.subList(keys.size(), all.size())) {
      if (block.size() > keys.size() && total(block) + BETWEEN.length() + widths[column] > WIDTH) {
        blocks.add(block);
        block = new ArrayList<>(keys);
      }
      block.add(column);
    }
    blocks.add(block);
    return blocks;
  }

  private int total(List<Integer> block) {
    return total(block.stream().mapToInt(c -> widths[c]).toArray());
  }

  /** Returns how many of the first columns tell all rows apart, or 1 if a few do not. */
  private int keys() {
    for (int keys = 1; keys <= Math.min(MOST_KEYS, widths.length - 1); keys++) {
      Set<List<String>> seen = new HashSet<>();
      for (int row = 0; row < cells.rows(); row++) {
        int at = row;
        seen.add(columns.subList(0, keys).stream().map(texts -> texts.get(at)).toList());
      }
      boolean narrow = total(Arrays.copyOf(widths, keys)) <= MOST_KEY_WIDTH;
      if (narrow && seen.size() == cells.rows()) {
        return keys;
      }
    }
    return 1;
  }

  private void append(StringBuilder text, List<Integer> block) {
    List<List<String>> headings =
        block.stream().map(c -> wrapped(name(c), Math.max(1, widths[c]))).toList();
    int lines = headings.stream().mapToInt(List::size).max().orElse(0);
    for (int line = 0; line < lines; line++) {
      List<String> parts = new ArrayList<>();
      for (List<String> heading : headings) {
        int from = lines - heading.size();
        parts.add(line < from ? "" : heading.get(line - from));
      }
      append(text, block, parts);
    }
    for (int row = 0; row < cells.rows(); row++) {
      appendRow(text, block, row);
    }
  }

  private void appendRow(StringBuilder text, List<Integer> block, int row) {
    List<List<String>> parts =
        block.stream().map(c -> wrapped(columns.get(c).get(row), Math.max(1, widths[c]))).toList();
    int lines = parts.stream().mapToInt(List::size).max().orElse(1);
    for (int line = 0; line < lines; line++) {
      int at = line;
      append(text, block, parts.stream().map(p -> at < p.size() ? p.get(at) : "").toList());
    }
  }

  private void append(StringBuilder text, List<Integer> block, List<String> parts) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      int column = block.get(i);
      String space = " ".repeat(Math.max(0, widths[column] - Alignment.letters(parts.get(i))));
      boolean right = cells.columns().get(column).numeric();
      line.append(i == 0 ? "" : BETWEEN);
      line.append(right ? space + parts.get(i) : parts.get(i) + space);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
