package org.stockpot.data.csv;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.data.MessageText;

/** A table in a text file, plain or compressed by gzip. It reads the same in every locale. */
public final class TableFile {

  private static final List<String> ENDINGS =
      List.of(".csv", ".tsv", ".txt", ".tab", ".psv", ".dat", ".data");
  private static final String ZIPPED = ".gz";
  private static final Pattern EXCEL = Pattern.compile("\"?[sS][eE][pP]=(.)\"?[ \\t]*");
  private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");

  private final TableFormat format;
  private final TableText file;
  private final List<String> said = new ArrayList<>();
  private String text;
  private long linesBefore;

  private TableFile(TableFormat format, TableText file) {
    this.format = format;
    this.file = file;
    text = file.text();
  }

  /**
   * Returns whether a name ends like that of a table's file, plain or with {@code .gz}.
   *
   * @param name a path or a name
   * @return whether {@link #read} is for it
   */
  public static boolean isNamed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean zipped = lower.endsWith(ZIPPED);
    String plain = zipped ? lower.substring(0, lower.length() - ZIPPED.length()) : lower;
    return ENDINGS.stream().anyMatch(plain::endsWith);
  }

  /**
   * Returns the endings of such files.
   *
   * @return such as {@code .csv}
   */
  public static List<String> endings() {
    return ENDINGS;
  }

  /**
   * Reads a table.
   *
   * @param file the file
   * @param format how
   * @param rules which columns to leave out or to use all the same
   * @param choice which of the others are read
   * @return its columns, and what was understood
   * @throws IllegalArgumentException if the file is no table, or cannot be read for certain
   * @throws UncheckedIOException if it cannot be read
   */
  public static ParsedTable read(
      Path file, TableFormat format, ColumnRules rules, ColumnChoice choice) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + " must be a file with a table, got no file");
    }
    TableText text = TableText.read(file, format);
    if (text.text().isBlank()) {
      throw new IllegalArgumentException(file + " must have a header and rows, got an empty file");
    }
    try {
      boolean tabs = file.getFileName().toString().toLowerCase(Locale.ROOT).contains(".tsv");
      return new TableFile(format, text).read(tabs, rules, choice);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private ParsedTable read(boolean tabs, ColumnRules rules, ColumnChoice choice) {
    if (!file.encoding().equals("UTF-8") || !file.said().isEmpty()) {
      said.add(file.encoding() + (file.said().isEmpty() ? "" : " " + file.said()));
    }
    passOver(format.skip());
    TableFormat given = withSeparatorOfExcel();
    Dialect dialect = Dialect.of(text, given, tabs);
    RowCollector rows =
        new RowCollector(given, dialect.width(), dialect.reader().separator(), linesBefore);
    dialect.reader().read(text, rows);
    text = "";
    if (rows.rows() == 0) {
      throw new IllegalArgumentException("the table must have rows, got only a header");
    }
    HeaderNames names = HeaderNames.of(given, rows, dialect.width());
    said.add(0, "separated by " + named(dialect.reader().separator()));
    said.add(names.said());
    said.addAll(rows.said());
    return columns(rows, names, rules, choice);
  }

  private static String named(char separator) {
    String name = Separator.name(separator);
    return name.length() == 1 ? name : name + "s";
  }

  private void passOver(int lines) {
    Matcher matcher = LINE_END.matcher(text);
    int from = 0;
    for (int i = 0; i < lines; i++) {
      if (!matcher.find(from)) {
        throw new IllegalArgumentException(
            "skip must leave a header and rows, got " + lines + " of " + i + " lines");
      }
      from = matcher.end();
      linesBefore++;
    }
    text = text.substring(from);
  }

  /** Excel writes the separator into a first line of its own. */
  private TableFormat withSeparatorOfExcel() {
    Matcher end = LINE_END.matcher(text);
    String first = end.find() ? text.substring(0, end.start()) : text;
    Matcher matcher = EXCEL.matcher(first);
    if (!matcher.matches()) {
      return format;
    }
    passOver(1);
    said.add("separator by the first line, " + MessageText.cell(first));
    boolean decided = format.separator().mark().isPresent();
    return decided ? format : format.withSeparator(Separator.of(matcher.group(1).charAt(0)));
  }

  private ParsedTable columns(
      RowCollector rows, HeaderNames names, ColumnRules rules, ColumnChoice choice) {
    Map<String, String[]> cells = new LinkedHashMap<>();
    List<String> dropped = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < names.names().size(); i++) {
      Optional<String> name = names.names().get(i);
      if (name.isEmpty()) {
        continue;
      }
      all.add(name.get());
      if (rules.drop().contains(name.get())) {
        dropped.add(name.get());
      } else if (choice.wanted().test(name.get())) {
        cells.put(name.get(), rows.take(i));
      }
    }
    ColumnReader reader = new ColumnReader(format);
    List<TableColumn> columns = reader.read(cells, choice.texts(), Set.copyOf(rules.keep()));
    List<String> warnings = new ArrayList<>(names.warnings());
    warnings.addAll(reader.warnings());
    return new ParsedTable(columns, all, dropped, names.nameless(), said, warnings);
  }
}
