package org.stockpot.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.AbstractColumnParser;
import tech.tablesaw.io.Source;
import tech.tablesaw.io.csv.CsvReadOptions;
import tech.tablesaw.io.csv.CsvReader;

/**
 * A table in a text file: UTF-8, a header, and commas, semicolons or tabs between cells, plain or
 * compressed as {@code .gz}. It reads the same under every default charset and locale.
 */
final class TableFile {

  private static final List<String> ENDINGS = List.of(".csv", ".csv.gz", ".tsv", ".tsv.gz");
  private static final String[] MISSING = {"NaN", "NA", "N/A", "null", "?", "*"};

  /**
   * Without dates and times: Tablesaw would take whole numbers such as the year 2012 for the time
   * 20:12.
   */
  private static final List<ColumnType> DETECTED =
      List.of(
          ColumnType.BOOLEAN,
          ColumnType.INTEGER,
          ColumnType.LONG,
          ColumnType.DOUBLE,
          ColumnType.STRING);

  private static final List<ColumnType> DATES =
      List.of(ColumnType.LOCAL_DATE_TIME, ColumnType.LOCAL_DATE, ColumnType.LOCAL_TIME);

  private TableFile() {}

  /** Returns whether a name ends like that of a table's file. */
  static boolean isNamed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(lower::endsWith);
  }

  /** Returns the endings of such files. */
  static List<String> endings() {
    return ENDINGS;
  }

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException if the file is no table
   * @throws UncheckedIOException if it cannot be read
   */
  static Table read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + " must be a file with a table, got no file");
    }
    String name = file.getFileName().toString();
    String text = text(file, name);
    if (text.isBlank()) {
      throw new IllegalArgumentException(file + " must have a header and rows, got an empty file");
    }
    CsvReadOptions options = options(text, name);
    Table table = parse(options, file);
    if (table.isEmpty()) {
      throw new IllegalArgumentException(file + " must have rows, got only a header");
    }
    for (StringColumn column : table.stringColumns()) {
      requireNoDates(column, options);
    }
    return table;
  }

  private static String text(Path file, String name) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream in =
            name.toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          file + " must be UTF-8 text, got other bytes; save it as UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static CsvReadOptions options(String text, String name) {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return CsvReadOptions.builder(new Source(in, StandardCharsets.UTF_8))
        .tableName(name)
        .separator(separator(text.lines().findFirst().orElse(""), name))
        .columnTypesToDetect(DETECTED)
        .missingValueIndicator(MISSING)
        .ignoreZeroDecimal(false)
        .sample(false)
        .locale(Locale.ENGLISH)
        .build();
  }

  private static char separator(String header, String name) {
    if (name.toLowerCase(Locale.ROOT).contains(".tsv")) {
      return '\t';
    }
    return Stream.of(',', ';', '\t').filter(c -> header.indexOf(c) >= 0).findFirst().orElse(',');
  }

  /** Tablesaw and its parser throw all kinds of exceptions at a file that is no table. */
  private static Table parse(CsvReadOptions options, Path file) {
    try {
      return new CsvReader().read(options);
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException(file + " must be a table, got: " + reason, e);
    }
  }

  private static void requireNoDates(StringColumn column, CsvReadOptions options) {
    for (ColumnType type : DATES) {
      AbstractColumnParser<?> parser = type.customParser(options);
      if (column.countMissing() < column.size()
          && column.asList().stream().allMatch(parser::canParse)) {
        throw Cells.unusable(type.create(column.name()));
      }
    }
  }
}
