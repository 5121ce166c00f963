package org.stockpot.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.csv.TableFormat.Decimal;
import org.stockpot.data.csv.TableFormat.Quote;
import org.stockpot.data.csv.TableFormat.Ragged;
import org.stockpot.data.csv.TableFormat.Thousands;

final class TableFileTest {

  private static final TableFormat AUTO = TableFormat.defaults();
  private static final ColumnChoice ALL = new ColumnChoice(name -> true, Set.of());

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", " ", "   ", " \t "})
  void everySeparatorIsFound(String separator) throws IOException {
    ParsedTable table = read("width,kind\n1.5,köln\n2.5,bonn\n".replace(",", separator));
    assertEquals(List.of("width", "kind"), table.names());
    assertEquals(2.5, numbers(table, 0).value(1));
    assertEquals("köln", table.columns().get(1).text(0));
  }

  @Test
  void theSeparatorIsTheOneByWhichCellsAreNumbers() throws IOException {
    TableFormat noHeader = AUTO.withHeader(TableFormat.Header.NO);
    ParsedTable table = read("2,4;1533,2;x\n1,5;1000,5;y\n", noHeader);
    assertEquals(List.of("c1", "c2", "c3"), table.names());
    assertEquals(1533.2, numbers(table, 1).value(0));
    assertTrue(refused("a,b;c,d\np,q;r,s\nt,u;v,w\n").contains("got two ways to part all rows"));
    assertEquals(
        2, read("a,b;c,d\np,q;r,s\n", AUTO.withSeparator(Separator.of(';'))).names().size());
  }

  @Test
  void excelsFirstLineDecides() throws IOException {
    ParsedTable table = read("sep=;\na;b\n1,5;x\n2,5;y\n");
    assertEquals(List.of("a", "b"), table.names());
    assertEquals(1.5, numbers(table, 0).value(0));
  }

  @Test
  void compressedFilesAreRead() throws IOException {
    Path file = dir.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("x,y\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(2, TableFile.read(file, AUTO, ColumnRules.defaults(), ALL).rows());
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 15));
    Exception e =
        assertThrows(
            UncheckedIOException.class,
            () -> TableFile.read(file, AUTO, ColumnRules.defaults(), ALL));
    assertTrue(e.getMessage().startsWith("cannot read " + file + ": "), e.getMessage());
  }

  @Test
  void whatUnpacksToMoreThanTheHeapTakesIsRefused() throws IOException {
    Path file = dir.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      byte[] zeros = new byte[1 << 16];
      for (int i = 0; i < 100; i++) {
        out.write(zeros);
      }
    }
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> TableText.read(file, AUTO, 1_000_000));
    assertTrue(e.getMessage().contains("must hold at most 1 MB of text"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void everyEncodingIsFoundByItsBytes(String name) throws IOException {
    byte[] bytes = "größe,kind\n1,köln\n2,bonn\n".getBytes(Charset.forName(name));
    Path file = Files.write(dir.resolve("a.csv"), bytes);
    ParsedTable table = TableFile.read(file, AUTO, ColumnRules.defaults(), ALL);
    assertEquals(List.of("größe", "kind"), table.names());
    assertEquals("köln", table.columns().get(1).text(0));
  }

  @Test
  void bytesOfTwoEncodingsAreRefusedUnlessOneIsSaid() throws IOException {
    byte[] first = "größe,b\n1,x\n".getBytes(StandardCharsets.UTF_8);
    byte[] second = "2,groß\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    Path file = Files.write(dir.resolve("a.csv"), both);
    String message = refused(file, AUTO);
    assertTrue(message.contains("must be in one encoding, got 2 letters of UTF-8"), message);
    TableFormat said = AUTO.withEncoding("windows-1252");
    assertEquals(2, TableFile.read(file, said, ColumnRules.defaults(), ALL).rows());
  }

  @Test
  void whatIsNoTableSaysWhatItIs() throws IOException {
    Map<String, String> beginnings =
        Map.of(
            "PK\u0003\u0004", "Excel",
            "PAR1", "Parquet",
            "<!DOCTYPE html>", "web page",
            "version https://git-lfs.github.com/spec/v1", "git lfs pull",
            "%PDF-1.4", "PDF",
            "{\"a\": 1}", "JSON",
            "[\n  {\"a\": 1}", "JSON",
            "1 1:0.5 2:0.25\n-1 1:3 2:4", "LIBSVM",
            "% made by a tool\n@RELATION iris", "ARFF");
    for (Map.Entry<String, String> entry : beginnings.entrySet()) {
      String message = refused(entry.getKey() + "\nx,y\n1,2\n");
      assertTrue(message.contains(entry.getValue()), message);
    }
  }

  @Test
  void quotedCellsMayHoldSeparatorsQuotesAndLines() throws IOException {
    ParsedTable table = read("x,\"y,z\"\n\"a,\"\"b\"\"\nc\",2\nd,3\n");
    assertEquals(List.of("x", "y,z"), table.names());
    assertEquals("a,\"b\"\nc", table.columns().get(0).text(0));
  }

  @Test
  void quotesBehindBackslashesAreReadIfSaid() throws IOException {
    String text = "a,b\n1,\"say \\\"hi\\\", x\"\n\\N,\"y\"\n";
    assertTrue(refused(text).contains("say --quote backslash where a quote in a cell is \\\""));
    ParsedTable table = read(text, AUTO.withQuote(Quote.BACKSLASH));
    assertEquals("say \"hi\", x", table.columns().get(1).text(0));
    assertTrue(numbers(table, 0).isMissing(1), "NULL as MySQL writes it");
  }

  @Test
  void linesOfDashesAreNoRows() throws IOException {
    ParsedTable markdown = read("| a | b |\n|:-:|---|\n| 1 | x |\n| 2 | y |\n");
    assertEquals(List.of("a", "b"), markdown.names());
    assertEquals(2, numbers(markdown, 0).value(1));
    assertTrue(markdown.said().contains("1 row left out: a rule of dashes"), "" + markdown.said());
    ParsedTable database = read(" a | b\n---+---\n 1 | x\n 2 | y\n");
    assertEquals(2, database.rows());
    assertTrue(read("a;b\n-;x\n2;y\n").columns().get(0).isMissing(0));
  }

  @Test
  void anOpenQuoteIsNotACellOfAllTheRest() throws IOException {
    String message = refused("a,b\n1,x\n2,\"y\n3,z\n");
    assertTrue(message.contains("got a quote without an end in line 3"), message);
    ParsedTable table = read("a,b\n1,x\n2,\"y\n3,z\n", AUTO.withQuote(Quote.NONE));
    assertEquals("\"y", table.columns().get(1).text(1));
  }

  @Test
  void blanksBeforeAQuoteArePassedOver() throws IOException {
    ParsedTable table = read("a, b\n1, \"x, y\"\n2, \"z\"\n");
    assertEquals(List.of("a", "b"), table.names());
    assertEquals("x, y", table.columns().get(1).text(0));
  }

  @Test
  void unevenRowsAreNamedOrFilledOrLeftOut() throws IOException {
    String text = "a;b;c\n1;2;x\n3;4\n5;6;y\n7;8;z;9\n1;1;x\n";
    String message = refused(text);
    assertTrue(
        message.contains("row 2 (line 3) must have 3 cells like the header, got 2: 3, 4"), message);
    assertEquals(3, read(text, AUTO.withRagged(Ragged.DROP)).rows());
    message = refused(text, AUTO.withRagged(Ragged.FILL));
    assertTrue(message.contains("row 4 (line 5) must have 3 cells"), message);
    ParsedTable filled = read(text.replace(";z;9", ";z;"), AUTO.withRagged(Ragged.FILL));
    assertTrue(filled.columns().get(2).isMissing(1));
  }

  @Test
  void decimalCommasWithoutQuotesAreExplained() throws IOException {
    String message = refused("a,b,c\n2,4,1533,2,x\n1,5,1000,5,y\n");
    assertTrue(message.contains("decimal commas must be in quotes"), message);
    message = refused("'a','b','c'\n'2,4','1533,2','x'\n'1,5','1000,5','y'\n");
    assertTrue(message.contains("--quote single where ' stands around cells"), message);
  }

  @Test
  void strayCellsHeadersAndEmptyRowsAreLeftOutAndSaid() throws IOException {
    ParsedTable table = read("a,b,\n1,x,\n,,\na,b,\n2,y,\n\n");
    assertEquals(List.of("a", "b"), table.names());
    assertEquals(2, table.rows());
    String said = String.join("; ", table.said());
    assertTrue(said.contains("1 row left out: the header again"), said);
    assertTrue(said.contains("1 row left out: only empty cells"), said);
  }

  @Test
  void namesOfRowsHaveNoHeader() throws IOException {
    ParsedTable table = read("\"a\" \"b\"\n\"1\" 2.5 x\n\"2\" 3.5 y\n\"3\" 1.5 y\n");
    assertEquals(List.of("c1", "a", "b"), table.names());
    assertEquals(Set.of("c1"), table.nameless());
  }

  @Test
  void linesBeforeTheHeaderCanBeSkipped() throws IOException {
    String text = "Report of 2024\n\na;b\n1;x\n2;y\n3;z\n";
    assertTrue(refused(text).contains("say --skip LINES"), refused(text));
    assertEquals(List.of("a", "b"), read(text, AUTO.withSkip(2)).names());
  }

  @Test
  void aCommentedRowIsNotPassedOverInSilence() throws IOException {
    String text = "a,b\n1,x\n#2,y\n3,z\n";
    assertTrue(refused(text).contains("must be a comment for certain"), refused(text));
    assertEquals(2, read(text, AUTO.withComments("#")).rows());
    assertEquals(2, read("a,b\n1,x\n# a word\n3,z\n").rows());
  }

  @Test
  void theFirstRowIsNotTakenForNamesIfItLooksLikeData() throws IOException {
    assertTrue(refused("1.5,x\n2.5,y\n3.5,x\n").contains("say --header no"));
    assertTrue(refused("p,x\ne,y\np,y\ne,x\n").contains("say --header no"));
    assertEquals(List.of("2019", "2020"), read("2019,2020\n1.5,x\n2.5,y\n").names());
    assertEquals(List.of("a", "7"), read("a,7\n1.5,x\n2.5,y\n").names());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "1533.2~1533.2",
        "1,533.2~1533.2",
        "1.533,2~1533.2",
        "1 533,2~1533.2",
        "1\u00a0533.2~1533.2",
        "1\u202f533.2~1533.2",
        "1'533.2~1533.2",
        "1\u2019533.2~1533.2",
        "-2.5~-2.5",
        "\u22122.5~-2.5",
        "(2.5)~-2.5",
        "2.5-~-2.5",
        "+2.5~2.5",
        "$2.5~2.5",
        "-$2.5~-2.5",
        "$-2.5~-2.5",
        "2,50 €~2.5",
        "CHF 2.50~2.5",
        "US$2.5~2.5",
        "2.5 kg~2.5",
        "2.5%~2.5",
        "12,34,567.5~1234567.5",
        "1e3~1000",
        "1,5e-3~0.0015",
        "1,234E+03~1234",
        "0,123~0.123",
        "1234,567~1234.567",
        ".5~0.5",
        "1_000.5~1000.5"
      })
  void numbersAreReadAsPeopleWriteThem(String cell, double number) throws IOException {
    String quoted = '"' + cell + '"';
    ParsedTable table = read("a;b\n" + quoted + ";x\n" + quoted + ";y\n");
    assertEquals(number, numbers(table, 0).value(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A12", "1.2.3", "12:30x", "5-6", "information", "1,23", "+49 170 1"})
  void whatIsNoNumberIsNone(String cell) {
    boolean decimal = cell.equals("1,23");
    assertEquals(decimal, NumberText.isNumber(cell));
  }

  @Test
  void theColumnDecidesWhatAMarkMeans() throws IOException {
    assertEquals(1.234, numbers(read("a;b\n1,234;x\n2,5;y\n"), 0).value(0));
    assertEquals(1234, numbers(read("a;b\n1,234;x\n1,234,567;y\n"), 0).value(0));
    assertEquals(1.234, numbers(read("a;b\n1.234;x\n2.345;y\n"), 0).value(0));
    String commas = "a;b;c\n1.234;2,5;x\n2.345;3,5;y\n";
    assertTrue(refused(commas).contains("1.234 is 1.234 by --decimal point, or 1234"));
    TableFormat point = AUTO.withThousands(Thousands.POINT);
    assertEquals(1234, numbers(read(commas, point), 0).value(0));
    TableFormat decimal = AUTO.withDecimal(Decimal.POINT);
    assertEquals(1.234, numbers(read(commas, decimal), 0).value(0));
    assertEquals(2.5, numbers(read(commas, decimal), 1).value(0));
    TableFormat none = AUTO.withThousands(Thousands.NONE);
    assertEquals(1.234, numbers(read("a;b\n1,234;x\n2,345;y\n", none), 0).value(0));
  }

  @Test
  void mixedCellsAreRefusedWithTheirCounts() throws IOException {
    String marks = column(i -> i % 2 == 0 ? i + ",5" : i + ".5");
    assertTrue(refused(marks).contains("decimal commas as in 0,5 and decimal points as in 1.5"));
    String units = column(i -> i + (i % 2 == 0 ? " kg" : " g"));
    assertTrue(refused(units).contains("several units: g in 15 cells"), refused(units));
    String typo = column(i -> i == 7 ? "x7" : i + ".5");
    assertTrue(refused(typo).contains("29 numbers and 1 other cell (x7, the first in row 8)"));
    String units2 = column(i -> i == 0 ? "mm" : i + ".5");
    assertTrue(refused(units2).contains("row 1: --skip LINES where the header comes later)"));
    String zones = column(i -> "2024-01-" + (10 + i % 20) + " 10:0" + i % 7 + (i > 9 ? "Z" : ""));
    assertTrue(refused(zones).contains("got dates of several kinds"), refused(zones));
    String dates = column(i -> i == 4 ? "soon" : "2024-01-" + (10 + i % 20 + 1));
    TableFormat soon = AUTO.withNa(List.of("soon"));
    assertEquals("date", read(dates, soon).columns().get(0).type());
    assertTrue(
        refused(column(i -> i == 4 ? "soon" : "2024-0" + (1 + i % 9) + "-1" + i / 3))
            .contains("29 dates and 1 other cell (soon, the first in row 5)"));
  }

  @Test
  void codesAreTexts() throws IOException {
    ParsedTable table = read(column(i -> String.format("0x%04x", i * 97)));
    assertEquals("text", table.columns().get(0).type());
  }

  @Test
  void missingCellsAreThoseOfTheListAndWhatNumbersHaveInstead() throws IOException {
    ParsedTable table =
        read("a;b\n1;x\n;NA\n-;y\nNaN;None\n#DIV/0!;?\n", AUTO.withComments("none"));
    assertEquals(4, IntStream.range(0, 5).filter(numbers(table, 0)::isMissing).count());
    assertEquals("None", table.columns().get(1).text(3));
    assertEquals(2, IntStream.range(0, 5).filter(table.columns().get(1)::isMissing).count());
    TableFormat more = AUTO.withNa(List.of("usual", "-999"));
    NumberColumn numbers = numbers(read("a;b\n1.5;x\n-999.0;y\nNA;x\n", more), 0);
    assertTrue(numbers.isMissing(1) && numbers.isMissing(2));
    TableFormat none = AUTO.withNa(List.of());
    assertEquals("NA", read("a;b\n1;NA\n2;DE\n", none).columns().get(1).text(0));
  }

  @Test
  void infinityIsANumber() throws IOException {
    NumberColumn column = numbers(read("a;b\n1;x\n-inf;y\n\u221e;x\n1.#INF;y\n"), 0);
    assertEquals(Double.NEGATIVE_INFINITY, column.value(1));
    assertEquals(Double.POSITIVE_INFINITY, column.value(2));
    assertEquals(Double.POSITIVE_INFINITY, column.value(3));
    assertEquals("whole number", column.type());
  }

  @Test
  void numbersThatDoublesDoNotTellApartStayApart() throws IOException {
    NumberColumn ids = numbers(read("a;b\n900719925474099301;x\n900719925474099302;y\n"), 0);
    assertEquals("900719925474099301", ids.text(0));
    assertEquals(1, ids.minus(1, ids.value(0), ids.rest(0)));
    NumberColumn times = numbers(read("a;b\n1700000000.123456001;x\n1700000000.123456002;y\n"), 0);
    assertEquals(1e-9, times.minus(1, times.value(0), times.rest(0)), 1e-15);
    NumberColumn near = numbers(read("a;b\n1700000000000000000;x\n1700000000000000300;y\n"), 0);
    assertEquals(300, near.minus(1, near.value(0), near.rest(0)), "doubles are 256 apart");
    NumberColumn digits = numbers(read("a;b\n0.12345678901234567;x\n0.2;y\n"), 0);
    assertTrue(!digits.hasRests(), "nobody sees the 17th digit of numbers so far apart");
  }

  @Test
  void numbersBelowDoublesAreRefused() throws IOException {
    assertTrue(refused("a;b\n1e-400;x\n2e-400;y\n").contains("must hold numbers within doubles"));
  }

  @Test
  void booleansAndWholeNumbersAreWhatTheyAre() throws IOException {
    ParsedTable table = read("year;f;x\n2012;True;1.0\n2013;FALSE;2.0\n");
    assertEquals("whole number", table.columns().get(0).type());
    assertEquals("boolean", table.columns().get(1).type());
    assertEquals("false", table.columns().get(1).text(1));
  }

  @Test
  void blanksAroundTextsStayOnlyWhereTheyTellTwoApart() throws IOException {
    assertEquals("x", read("a;b\n1; x\n2; y\n").columns().get(1).text(0));
    assertEquals(" x", read("a;b\n1; x\n2;x\n").columns().get(1).text(0));
  }

  private interface Cell {
    String of(int row);
  }

  private static String column(Cell cell) {
    StringBuilder text = new StringBuilder("a;b\n");
    IntStream.range(0, 30).forEach(i -> text.append(cell.of(i)).append(";x\n"));
    return text.toString();
  }

  private static NumberColumn numbers(ParsedTable table, int column) {
    return (NumberColumn) table.columns().get(column);
  }

  private ParsedTable read(String text) throws IOException {
    return read(text, AUTO);
  }

  private ParsedTable read(String text, TableFormat format) throws IOException {
    Path file = Files.writeString(dir.resolve("a.csv"), text);
    return TableFile.read(file, format, ColumnRules.defaults(), ALL);
  }

  private String refused(String text) throws IOException {
    return refused(text, AUTO);
  }

  private String refused(String text, TableFormat format) throws IOException {
    return refused(Files.writeString(dir.resolve("a.csv"), text), format);
  }

  private static String refused(Path file, TableFormat format) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> TableFile.read(file, format, ColumnRules.defaults(), ALL))
            .getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }
}
