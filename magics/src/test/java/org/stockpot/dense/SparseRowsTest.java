package org.stockpot.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SparseRowsTest {

  private static float[] row(SplittableRandom random, int size, double share, float background) {
    float[] row = new float[size];
    for (int i = 0; i < size; i++) {
      row[i] = random.nextDouble() < share ? (float) random.nextGaussian() : background;
    }
    return row;
  }

  private static float[][] matrix(SplittableRandom random, int rows) {
    float[][] matrix = new float[rows][];
    for (int i = 0; i < rows; i++) {
      matrix[i] = row(random, 7, 1, 0f);
    }
    return matrix;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.2, 1})
  void aSumHasTheBitsOfOneOverAllPlacesInOrder(double share) {
    SplittableRandom random = new SplittableRandom(1);
    for (int size = 1; size < 40; size++) {
      float[][] matrix = matrix(random, size);
      float[] inputs = row(random, 3 * size, share, 0.5f);
      SparseRows foreground = new SparseRows(0.5f, 2, size);
      foreground.read(1, row(random, size, 1, 0f), 0, size);
      foreground.read(1, inputs, 2 * size, size);
      float[] sum = row(random, 7, 1, 0f);
      float[] expected = sum.clone();
      for (int i = 0; i < size; i++) {
        add(inputs[2 * size + i], matrix[i], expected);
      }
      foreground.addTo(sum, 1, matrix);
      assertArrayEquals(expected, sum);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.2, 1})
  void columnsAreThoseOfTheRows(double share) {
    SplittableRandom random = new SplittableRandom(1);
    int batch = 13;
    float[][] matrix = matrix(random, batch);
    float[] inputs = row(random, batch * 20, share, 0.5f);
    SparseRows rows = new SparseRows(0.5f, batch, 20);
    for (int i = 0; i < batch; i++) {
      rows.read(i, inputs, i * 20, 20);
    }
    SparseRows columns = new SparseRows(0.5f, 9, batch);
    for (int first : new int[] {11, 0, 5}) {
      columns.turn(rows, first);
      for (int column = 0; column < 9; column++) {
        float[] sum = new float[7];
        float[] expected = new float[7];
        columns.addTo(sum, column, matrix);
        for (int i = 0; i < batch; i++) {
          add(inputs[i * 20 + first + column], matrix[i], expected);
        }
        assertArrayEquals(expected, sum);
      }
    }
  }

  private static void add(float input, float[] row, float[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += (input - 0.5f) * row[j];
    }
  }

  @ParameterizedTest
  @CsvSource({"0.2,0", "0.2,-0.4242", "0.05,7"})
  void theBackgroundIsWhatMostInputsAre(double share, float background) {
    SplittableRandom random = new SplittableRandom(2);
    IntFunction<float[]> rows = i -> row(random, 784, share, background);
    assertEquals(Optional.of(background), SparseRows.background(1000, rows, 64));
    assertEquals(Optional.empty(), SparseRows.background(1000, rows, 63));
  }

  @Test
  void inputsOfManyValuesHaveNone() {
    SplittableRandom random = new SplittableRandom(3);
    assertEquals(Optional.empty(), SparseRows.background(50, i -> row(random, 100, 0.4, 1f), 100));
    assertEquals(Optional.empty(), SparseRows.background(50, i -> row(random, 100, 1, 0f), 100));
  }

  @Test
  void examplesThatAreSortedAreLookedAtFromTheFirstToTheLast() {
    IntFunction<float[]> halfEmpty =
        i -> {
          float[] row = new float[100];
          for (int j = 0; j < 100 && i >= 5000; j++) {
            row[j] = j;
          }
          return row;
        };
    assertEquals(Optional.empty(), SparseRows.background(10_000, halfEmpty, 100));
    assertEquals(Optional.of(0f), SparseRows.background(5_000, halfEmpty, 100));
  }
}
