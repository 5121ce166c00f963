package org.stockpot.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.array.ArrayData;
import org.stockpot.data.image.Digits;
import org.stockpot.data.image.Mnist;
import org.stockpot.data.split.SplitIndices;
import org.stockpot.data.table.TableData;
import org.stockpot.task.TaskRows;
import org.stockpot.weights.RowSet;

/** Which rows examples are, whatever split they are in and however they were scaled for it. */
final class RowsTest {

  @TempDir Path directory;

  private static RowSet all(Data data) {
    return data.training().rows().union(data.validation().rows()).union(data.test().rows());
  }

  private static int shared(int[] a, int[] b) {
    Set<Integer> rows = new HashSet<>();
    Arrays.stream(a).forEach(rows::add);
    return (int) Arrays.stream(b).filter(rows::contains).count();
  }

  @Test
  void splitsOfImagesShareTheRowsThatTheSplitSays() throws IOException {
    Split zero = Split.defaults();
    Split nine = zero.withSeed(9);
    Data a = Digits.load(zero);
    Data b = Digits.load(nine);
    assertNotEquals(a.training().input(0, 20), b.training().input(0, 20), "scaled by other rows");
    assertEquals(1797, all(a).count(), "no image twice");
    assertEquals(all(a), all(b));
    int[] labels = labels();
    SplitIndices first = SplitIndices.of(labels, zero);
    SplitIndices second = SplitIndices.of(labels, nine);
    assertEquals(
        shared(first.training(), second.test()), a.training().rows().shared(b.test().rows()));
    TaskRows task = new TaskRows(b.training().rows(), b.validation().rows(), b.test().rows());
    assertEquals(shared(first.training(), second.test()), task.leakedTest(a.training().rows()));
    assertEquals(
        shared(first.training(), second.validation()), task.leakedValidation(a.training().rows()));
    assertEquals(0, task.leakedTest(b.training().rows()));
  }

  private static int[] labels() throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Digits.class.getResourceAsStream("digits.csv.gz")),
                StandardCharsets.UTF_8))) {
      return in.lines()
          .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(',') + 1)))
          .toArray();
    }
  }

  @Test
  void rowsOfTablesAreThoseOfTheirCells() throws IOException {
    List<String> lines =
        IntStream.range(0, 60)
            .mapToObj(
                i -> i + ".5," + "ab".charAt(i % 2) + "," + 7 + "," + (i % 3 == 0 ? "x" : "y"))
            .toList();
    Data a = csv("a.csv", lines, Split.defaults());
    Data b = csv("b.csv", lines, Split.defaults().withSeed(3).withValidation(0.3));
    assertEquals(60, all(a).count());
    assertEquals(all(a), all(b));
    Data half = csv("half.csv", lines.subList(0, 30), Split.defaults());
    assertEquals(30, all(half).shared(all(a)));
    List<String> other = lines.stream().map(l -> l.replace(",x", ",z")).toList();
    assertEquals(40, all(csv("c.csv", other, Split.defaults())).shared(all(a)), "targets count");
  }

  private Data csv(String name, List<String> lines, Split split) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, "a,b,c,class\n" + String.join("\n", lines));
    return TableData.csv(file, "class", split);
  }

  @Test
  void rowsOfArraysAreTheirValues() {
    double[][] x = new double[40][2];
    double[] y = new double[40];
    int[] labels = new int[40];
    for (int i = 0; i < 40; i++) {
      x[i][0] = i / 4.0;
      x[i][1] = i == 0 ? -0.0 : 1;
      y[i] = 2 * i;
      labels[i] = i % 2;
    }
    Data one = ArrayData.of(x, y, Split.defaults());
    x[0][1] = 0.0;
    Data two = ArrayData.of(x, y, Split.defaults().withSeed(5));
    assertEquals(all(one), all(two), "-0.0 is 0.0, and targets count in their own units");
    y[7] = 99;
    assertEquals(39, all(ArrayData.of(x, y, Split.defaults())).shared(all(one)));
    Data classes = ArrayData.of(x, labels, Split.defaults());
    assertEquals(40, all(classes).count());
    Examples some = classes.training().where(i -> i < 5);
    assertEquals(5, some.rows().shared(classes.training().rows()));
    assertEquals(5, some.rows().count());
    Examples noisy = some.withInputs((inputs, i) -> new float[] {9, 9});
    assertEquals(some.rows(), noisy.rows(), "changed inputs are of the same rows");
  }

  @Test
  void filesOfTheSameImagesHaveTheSameRows() {
    Data jar = Mnist.load10k(Mnist.SPLIT_10K);
    assertEquals(10_000, all(jar).count());
    RowDigest row = new RowDigest().number(-0.0).text("a");
    assertEquals(new RowDigest().number(0).text("a").value(), row.value());
    assertNotEquals(new RowDigest().text("a").number(0).value(), row.value());
    assertThrows(IllegalStateException.class, () -> new ExamplesBuilder(1).fromRow(row));
    assertTrue(all(jar).isExact());
  }
}
