package org.stockpot.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Scale;
import org.stockpot.data.Split;
import org.stockpot.data.Targets;
import org.stockpot.data.image.ImageStatistics;
import org.stockpot.data.split.SplitIndices;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

final class TableDataTest {

  private static final int ROWS = 40;
  private static final Split SPLIT = Split.defaults();

  private final StringColumn species = texts("species", i -> i % 2 == 0 ? "setosa" : "virginica");
  private final DoubleColumn width = numbers("width", i -> 3.5 * i + 100);

  @Test
  void featuresHaveMeanZeroAndSdOneInTraining() {
    Data data = TableData.of(Table.create("iris", width, species), "species", SPLIT);
    assertEquals("iris [1], 2 classes, 26 training, 6 validation, 8 test", data.toString());
    assertArrayEquals(new double[] {0, 1}, ImageStatistics.of(data.training()), 1e-6);
    assertEquals(List.of("width"), data.features());
    assertEquals(List.of("standardised by the training rows: width"), data.notes());
  }

  @Test
  void rowsKeepTheirLabels() {
    Data data = TableData.of(Table.create("iris", width, species), "species", SPLIT);
    assertEquals(List.of("setosa", "virginica"), data.targets().names());
    Scale scale = Scale.of(numbersOf(data.training(), 0)).orElseThrow();
    assertEquals(0, scale.mean(), 1e-6);
    double step = Double.MAX_VALUE;
    for (int i = 1; i < data.training().count(); i++) {
      step = Math.min(step, Math.abs(data.training().input(i, 0) - data.training().input(0, 0)));
    }
    for (int i = 1; i < data.training().count(); i++) {
      double steps = (data.training().input(i, 0) - data.training().input(0, 0)) / step;
      boolean same = Math.abs(Math.round(steps)) % 2 == 0;
      assertEquals(same, data.training().label(i) == data.training().label(0));
    }
  }

  @Test
  void theScaleIsThatOfTheTrainingRowsOnly() {
    Table table = Table.create("iris", width, species);
    Data data = TableData.of(table, "species", SPLIT);
    int held = SplitIndices.of(labels(species), SPLIT).test()[0];
    Table changed = Table.create("iris", width.copy().set(held, 1e6), species);
    Data other = TableData.of(changed, "species", SPLIT);
    assertEquals(data.training().digest(), other.training().digest());
    assertEquals(data.validation().digest(), other.validation().digest());
    assertNotEquals(data.test().digest(), other.test().digest());
  }

  @Test
  void categoriesAreThoseOfTheTrainingRows() {
    int held = SplitIndices.of(labels(species), SPLIT).test()[0];
    StringColumn city = texts("city", i -> i == held ? "Ulm" : i % 3 == 0 ? "Bonn" : "Köln");
    BooleanColumn big = BooleanColumn.create("big");
    IntStream.range(0, ROWS).forEach(i -> big.append(i % 5 == 0));
    Data data = TableData.of(Table.create("t", city, big, species), "species", SPLIT);
    assertEquals(List.of("city=Bonn", "city=Köln", "big=false", "big=true"), data.features());
    assertEquals(
        List.of(
            "one-hot by the categories of the training rows: city (2), big (2)",
            "all 0 where the category is not in the training rows: city (1 row)"),
        data.notes());
    assertEquals(0, data.test().input(0, 0));
    assertEquals(0, data.test().input(0, 1));
    for (int i = 0; i < data.training().count(); i++) {
      assertEquals(1, data.training().input(i, 0) + data.training().input(i, 1));
      assertEquals(1, data.training().input(i, 2) + data.training().input(i, 3));
    }
  }

  @Test
  void whatDoesNotVaryInTheTrainingRowsIsDropped() {
    int held = SplitIndices.of(labels(species), SPLIT).test()[0];
    DoubleColumn almost = numbers("almost", i -> i == held ? 2 : 1);
    StringColumn same = texts("same", i -> i == held ? "b" : "a");
    Data data = TableData.of(Table.create("t", almost, width, same, species), "species", SPLIT);
    assertEquals(List.of("width"), data.features());
    assertTrue(data.notes().contains("dropped, the same in all training rows: almost, same"));
  }

  @Test
  void numbersArePredictedInTheirUnits() {
    DoubleColumn price = numbers("price", i -> 1000 + 10 * i);
    Data data = TableData.of(Table.create("t", width, price), "price", SPLIT);
    Targets.Numbers targets = (Targets.Numbers) data.targets();
    assertEquals(List.of("price"), targets.names());
    for (double told : numbersOf(data.test(), 0)) {
      assertTrue(Double.isFinite(told));
    }
    double told = targets.inUnits(0, data.test().target(0, 0));
    assertEquals(Math.rint(told / 10) * 10, told, 1e-3);
  }

  @Test
  void wholeNumbersAreClassesWhereTheyAreFew() {
    IntColumn rooms = IntColumn.create("rooms", IntStream.range(0, ROWS).map(i -> 12 - i % 4));
    LongColumn ids = LongColumn.create("ids", IntStream.range(0, ROWS).asLongStream().toArray());
    Data classes = TableData.of(Table.create("t", width, rooms), "rooms", SPLIT);
    assertEquals(List.of("9", "10", "11", "12"), classes.targets().names());
    assertTrue(
        classes
            .notes()
            .contains(
                "label rooms: 4 distinct numbers, taken as classes; --kind regression predicts a"
                    + " number"));
    Data numbers = TableData.of(Table.create("t", width, ids), "ids", SPLIT);
    assertEquals(List.of("ids"), numbers.targets().names());
  }

  @Test
  void theKindOfALabelCanBeForced() {
    Table rooms =
        Table.create(
            "t", width, IntColumn.create("rooms", IntStream.range(0, ROWS).map(i -> i % 4)));
    assertEquals(1, TableData.of(rooms, "rooms", LabelKind.REGRESSION, SPLIT).targets().outputs());
    Table halves = Table.create("t", width, numbers("half", i -> i % 2 / 2.0));
    assertEquals(
        List.of("0", "0.5"),
        TableData.of(halves, "half", LabelKind.CLASSES, SPLIT).targets().names());
    refused(
        "label species must hold numbers for regression, got setosa",
        () ->
            TableData.of(
                Table.create("t", width, species), "species", LabelKind.REGRESSION, SPLIT));
  }

  @Test
  void largeOffsetsKeepTheirPrecision() {
    LongColumn seconds =
        LongColumn.create(
            "s", IntStream.range(0, ROWS).mapToLong(i -> 1_600_000_000_000L + i).toArray());
    Data data = TableData.of(Table.create("t", seconds, species), "species", SPLIT);
    assertEquals(data.training().count(), distinct(data.training()));
  }

  private static long distinct(Examples examples) {
    return IntStream.range(0, examples.count())
        .mapToObj(i -> examples.input(i, 0))
        .distinct()
        .count();
  }

  @Test
  void aMissingLabelListsTheColumns() {
    Table table = Table.create("iris", width, species);
    refused(
        "label must name a column, got speces, did you mean species? (columns: width, species)",
        () -> TableData.of(table, "speces", SPLIT));
    refused(
        "label must name a column, got none (columns: width, species)",
        () -> TableData.of(table, "", SPLIT));
  }

  @Test
  void tablesThatCannotBeUsedAreRefused() {
    refused(
        "each cell must have a finite value, got none in 2 rows of width (the first in row 4);"
            + " --missing drop leaves out 2 rows, --missing mean or indicator fills the cells,"
            + " --drop COLUMN leaves out a column",
        () -> of(width.copy().setMissing(3).setMissing(9), species));
    refused(
        "each cell must have a finite value, got none in 1 row of width (1 infinite) (the first in"
            + " row 4); --missing drop leaves out 1 row, --missing mean or indicator fills the"
            + " cells, --drop COLUMN leaves out a column",
        () -> of(width.copy().set(3, Double.POSITIVE_INFINITY), species));
    refused(
        "each cell must have a finite value, got none in 1 row of species (the first in row 1);"
            + " --missing drop leaves out 1 row",
        () -> of(width, species.copy().setMissing(0)));
    refused(
        "column day must hold numbers, texts or booleans, got 2020-01-02 (date); say --dates days"
            + " to make numbers of dates, or --drop day",
        () ->
            of(
                DateColumn.create("day", Collections.nCopies(ROWS, LocalDate.of(2020, 1, 2))),
                species));
    DateColumn day =
        DateColumn.create("species", Collections.nCopies(ROWS, LocalDate.of(2020, 1, 2)));
    refused(
        "column species must hold numbers, texts or booleans, got 2020-01-02 (date); say --dates"
            + " days to make numbers of dates, or --drop species",
        () -> of(width, day));
    refused(
        "a table must have a feature that varies, got none beside the label", () -> of(species));
    refused(
        "Tablesaw table must have rows, got none",
        () -> of(width.emptyCopy(), species.emptyCopy()));
    refused(
        "label species must have at least 2 classes, got only a",
        () -> of(width, texts("species", i -> "a")));
    refused(
        "label species must have classes of several rows, got 40 distinct values in 40 rows",
        () -> of(width, texts("species", i -> "n" + i)));
    refused(
        "column name must have at most 100 distinct texts, got 101; group them, or say --drop name",
        () -> {
          StringColumn name = StringColumn.create("name");
          StringColumn label = StringColumn.create("species");
          IntStream.range(0, 2020).forEach(i -> name.append("n" + i % 101));
          IntStream.range(0, 2020).forEach(i -> label.append("c" + i % 2));
          of(name, label);
        });
    refused(
        "target width must vary, got only 7.5",
        () -> TableData.of(Table.create("t", numbers("width", i -> 7.5), species), "width", SPLIT));
    refused(
        "label width must have at least 2 classes, got only 7",
        () -> TableData.of(Table.create("t", numbers("width", i -> 7), species), "width", SPLIT));
  }

  @Test
  void manyColumnsAreListedShort() {
    List<Column<?>> columns = new ArrayList<>(List.of(species));
    IntStream.range(0, 30).forEach(i -> columns.add(numbers("c" + i, row -> row + i)));
    Data data = TableData.of(Table.create("wide", columns), "species", SPLIT);
    assertTrue(data.notes().get(0).endsWith(", c18, c19 and 10 more"), data.notes().get(0));
  }

  private static Data of(Column<?>... columns) {
    return TableData.of(Table.create("t", columns), "species", SPLIT);
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private static int[] labels(StringColumn column) {
    return IntStream.range(0, column.size())
        .map(i -> column.get(i).equals("setosa") ? 0 : 1)
        .toArray();
  }

  private static double[] numbersOf(Examples examples, int feature) {
    return IntStream.range(0, examples.count())
        .mapToDouble(i -> examples.input(i, feature))
        .toArray();
  }

  private static StringColumn texts(String name, IntFunction<String> text) {
    return StringColumn.create(name, IntStream.range(0, ROWS).mapToObj(text));
  }

  private static DoubleColumn numbers(String name, IntToDoubleFunction number) {
    return DoubleColumn.create(name, IntStream.range(0, ROWS).mapToDouble(number));
  }
}
