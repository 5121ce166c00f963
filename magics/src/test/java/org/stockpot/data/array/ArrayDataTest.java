package org.stockpot.data.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Split;
import org.stockpot.data.Targets;

final class ArrayDataTest {

  private static final Split SPLIT = Split.defaults();

  private final int[] y = IntStream.range(0, 20).map(i -> i % 3).toArray();
  private final float[][] x = new float[20][2];

  {
    for (int i = 0; i < x.length; i++) {
      x[i][0] = i;
      x[i][1] = 2 * i;
    }
  }

  @Test
  void vectorsStayAsTheyAreAndKeepTheirLabels() {
    Data data = ArrayData.of(x, y, SPLIT);
    assertEquals("arrays [2], 3 classes, 13 training, 3 validation, 4 test", data.toString());
    for (int i = 0; i < data.training().count(); i++) {
      float input = data.training().input(i, 0);
      assertEquals(2 * input, data.training().input(i, 1));
      assertEquals((int) input % 3, data.training().label(i));
    }
  }

  @Test
  void doublesAndFloatsAreTheSameData() {
    double[][] doubles = new double[20][2];
    for (int i = 0; i < 20; i++) {
      doubles[i] = new double[] {x[i][0], x[i][1]};
    }
    assertEquals(ArrayData.of(x, y, SPLIT).digest(), ArrayData.of(doubles, y, SPLIT).digest());
  }

  @Test
  void imagesAreChannelFirst() {
    float[][][] grey = new float[20][4][5];
    grey[0][1][2] = 7;
    assertEquals(List.of(1, 4, 5), ArrayData.of(grey, y, SPLIT).shape());
    float[][][][] colour = new float[20][3][4][5];
    for (float[][][] image : colour) {
      image[2][3][4] = 9;
      image[1][0][1] = 5;
    }
    Data data = ArrayData.of(colour, y, SPLIT);
    assertEquals(List.of(3, 4, 5), data.shape());
    assertEquals(9, data.test().input(0, 59));
    assertEquals(5, data.test().input(0, 21));
  }

  @Test
  void numbersAreToldInTheirUnits() {
    double[] targets = IntStream.range(0, 20).mapToDouble(i -> 1e9 + i).toArray();
    double[][] inputs = new double[20][1];
    for (int i = 0; i < 20; i++) {
      inputs[i][0] = i;
    }
    Data data = ArrayData.of(inputs, targets, SPLIT);
    Targets.Numbers numbers = (Targets.Numbers) data.targets();
    assertEquals(List.of("y"), numbers.names());
    for (int i = 0; i < data.test().count(); i++) {
      double told = numbers.inUnits(0, data.test().target(i, 0));
      assertEquals(1e9 + data.test().input(i, 0), told, 1e-5);
    }
  }

  @Test
  void floatTargetsAndSeveralTargetsWork() {
    float[] one = new float[20];
    double[][] two = new double[20][2];
    double[][] inputs = new double[20][1];
    for (int i = 0; i < 20; i++) {
      one[i] = i;
      two[i] = new double[] {i, i * i};
    }
    assertArrayEquals(
        ArrayData.of(x, one, SPLIT).training().targets(),
        column(ArrayData.of(inputs, two, SPLIT).training(), 0));
    assertEquals(List.of("y0", "y1"), ArrayData.of(inputs, two, SPLIT).targets().names());
  }

  private static float[] column(Examples examples, int output) {
    float[] column = new float[examples.count()];
    for (int i = 0; i < column.length; i++) {
      column[i] = examples.target(i, output);
    }
    return column;
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    refused("x and y must have as many examples, got 20 and 2", () -> of(x, 0, 1));
    refused(
        "each dimension must have at least 1 entry, got an empty array", () -> of(new float[0][0]));
    refused(
        "the label of example 1 must lie in 0 to 1, got -1; number the classes 0, 1, 2, …",
        () -> of(new float[2][1], 1, -1));
    refused(
        "example 1 must have 1 entries like example 0, got 2",
        () -> of(new float[][] {{1}, {1, 2}}, 0, 1));
    refused(
        "input 0 of example 1 must be finite, got NaN",
        () -> of(new float[][] {{1}, {Float.NaN}}, 0, 1));
    refused("classes must be at least 2, got only [0]", () -> of(x, new int[20]));
    refused(
        "example 0 must have 4 entries like example 0, got 3",
        () ->
            ArrayData.of(
                new float[][][] {{{1, 2, 3, 4}, {1, 2, 3}}, {{1, 2, 3}, {1, 2, 3}}},
                new int[] {0, 1},
                SPLIT));
  }

  private static Data of(float[][] x, int... y) {
    return ArrayData.of(x, y, SPLIT);
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
