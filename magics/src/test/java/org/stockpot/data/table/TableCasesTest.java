package org.stockpot.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.ClassBalance;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Scale;
import org.stockpot.data.Split;
import org.stockpot.data.Understanding;
import org.stockpot.data.csv.ColumnRules;
import org.stockpot.data.csv.TableFormat;
import org.stockpot.data.csv.TableFormat.Decimal;
import org.stockpot.data.csv.TableFormat.Header;
import org.stockpot.data.csv.TableFormat.Thousands;
import org.stockpot.data.split.SplitIndices;
import org.stockpot.testing.Tables;

/** Files as people have them, all of one truth; the numbers that must come out are known. */
final class TableCasesTest {

  private static final TableOptions LABEL = TableOptions.of("class");

  @TempDir Path dir;

  @Test
  void decimalCommasAreDecimalCommas() throws IOException {
    String text =
        Tables.of("a;b;class", (i, a, b, c) -> Tables.comma(a) + ";" + Tables.comma(b) + ";" + c);
    Data data = truth(text, "a", "b");
    assertEquals("number, decimal comma", column(data, "a").type());
    assertTrue(form(data).startsWith("separated by semicolons"), form(data));
    String quoted =
        Tables.of(
            "a,b,class",
            (i, a, b, c) -> "\"" + Tables.comma(a) + "\",\"" + Tables.comma(b) + "\"," + c);
    assertEquals("number, decimal comma", column(truth(quoted, "a", "b"), "b").type());
  }

  @Test
  void thousandsMarksAreSaid() throws IOException {
    String text =
        Tables.of("a,b,class", (i, a, b, c) -> a + ",\"" + Tables.grouped(b, "1") + "\"," + c);
    assertEquals("number, thousands comma", column(truth(text, "a", "b"), "b").type());
  }

  @Test
  void aLoneCommaBeforeThreeDigitsIsNeverGuessed() throws IOException {
    String text =
        Tables.of("a,b,class", (i, a, b, c) -> a + ",\"" + Tables.grouped(b, "0") + "\"," + c);
    String shown = Tables.grouped(Tables.b(0), "0");
    String digits = shown.replace(",", "");
    String message = refused(text, LABEL);
    assertTrue(
        message.endsWith(
            "column b must be certain, got numbers that can be read in two ways: "
                + shown
                + " is "
                + Double.parseDouble(shown.replace(',', '.'))
                + " by --decimal comma, or "
                + digits
                + " by --thousands comma"),
        message);
    double[] whole =
        IntStream.range(0, Tables.ROWS)
            .mapToDouble(i -> Double.parseDouble(Tables.grouped(Tables.b(i), "0").replace(",", "")))
            .toArray();
    TableFormat thousands = TableFormat.defaults().withThousands(Thousands.COMMA);
    assertScaled(whole, read(text, LABEL.withFormat(thousands)), 1);
    TableFormat decimal = TableFormat.defaults().withDecimal(Decimal.COMMA);
    Data small = read(text, LABEL.withFormat(decimal));
    assertScaled(whole, small, 1);
    assertEquals("number, decimal comma", column(small, "b").type());
    assertEquals("number", column(small, "a").type());
  }

  @Test
  void anEmptyNamelessLastColumnIsDropped() throws IOException {
    String text = Tables.of("a,b,class,", (i, a, b, c) -> a + "," + b + "," + c + ",");
    Data data = truth(text, "a", "b");
    assertEquals(List.of("column 4 has neither name nor values: left out"), warnings(data));
  }

  @Test
  void anIndexColumnWithoutANameIsDroppedUnlessKept() throws IOException {
    String text = Tables.of(",a,b,class", (i, a, b, c) -> i + "," + a + "," + b + "," + c);
    Data data = truth(text, "a", "b");
    assertEquals(
        List.of("column c1 has no name and numbers or names the rows: left out; --keep c1 uses it"),
        warnings(data));
    ColumnRules keep = ColumnRules.defaults().withKeep("c1");
    assertEquals(List.of("c1", "a", "b"), read(text, LABEL.withColumns(keep)).features());
    String again = text.replace(",a,b", "Unnamed: 0,a,b");
    assertEquals(List.of("a", "b"), read(again, LABEL).features());
  }

  @Test
  void zerosAndOnesWithDecimalsAreClasses() throws IOException {
    String text =
        Tables.of("a,b,class", (i, a, b, c) -> a + "," + b + "," + (a > 2 ? "1.0" : "0.0"));
    Data data = read(text, LABEL);
    assertEquals(List.of("0", "1"), data.targets().names());
    assertEquals("label: 2 classes", column(data, "class").role());
  }

  @Test
  void aClassOfOneRowIsRefusedOrPutIntoTraining() throws IOException {
    String text = Tables.plain() + "9.9,1.0,z\n";
    long x = IntStream.range(0, Tables.ROWS).filter(i -> Tables.a(i) > 2).count();
    assertEquals(
        "every class must be in every part, got too few examples of z 1 (all: x "
            + x
            + ", y "
            + (Tables.ROWS - x)
            + ", z 1); --rare train puts such classes into training alone",
        refused(text, LABEL));
    Split split = Split.defaults().withRare(Split.Rare.TRAIN);
    Data data = TableData.csv(write(text), LABEL, split);
    assertEquals(1, ClassBalance.counts(data, data.training()).get("z"));
    assertEquals(18, data.validation().count());
    assertEquals(24, data.test().count());
    assertTrue(data.notes().contains("class z has no validation or test example"));
  }

  @Test
  void infinityAndNanAreNumbersThatAreCounted() throws IOException {
    String text =
        Tables.of(
            "a,b,class",
            (i, a, b, c) -> (i % 17 == 3 ? "inf" : a) + "," + (i % 19 == 5 ? "nan" : b) + "," + c);
    assertEquals(
        "each cell must have a finite value, got none in 7 rows of a (7 infinite), 7 rows of b"
            + " (the first in row 4); --missing drop leaves out 14 rows, --missing mean or"
            + " indicator fills the cells, --drop COLUMN leaves out a column",
        refused(text, LABEL));
    Data data = read(text, missing(ColumnRules.Missing.DROP));
    assertEquals(106, data.understanding().orElseThrow().rows());
    assertEquals(7, column(data, "a").missing());
  }

  @Test
  void aFileWithoutHeaderIsToldByItsNumbers() throws IOException {
    String text = Tables.of("", (i, a, b, c) -> a + "," + b + "," + c);
    String message = refused(text, LABEL);
    assertTrue(
        message.endsWith(
            "the first row must be names for certain, got what looks like data: "
                + Tables.a(0)
                + ", "
                + Tables.b(0)
                + ", "
                + Tables.label(0)
                + "; say --header no, which names the columns c1 to c3, or --header yes"),
        message);
    TableFormat format = TableFormat.defaults().withHeader(Header.NO);
    Data data = read(text, TableOptions.of("c3").withFormat(format));
    assertTruth(data, "c1", "c2");
  }

  @Test
  void otherEncodingsAreReadAndSaid() throws IOException {
    String text =
        Tables.of("größe,b,class", (i, a, b, c) -> a + "," + b + "," + (a > 2 ? "groß" : "klein"));
    for (Charset charset : List.of(StandardCharsets.ISO_8859_1, Charset.forName("Cp1252"))) {
      Data data = TableData.csv(write(text, charset), LABEL, Split.defaults());
      assertEquals(List.of("größe", "b"), data.features());
      assertEquals(List.of("groß", "klein"), data.targets().names());
      assertTrue(form(data).contains("Windows-1252 as it is not UTF-8"), form(data));
    }
    Data wide = TableData.csv(write(text, StandardCharsets.UTF_16), LABEL, Split.defaults());
    assertEquals(List.of("groß", "klein"), wide.targets().names());
    assertTrue(form(wide).contains("UTF-16 by its byte order mark"), form(wide));
  }

  @Test
  void missingCellsAreRefusedWithTheirCounts() throws IOException {
    String text =
        Tables.of(
            "a,b,class",
            (i, a, b, c) -> (i % 10 == 3 ? "" : a) + "," + (i % 15 == 4 ? "?" : b) + "," + c);
    assertEquals(
        "each cell must have a finite value, got none in 12 rows of a, 8 rows of b (the first in"
            + " row 4); --missing drop leaves out 20 rows, --missing mean or indicator fills"
            + " the cells, --drop COLUMN leaves out a column",
        refused(text, LABEL));
    assertEquals(100, read(text, missing(ColumnRules.Missing.DROP)).understanding().get().rows());
    assertEquals(List.of("a", "b"), read(text, missing(ColumnRules.Missing.MEAN)).features());
    assertEquals(
        List.of("a", "a is missing", "b", "b is missing"),
        read(text, missing(ColumnRules.Missing.INDICATOR)).features());
  }

  @Test
  void aNameThatComesTwiceIsChangedAndSaid() throws IOException {
    Data data = truth(Tables.plain().replace("a,b,class", "a,a,class"), "a", "a.2");
    assertEquals(List.of("column 2 is called a too: named a.2"), warnings(data));
  }

  @Test
  void datesAreRefusedOrMadeNumbers() throws IOException {
    String text =
        Tables.of(
            "day,a,class",
            (i, a, b, c) ->
                String.format("2024-%02d-%02d,%s,%s", 1 + i % 12, 1 + i % 28, "" + a, c));
    assertEquals(
        "column day must hold numbers, texts or booleans, got 2024-01-01 (date); say --dates days"
            + " to make numbers of dates, or --drop day",
        refused(text, LABEL));
    ColumnRules days = ColumnRules.defaults().withDates(ColumnRules.Dates.DAYS);
    Data data = read(text, LABEL.withColumns(days));
    double[] expected =
        IntStream.range(0, Tables.ROWS)
            .mapToDouble(i -> java.time.LocalDate.of(2024, 1 + i % 12, 1 + i % 28).toEpochDay())
            .toArray();
    assertScaled(expected, data, 0);
    assertEquals("whole number, days since 1970", column(data, "day").type());
  }

  @Test
  void commentsAreTakenAndSaid() throws IOException {
    Data data = truth("# made for a test\n" + Tables.plain(), "a", "b");
    assertTrue(form(data).endsWith("1 comment line"), form(data));
  }

  private Data truth(String text, String a, String b) throws IOException {
    Data data = read(text, LABEL);
    assertTruth(data, a, b);
    return data;
  }

  /** Asserts that the standardised inputs are those of the true numbers, and labels theirs. */
  private static void assertTruth(Data data, String a, String b) {
    assertEquals(List.of(a, b), data.features());
    assertScaled(IntStream.range(0, Tables.ROWS).mapToDouble(Tables::a).toArray(), data, 0);
    assertScaled(IntStream.range(0, Tables.ROWS).mapToDouble(Tables::b).toArray(), data, 1);
    assertEquals(List.of("x", "y"), data.targets().names());
    int[] labels = IntStream.range(0, Tables.ROWS).map(i -> Tables.a(i) > 2 ? 0 : 1).toArray();
    int[] training = SplitIndices.of(labels, Split.defaults()).training();
    for (int i = 0; i < training.length; i++) {
      assertEquals(labels[training[i]], data.training().label(i));
    }
  }

  private static void assertScaled(double[] numbers, Data data, int input) {
    int[] labels = IntStream.range(0, Tables.ROWS).map(i -> Tables.a(i) > 2 ? 0 : 1).toArray();
    SplitIndices draw = SplitIndices.of(labels, Split.defaults());
    Scale scale =
        Scale.of(IntStream.of(draw.training()).mapToDouble(i -> numbers[i]).toArray())
            .orElseThrow();
    assertInputs(draw.training(), numbers, scale, data.training(), input);
    assertInputs(draw.validation(), numbers, scale, data.validation(), input);
    assertInputs(draw.test(), numbers, scale, data.test(), input);
  }

  private static void assertInputs(
      int[] rows, double[] numbers, Scale scale, Examples examples, int input) {
    List<Double> expected = new ArrayList<>();
    List<Double> got = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      expected.add(scale.apply(numbers[rows[i]]));
      got.add((double) examples.input(i, input));
    }
    assertArrayEquals(
        expected.stream().mapToDouble(x -> x).toArray(),
        got.stream().mapToDouble(x -> x).toArray(),
        1e-5);
  }

  private static TableOptions missing(ColumnRules.Missing rule) {
    return LABEL.withColumns(ColumnRules.defaults().withMissing(rule));
  }

  private Data read(String text, TableOptions options) throws IOException {
    return TableData.csv(write(text), options, Split.defaults());
  }

  private String refused(String text, TableOptions options) throws IOException {
    Path file = write(text);
    return assertThrows(
            IllegalArgumentException.class, () -> TableData.csv(file, options, Split.defaults()))
        .getMessage();
  }

  private Path write(String text) throws IOException {
    return write(text, StandardCharsets.UTF_8);
  }

  private Path write(String text, Charset charset) throws IOException {
    return Files.write(dir.resolve("t.csv"), text.getBytes(charset));
  }

  private static Understanding.Column column(Data data, String name) {
    return data.understanding().orElseThrow().columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> warnings(Data data) {
    return data.understanding().orElseThrow().warnings();
  }

  private static String form(Data data) {
    return String.join(", ", data.understanding().orElseThrow().form());
  }
}
