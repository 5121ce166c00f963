package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForegroundTest {

  private static float[] row(SplittableRandom random, int size, double share, float background) {
    float[] row = new float[size];
    for (int i = 0; i < size; i++) {
      row[i] = random.nextDouble() < share ? (float) random.nextGaussian() : background;
    }
    return row;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.2, 1})
  void aSumHasTheBitsOfOneOverAllPlacesInOrder(double share) {
    SplittableRandom random = new SplittableRandom(1);
    for (int size = 1; size < 40; size++) {
      float[][] matrix = new float[size][];
      for (int i = 0; i < size; i++) {
        matrix[i] = row(random, 7, 1, 0f);
      }
      // Read as column 1 of a matrix with 3 columns, after a longer one.
      float[] inputs = row(random, 3 * size, share, 0.5f);
      Foreground foreground = new Foreground(0.5f, 40);
      foreground.read(row(random, 40, 1, 0f), 0, 1, 40);
      foreground.read(inputs, 1, 3, size);
      float[] sum = row(random, 7, 1, 0f);
      float[] expected = sum.clone();
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < expected.length; j++) {
          expected[j] += (inputs[3 * i + 1] - 0.5f) * matrix[i][j];
        }
      }
      foreground.addTo(sum, matrix);
      assertArrayEquals(expected, sum);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.2,0", "0.2,-0.4242", "0.05,7"})
  void theBackgroundIsWhatMostInputsAre(double share, float background) {
    SplittableRandom random = new SplittableRandom(2);
    IntFunction<float[]> rows = i -> row(random, 784, share, background);
    assertEquals(Optional.of(background), Foreground.background(1000, rows, 64));
    assertEquals(Optional.empty(), Foreground.background(1000, rows, 63));
  }

  @Test
  void inputsOfManyValuesHaveNone() {
    SplittableRandom random = new SplittableRandom(3);
    assertEquals(Optional.empty(), Foreground.background(50, i -> row(random, 100, 0.4, 1f), 100));
    assertEquals(Optional.empty(), Foreground.background(50, i -> row(random, 100, 1, 0f), 100));
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
    assertEquals(Optional.empty(), Foreground.background(10_000, halfEmpty, 100));
    assertEquals(Optional.of(0f), Foreground.background(5_000, halfEmpty, 100));
  }
}
