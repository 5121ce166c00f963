package org.stockpot.data.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stockpot.data.MessageText;

/**
 * Understands the cells of columns: booleans, numbers, dates, else texts. Whether points or commas
 * are decimal is decided column by column, by what the whole file shows.
 */
final class ColumnReader {

  /** Texts of so many values may be categories although most of them are numbers. */
  private static final int FEW = 20;

  private static final int SHOWN = 3;

  private final TableFormat format;
  private final Set<String> missing;
  private final List<String> warnings = new ArrayList<>();

  ColumnReader(TableFormat format) {
    this.format = format;
    missing = format.missing();
  }

  /**
   * Understands columns.
   *
   * @param cells by name, in order
   * @param asTexts columns that are not asked what they hold
   * @param kept columns of texts that are wanted although most cells are numbers
   * @throws IllegalArgumentException if numbers can be read in two ways, or are mixed with others
   */
  List<TableColumn> read(Map<String, String[]> cells, Set<String> asTexts, Set<String> kept) {
    Map<String, NumberNotation> marks = new LinkedHashMap<>();
    cells.forEach(
        (name, column) -> {
          String[] present = NumberReader.present(column, missing);
          if (!asTexts.contains(name)) {
            marks.put(name, NumberNotation.of(present, format.isUsualMissing()));
          }
        });
    boolean commas = marks.values().stream().anyMatch(NumberNotation::showsDecimalComma);
    List<TableColumn> columns = new ArrayList<>();
    for (String name : List.copyOf(cells.keySet())) {
      String[] column = cells.remove(name);
      columns.add(
          asTexts.contains(name)
              ? texts(name, column)
              : read(name, column, marks.get(name), commas, kept.contains(name)));
    }
    return columns;
  }

  List<String> warnings() {
    return warnings;
  }

  private TableColumn read(
      String name, String[] cells, NumberNotation marks, boolean commas, boolean kept) {
    String[] present = NumberReader.present(cells, missing);
    if (marks.areNumbers()) {
      warnOfCodes(name, marks);
      return new NumberReader(name, marks, marks.reading(name, format, commas), format)
          .read(present);
    }
    Optional<TableColumn> other = booleans(name, present).or(() -> DateColumn.of(name, present));
    if (other.isPresent()) {
      return other.get();
    }
    TextColumn texts = texts(name, cells);
    Optional<String> found = marks.areMixed() ? Optional.of(mixed(marks)) : dates(present);
    found.ifPresent(said -> requireTexts(texts, said, kept));
    return texts;
  }

  private void warnOfCodes(String name, NumberNotation marks) {
    if (!marks.leadingZero().isEmpty()) {
      warnings.add(
          "column "
              + name
              + " has numbers that begin with 0, such as "
              + MessageText.cell(marks.leadingZero())
              + ": if they are codes, --drop it");
    }
  }

  private static Optional<TableColumn> booleans(String name, String[] present) {
    List<String> lower = Stream.of(present).map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
    boolean all =
        lower.stream().allMatch(c -> c.isEmpty() || c.equals("true") || c.equals("false"));
    boolean some = lower.stream().anyMatch(c -> !c.isEmpty());
    return all && some ? Optional.of(TextColumn.ofBooleans(name, lower)) : Optional.empty();
  }

  /** Returns texts without blanks around them, unless those alone tell two of them apart. */
  private TextColumn texts(String name, String[] cells) {
    List<String> plain = Arrays.stream(cells).map(c -> withoutMissing(c, c)).toList();
    List<String> stripped =
        Arrays.stream(cells).map(c -> withoutMissing(c, Whitespace.strip(c))).toList();
    boolean same = new HashSet<>(plain).size() == new HashSet<>(stripped).size();
    return TextColumn.of(name, same ? stripped : plain);
  }

  private String withoutMissing(String cell, String shown) {
    String stripped = Whitespace.strip(cell);
    return stripped.isEmpty() || missing.contains(stripped) ? "" : shown;
  }

  /** Returns what numbers there are, and what else. */
  private static String mixed(NumberNotation marks) {
    if (marks.others() == 0) {
      return "numbers with " + marks.mixture();
    }
    return others(marks.numbers(), "number", marks.others(), marks.samples(), marks.firstOther());
  }

  private static String others(
      long count, String word, long others, List<String> samples, int first) {
    return MessageText.count(count, word)
        + " and "
        + MessageText.count(others, "other cell")
        + " ("
        + MessageText.list(samples)
        + ", the first in row "
        + (first + 1)
        + (first == 0 && others <= SHOWN ? ": --skip LINES where the header comes later" : "")
        + ")";
  }

  /** Returns what is said of dates of several kinds, or of dates among which there is else. */
  private static Optional<String> dates(String[] cells) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Stream.of(cells).filter(c -> !c.isEmpty()).forEach(c -> counts.merge(c, 1, Integer::sum));
    List<String> others =
        counts.keySet().stream().filter(cell -> DateText.of(cell).isEmpty()).toList();
    long other = others.stream().mapToLong(counts::get).sum();
    long dates = counts.values().stream().mapToLong(n -> n).sum() - other;
    if (dates == 0 || dates < other) {
      return Optional.empty();
    } else if (others.isEmpty()) {
      return Optional.of(
          "dates of several kinds (with and without a time zone, of days and of hours, or of"
              + " day-first and month-first), such as "
              + MessageText.list(counts.keySet().stream().limit(SHOWN).toList()));
    }
    int first = Arrays.asList(cells).indexOf(others.get(0));
    List<String> some = others.stream().limit(SHOWN).toList();
    return Optional.of(others(dates, "date", other, some, first));
  }

  /** Numbers or dates among which a few cells are not are an error, unless the texts are few. */
  private void requireTexts(TextColumn column, String found, boolean kept) {
    long distinct = IntStream.range(0, column.size()).mapToObj(column::text).distinct().count();
    if (kept || distinct <= FEW) {
      warnings.add("column " + column.name() + " is taken for texts, although it has " + found);
      return;
    }
    throw new IllegalArgumentException(
        "column "
            + column.name()
            + " must hold cells of one kind, got "
            + found
            + "; correct the file, say --na CELL where a cell means that a value is missing, or"
            + " --drop "
            + column.name());
  }
}
