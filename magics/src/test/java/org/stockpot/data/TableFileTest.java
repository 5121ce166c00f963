package org.stockpot.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

final class TableFileTest {

  private static final Split SPLIT = Split.defaults();

  @TempDir Path dir;

  @Test
  void commasSemicolonsAndTabsSeparate() throws IOException {
    List<String> names = List.of("a.csv", "b.csv", "c.tsv", "d.csv");
    List<String> separators = List.of(",", ";", "\t", "\t");
    for (int i = 0; i < 4; i++) {
      String text = "width,species\n1.5,köln\n2.5,bonn\n".replace(",", separators.get(i));
      Table table = read(names.get(i), text);
      assertEquals(List.of("width", "species"), table.columnNames());
      assertEquals(2.5, table.doubleColumn(0).get(1));
      assertEquals("köln", table.stringColumn(1).get(0));
    }
  }

  @Test
  void compressedFilesAreRead() throws IOException {
    Path file = dir.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("x,y\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(2, TableFile.read(file).rowCount());
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 15));
    Exception e = assertThrows(UncheckedIOException.class, () -> TableFile.read(file));
    assertTrue(e.getMessage().startsWith("cannot read " + file + ": "), e.getMessage());
  }

  @Test
  void theByteOrderMarkBelongsToNoName() throws IOException {
    assertEquals(List.of("x", "y"), read("a.csv", "\uFEFFx,y\n1,2\n").columnNames());
  }

  @Test
  void quotedCellsMayHoldSeparatorsQuotesAndLines() throws IOException {
    Table table = read("a.csv", "x,\"y,z\"\n\"a,\"\"b\"\"\nc\",2\nd,3\n");
    assertEquals(List.of("x", "y,z"), table.columnNames());
    assertEquals("a,\"b\"\nc", table.stringColumn(0).get(0));
  }

  @Test
  void wholeNumbersAreNumbersAndNoTimes() throws IOException {
    Table table = read("a.csv", "year,day,x\n2012,20120131,1.0\n2013,20130131,2.0\n");
    assertEquals("[INTEGER, INTEGER, DOUBLE]", table.types().toString());
  }

  @Test
  void datesAreRefused() throws IOException {
    for (String date :
        new String[] {"2020-01-31", "1/31/2020", "2020-01-31 12:30:00", "12:30:05"}) {
      Exception e = refused("a.csv", "day,x\n" + date + ",1\n" + date + ",2\n");
      assertTrue(
          e.getMessage().startsWith("column day must hold numbers, texts or booleans, got LOCAL_"),
          e.getMessage());
    }
  }

  @Test
  void emptyCellsAndTheUsualMarksAreMissing() throws IOException {
    Table table = read("a.csv", "x,y\n1,a\n,b\nNA,\n?,d\nnan,e\n".replace("nan", "NaN"));
    assertEquals(4, table.column(0).countMissing());
    assertEquals(1, table.column(1).countMissing());
  }

  @Test
  void aColumnWithoutAnyValueIsMissingRatherThanADate() throws IOException {
    Path file = write("a.csv", "x,y\n" + ",1\n,2\n".repeat(10));
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> TableData.csv(file, "y", SPLIT));
    assertTrue(e.getMessage().startsWith("column x must have a value in each row"), e.getMessage());
  }

  @Test
  void filesThatAreNoTablesAreRefusedInOneLine() throws IOException {
    assertEquals("a.csv must have a header and rows, got an empty file", message("a.csv", " \n"));
    assertEquals(
        "a.csv must be a table, got: Row number 2 contains 1 columns. 2 expected.",
        message("a.csv", "x,y\n1,2\n3\n"));
    assertTrue(message("a.csv", "x,y\n1,2\n3,4,5\n").startsWith("a.csv must be a table, got: "));
    assertTrue(message("a.csv", "x,x\n1,2\n").startsWith("a.csv must be a table, got: "));
    Files.write(dir.resolve("latin.csv"), new byte[] {'x', '\n', (byte) 0xE4, '\n'});
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> TableFile.read(dir.resolve("latin.csv")));
    assertTrue(e.getMessage().endsWith("must be UTF-8 text, got other bytes; save it as UTF-8"));
    Path none = dir.resolve("none.csv");
    e = assertThrows(IllegalArgumentException.class, () -> TableFile.read(none));
    assertEquals(none + " must be a file with a table, got no file", e.getMessage());
  }

  @Test
  void aHeaderWithoutRowsIsRefused() throws IOException {
    assertEquals("a.csv must have rows, got only a header", message("a.csv", "x,y\n"));
  }

  @Test
  void aFileBecomesDataUnderItsName() throws IOException {
    String rows =
        IntStream.range(0, 30)
            .mapToObj(i -> i + "," + (i % 3) + ".5," + "abc".charAt(i % 3))
            .collect(Collectors.joining("\n"));
    Path file = write("iris.csv", "a,b,species\n" + rows);
    Data data = TableData.csv(file, "species", SPLIT);
    assertEquals("iris.csv [2], 3 classes, 19 training, 5 validation, 6 test", data.toString());
    assertEquals("file " + file, data.source());
  }

  @Test
  void damagedFilesGiveOneLineErrors() throws IOException {
    byte[] whole = "a,b,c\n1,x,2.5\n2,\"y\n\",3.5\n3,z,4.5\n".getBytes(StandardCharsets.UTF_8);
    SplittableRandom random = new SplittableRandom(3);
    Path file = dir.resolve("a.csv");
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int change = random.nextInt(3); change > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
      }
      Files.write(file, bytes);
      try {
        assertTrue(TableFile.read(file).columnCount() > 0);
      } catch (IllegalArgumentException e) {
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
      }
    }
  }

  private Table read(String name, String text) throws IOException {
    return TableFile.read(write(name, text));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private Exception refused(String name, String text) throws IOException {
    Path file = write(name, text);
    return assertThrows(IllegalArgumentException.class, () -> TableFile.read(file));
  }

  private String message(String name, String text) throws IOException {
    return refused(name, text).getMessage().replace(dir + File.separator, "");
  }
}
