package org.stockpot.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.ClassBalance;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Scale;
import org.stockpot.data.Split;
import org.stockpot.data.csv.ColumnRules;
import org.stockpot.data.csv.ColumnRules.Missing;
import org.stockpot.data.image.ImageStatistics;
import org.stockpot.data.split.SplitIndices;
import org.stockpot.task.PerExample;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What options do with columns, rows and further tables. */
final class TableRulesTest {

  private static final int ROWS = 100;
  private static final TableOptions LABEL = TableOptions.of("label");
  private static final Split SPLIT = Split.defaults();

  @TempDir Path dir;

  private final StringColumn label = texts("label", i -> i % 2 == 0 ? "x" : "y");
  private final DoubleColumn a = numbers("a", i -> 1.5 * i * i + 3);

  @Test
  void theMeanIsThatOfTheTrainingRowsAndZStaysStandardised() {
    DoubleColumn gaps = a.copy();
    for (int i = 0; i < ROWS; i += 7) {
      gaps.setMissing(i);
    }
    Data data = of(missing(Missing.MEAN), gaps, label);
    int[] training = SplitIndices.of(labels(), SPLIT).training();
    double[] present =
        IntStream.of(training).filter(i -> i % 7 != 0).mapToDouble(a::getDouble).toArray();
    double mean = Arrays.stream(present).average().orElseThrow();
    double squares = Arrays.stream(present).map(x -> (x - mean) * (x - mean)).sum();
    double sd = Math.sqrt(squares / training.length);
    for (int i = 0; i < training.length; i++) {
      double z = training[i] % 7 == 0 ? 0 : (a.getDouble(training[i]) - mean) / sd;
      assertEquals(z, data.training().input(i, 0), 1e-5);
    }
    assertArrayEquals(new double[] {0, 1}, ImageStatistics.of(data.training()), 1e-5);
  }

  @Test
  void anIndicatorSaysWhereAValueIsMissing() {
    DoubleColumn gaps = a.copy().set(3, Double.POSITIVE_INFINITY);
    for (int i = 0; i < ROWS; i += 5) {
      gaps.setMissing(i);
    }
    Data data = of(missing(Missing.INDICATOR), gaps, label);
    assertEquals(List.of("a", "a is missing"), data.features());
    int[] training = SplitIndices.of(labels(), SPLIT).training();
    for (int i = 0; i < training.length; i++) {
      boolean gone = training[i] % 5 == 0 || training[i] == 3;
      assertEquals(gone ? 1 : 0, data.training().input(i, 1));
      assertTrue(!gone || data.training().input(i, 0) == 0);
    }
  }

  @Test
  void aMissingTextIsTheMeanOfItsInputs() {
    StringColumn city = texts("city", i -> i % 10 == 0 ? "" : i % 3 == 0 ? "Bonn" : "Ulm");
    Data data = of(missing(Missing.MEAN), city, a, label);
    int[] training = SplitIndices.of(labels(), SPLIT).training();
    double present = IntStream.of(training).filter(i -> i % 10 != 0).count();
    double bonn = IntStream.of(training).filter(i -> i % 10 != 0 && i % 3 == 0).count();
    for (int i = 0; i < training.length; i++) {
      if (training[i] % 10 == 0) {
        assertEquals(bonn / present, data.training().input(i, 0), 1e-6);
        assertEquals(1 - bonn / present, data.training().input(i, 1), 1e-6);
      }
    }
  }

  @Test
  void rowsWithoutALabelAreLeftOutWhereCellsAreFilled() {
    StringColumn gaps = label.copy();
    gaps.setMissing(4);
    Data data = of(missing(Missing.MEAN), a, gaps);
    assertEquals(ROWS - 1, data.understanding().orElseThrow().rows());
    assertTrue(
        data.notes().contains("1 row with missing cells left out: 1 row of label"),
        data.notes().toString());
  }

  @Test
  void aColumnWithoutAnyValueIsNamed() {
    StringColumn empty = texts("empty", i -> "");
    assertEquals(
        "column empty must have a value in some row, got none in 100 rows; say --drop empty",
        refused(missing(Missing.MEAN), empty, a, label));
    ColumnRules drop = ColumnRules.defaults().withDrop("empty");
    assertEquals(List.of("a"), of(LABEL.withColumns(drop), empty, a, label).features());
    assertEquals(
        "drop must name a column, got emty, did you mean empty? (columns: empty, a, label)",
        refused(LABEL.withColumns(ColumnRules.defaults().withDrop("emty")), empty, a, label));
  }

  @Test
  void textsThatHardlyComeAgainAreNoCategoriesUnlessKept() {
    StringColumn names = texts("name", i -> "person " + i);
    assertTrue(
        refused(LABEL, names, a, label)
            .startsWith("column name must have texts that come again, got 100 distinct texts"));
    ColumnRules keep = ColumnRules.defaults().withKeep("name");
    assertEquals(66, of(LABEL.withColumns(keep), names, a, label).features().size());
  }

  @Test
  void largeIdentifiersKeepTheirDifferences() {
    LongColumn ids =
        LongColumn.create(
            "id", IntStream.range(0, ROWS).mapToLong(i -> (1L << 62) + i * 37 % ROWS).toArray());
    Data data = of(LABEL, ids, label);
    Set<Float> found = new HashSet<>();
    IntStream.range(0, data.training().count())
        .forEach(i -> found.add(data.training().input(i, 0)));
    assertEquals(data.training().count(), found.size());
    assertArrayEquals(new double[] {0, 1}, ImageStatistics.of(data.training()), 1e-5);
  }

  @Test
  void whatFloatsDoNotTellApartIsSaid() {
    DoubleColumn far = numbers("far", i -> i < 50 ? i * 1e-9 : 1e3 + i);
    List<String> warnings = warnings(of(LABEL, far, label));
    assertTrue(
        warnings.stream()
            .anyMatch(w -> w.matches("float32 tells \\d+ of 65 values of column far.*")),
        warnings.toString());
  }

  @Test
  void groupsStayInOnePart() {
    StringColumn patient = texts("patient", i -> "p" + i / 4);
    TableOptions options = LABEL.withRows(RowRules.defaults().withGroup("patient"));
    Data data = of(options, numbers("row", i -> i + 0.5), patient, label);
    assertEquals(List.of("row"), data.features());
    Set<Integer> training = groups(data, data.training());
    Set<Integer> test = groups(data, data.test());
    Set<Integer> validation = groups(data, data.validation());
    assertTrue(training.stream().noneMatch(g -> test.contains(g) || validation.contains(g)));
    assertTrue(test.stream().noneMatch(validation::contains));
    assertEquals(20, data.test().count());
    assertEquals(16, data.validation().count(), 1);
    assertEquals(data.digest(), of(options, numbers("row", i -> i + 0.5), patient, label).digest());
  }

  /** Tells the group of four rows from the standardised number of the row. */
  private static Set<Integer> groups(Data data, Examples part) {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (Examples all : List.of(data.training(), data.validation(), data.test())) {
      for (int i = 0; i < all.count(); i++) {
        least = Math.min(least, all.input(i, 0));
        most = Math.max(most, all.input(i, 0));
      }
    }
    Set<Integer> groups = new HashSet<>();
    for (int i = 0; i < part.count(); i++) {
      double row = (part.input(i, 0) - least) / (most - least) * (ROWS - 1);
      groups.add((int) Math.round(row) / 4);
    }
    return groups;
  }

  @Test
  void theLatestRowsAreForTest() {
    LongColumn year =
        LongColumn.create("year", IntStream.range(0, ROWS).mapToLong(i -> 2000 + i / 10).toArray());
    TableOptions options = LABEL.withRows(RowRules.defaults().withTime("year"));
    Data data = of(options, numbers("row", i -> i), year, label);
    assertEquals(List.of("row"), data.features());
    assertEquals(List.of(60, 20, 20), sizes(data));
    assertTrue(most(data.training()) < least(data.validation()));
    assertTrue(most(data.validation()) < least(data.test()));
    StringColumn late = texts("label", i -> i < 85 ? (i % 2 == 0 ? "x" : "y") : "z");
    assertTrue(
        refused(options, numbers("row", i -> i), year, late)
            .startsWith("every class must be in every part, got none of some in training"));
  }

  @Test
  void copiesAreCountedAndHeldTogether() {
    DoubleColumn twice = numbers("a", i -> 1.5 * (i % 50));
    StringColumn same = texts("label", i -> i % 50 % 2 == 0 ? "x" : "y");
    List<String> warnings = warnings(of(LABEL, twice, same));
    assertTrue(warnings.contains("50 rows repeat another row, label included"), "" + warnings);
    assertTrue(warnings.stream().anyMatch(w -> w.contains("have the inputs of a training row")));
    Data data = of(LABEL.withRows(RowRules.defaults().withDistinct(true)), twice, same);
    assertTrue(warnings(data).stream().noneMatch(w -> w.contains("inputs of a training row")));
    assertEquals(20, data.test().count());
  }

  @Test
  void furtherTablesAreScaledByTheTrainingRowsOfTheFirst() {
    Table first = Table.create("2023", a, texts("city", i -> i % 3 == 0 ? "Bonn" : "Ulm"), label);
    Table second =
        Table.create(
            "2024",
            label.copy(),
            texts("city", i -> i % 3 == 0 ? "Rome" : "Ulm"),
            numbers("a", i -> i),
            numbers("more", i -> i));
    Data data = TableData.of(TableSource.of(first), LABEL, SPLIT, List.of(TableSource.of(second)));
    Examples also = data.also().get("2024");
    assertEquals(ROWS, also.count());
    int[] training = SplitIndices.of(labels(), SPLIT).training();
    Scale scale =
        Scale.of(IntStream.of(training).mapToDouble(a::getDouble).toArray()).orElseThrow();
    for (int i = 0; i < ROWS; i++) {
      assertEquals(scale.apply(i), also.input(i, 0), 1e-5);
      assertEquals(0, also.input(i, 1));
      assertEquals(i % 3 == 0 ? 0 : 1, also.input(i, 2));
      assertEquals(i % 2, also.label(i));
    }
    assertTrue(
        data.notes()
            .contains("2024: all 0 where the category is not in the training rows: city (34 rows)"),
        data.notes().toString());
    Data alone = TableData.of(TableSource.of(first), LABEL, SPLIT, List.of());
    assertNotEquals(alone.digest(), data.digest());
    assertEquals(alone.training().digest(), data.training().digest());
  }

  @Test
  void furtherTablesOfAnotherFormAreRefused() {
    Table first = Table.create("2023", a, label);
    assertEquals(
        "also 2024: the table must have column a, got b, label",
        also(first, Table.create("2024", a.copy().setName("b"), label)));
    assertEquals(
        "also 2024: label label must have the classes x, y, got others (with their rows): z 100",
        also(first, Table.create("2024", a, texts("label", i -> "z"))));
    assertEquals(
        "also 2024: column a must hold number as before, got text",
        also(first, Table.create("2024", texts("a", i -> "t"), label)));
  }

  @Test
  void aFurtherTableInOtherUnitsIsRefused() throws IOException {
    Path kilograms = Files.writeString(dir.resolve("kg.csv"), weights(" kg"));
    Path grams = Files.writeString(dir.resolve("g.csv"), weights(" g"));
    Path bare = Files.writeString(dir.resolve("bare.csv"), weights(""));
    assertEquals(
        "also g.csv: column a must hold numbers in kg as before, got numbers in g",
        also(kilograms, grams));
    assertEquals(
        "also bare.csv: column a must hold numbers in kg as before, got numbers without a unit",
        also(kilograms, bare));
  }

  private static String weights(String unit) {
    return "a,label\n"
        + IntStream.range(0, ROWS)
            .mapToObj(i -> i + ".5" + unit + (i % 2 == 0 ? ",x\n" : ",y\n"))
            .collect(Collectors.joining());
  }

  private static String also(Path first, Path second) {
    List<TableSource> others = List.of(TableSource.of(second));
    return assertThrows(
            IllegalArgumentException.class,
            () -> TableData.of(TableSource.of(first), LABEL, SPLIT, others))
        .getMessage();
  }

  private static String also(Table first, Table second) {
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                TableData.of(TableSource.of(first), LABEL, SPLIT, List.of(TableSource.of(second))))
        .getMessage();
  }

  @Test
  void aColumnThatIsTheLabelAndClassesAlikeAreSaid() {
    StringColumn again = texts("again", i -> i % 2 == 0 ? "1" : "2");
    assertTrue(
        warnings(of(LABEL, a, again, label))
            .contains(
                "column again tells the label of every row: if it is made from it, --drop again"));
    StringColumn mixed = texts("label", i -> i % 2 == 0 ? "x" : i % 3 == 0 ? "X" : "y ");
    assertTrue(
        warnings(of(LABEL, a, mixed)).stream()
            .anyMatch(w -> w.startsWith("classes differ only by case, blanks")));
    StringColumn once = texts("label", i -> i == 8 ? "X" : i % 2 == 0 ? "x" : "y");
    String message = refused(LABEL, a, once);
    assertTrue(message.contains("classes differ only by case"), message);
  }

  @Test
  void balancedAccuracyIsTheMeanOfTheClassesRecalls() {
    StringColumn rare = texts("label", i -> i % 10 == 0 ? "y" : "x");
    Data data = of(LABEL, a, rare);
    assertTrue(ClassBalance.isUneven(data));
    float[] errors = new float[data.test().count()];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = data.test().label(i) == 0 ? 0 : 1;
    }
    assertEquals(0.5, ClassBalance.accuracy(PerExample.of(errors), data.test()));
    assertTrue(!ClassBalance.isUneven(of(LABEL, a, label)));
  }

  @Test
  void columnsHaveOneRole() {
    StringColumn patient = texts("patient", i -> "p" + i / 50);
    RowRules group = RowRules.defaults();
    assertEquals(
        "group must name another column than the label, got label",
        refused(LABEL.withRows(group.withGroup("label")), a, label));
    assertEquals(
        "rows must fall into at least 3 groups, one for each part, got 2",
        refused(LABEL.withRows(group.withGroup("patient")), a, patient, label));
    ColumnRules drop = ColumnRules.defaults().withDrop("label");
    assertEquals(
        "label and drop must differ, got label in both",
        refused(LABEL.withColumns(drop), a, label));
  }

  @Test
  void datesWrittenAsNumbersAreSaid() {
    DoubleColumn day = numbers("day", i -> 20240100 + 1 + i % 31 + 100 * (i % 2) * 2);
    assertTrue(
        warnings(of(LABEL, day, label)).stream()
            .anyMatch(w -> w.startsWith("column day looks like dates, such as 20240101")));
    DoubleColumn money = numbers("money", i -> 20240100 + i);
    assertTrue(
        warnings(of(LABEL, money, label)).stream().noneMatch(w -> w.contains("looks like dates")));
  }

  @Test
  void numbersThatMeanMissingAreAskedFor() {
    DoubleColumn marked = numbers("a", i -> i % 10 == 0 ? -999 : i);
    assertTrue(
        warnings(of(LABEL, marked, label)).stream()
            .anyMatch(w -> w.contains("is -999 in 10 rows, far from all others")));
  }

  private static TableOptions missing(Missing rule) {
    return LABEL.withColumns(ColumnRules.defaults().withMissing(rule));
  }

  private static Data of(TableOptions options, Column<?>... columns) {
    return TableData.of(TableSource.of(Table.create("t", columns)), options, SPLIT, List.of());
  }

  private static String refused(TableOptions options, Column<?>... columns) {
    return assertThrows(IllegalArgumentException.class, () -> of(options, columns)).getMessage();
  }

  private static List<String> warnings(Data data) {
    return data.understanding().orElseThrow().warnings();
  }

  private static List<Integer> sizes(Data data) {
    return List.of(data.training().count(), data.validation().count(), data.test().count());
  }

  private static double least(Examples part) {
    return IntStream.range(0, part.count()).mapToDouble(i -> part.input(i, 0)).min().orElseThrow();
  }

  private static double most(Examples part) {
    return IntStream.range(0, part.count()).mapToDouble(i -> part.input(i, 0)).max().orElseThrow();
  }

  private static int[] labels() {
    return IntStream.range(0, ROWS).map(i -> i % 2).toArray();
  }

  private static StringColumn texts(String name, IntFunction<String> text) {
    return StringColumn.create(name, IntStream.range(0, ROWS).mapToObj(text));
  }

  private static DoubleColumn numbers(String name, IntToDoubleFunction number) {
    return DoubleColumn.create(name, IntStream.range(0, ROWS).mapToDouble(number));
  }
}
