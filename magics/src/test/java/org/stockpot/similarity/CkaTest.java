package org.stockpot.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CkaTest {

  private static float[][] gaussian(int examples, int features, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[examples][features];
    for (float[] row : rows) {
      for (int f = 0; f < features; f++) {
        row[f] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  /** Reflects each row by a random vector, scales it and shifts it. */
  private static float[][] moved(float[][] rows, double factor, double shift) {
    float[] u = gaussian(1, rows[0].length, 7)[0];
    double squared = 0;
    for (float value : u) {
      squared += value * value;
    }
    float[][] moved = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double along = 0;
      for (int f = 0; f < u.length; f++) {
        along += rows[i][f] * u[f];
      }
      moved[i] = new float[u.length];
      for (int f = 0; f < u.length; f++) {
        moved[i][f] = (float) (factor * (rows[i][f] - 2 * along * u[f] / squared) + shift);
      }
    }
    return moved;
  }

  @ParameterizedTest
  @EnumSource(Estimator.class)
  void rotationsAndFactorsChangeNothing(Estimator estimator) {
    float[][] x = gaussian(60, 20, 1);
    assertEquals(1, Cka.of(x, x, estimator), 1e-12);
    assertEquals(1, Cka.of(x, moved(x, 3, 5), estimator), 1e-5);
    float[][] y = gaussian(60, 30, 2);
    assertEquals(Cka.of(x, y, estimator), Cka.of(moved(x, 0.1, -2), y, estimator), 1e-5);
    assertEquals(Cka.of(x, y, estimator), Cka.of(y, x, estimator), 1e-12);
  }

  /** By the definition of the U-statistic, and by products of features. */
  @Test
  void estimatesAreThoseOfTheDefinitions() {
    float[][] x = gaussian(9, 4, 3);
    float[][] y = gaussian(9, 5, 4);
    double unbiased = song(x, y) / Math.sqrt(song(x, x) * song(y, y));
    assertEquals(unbiased, Cka.of(x, y, Estimator.UNBIASED), 1e-6);
    double biased = cross(x, y) / Math.sqrt(cross(x, x) * cross(y, y));
    assertEquals(biased, Cka.of(x, y, Estimator.BIASED), 1e-6);
  }

  private static double song(float[][] x, float[][] y) {
    int n = x.length;
    double trace = 0;
    double sumK = 0;
    double sumL = 0;
    double middle = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (i != j) {
          trace += dot(x[i], x[j]) * dot(y[i], y[j]);
          sumK += dot(x[i], x[j]);
          sumL += dot(y[i], y[j]);
          for (int k = 0; k < n; k++) {
            middle += k == i ? 0 : dot(x[j], x[i]) * dot(y[i], y[k]);
          }
        }
      }
    }
    return (trace + sumK * sumL / (n - 1.0) / (n - 2) - 2 * middle / (n - 2)) / n / (n - 3);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double cross(float[][] x, float[][] y) {
    double sum = 0;
    for (int f = 0; f < x[0].length; f++) {
      for (int g = 0; g < y[0].length; g++) {
        double product = 0;
        for (int i = 0; i < x.length; i++) {
          product += (x[i][f] - mean(x, f)) * (y[i][g] - mean(y, g));
        }
        sum += product * product;
      }
    }
    return sum;
  }

  private static double mean(float[][] rows, int f) {
    return Arrays.stream(rows).mapToDouble(row -> row[f]).average().orElseThrow();
  }

  @Test
  void independentFeaturesAreUnlikeUnlessTheEstimatorIsBiased() {
    double unbiased = 0;
    double biased = 0;
    for (int k = 0; k < 20; k++) {
      float[][] x = gaussian(50, 100, 10 + k);
      float[][] y = gaussian(50, 100, 90 + k);
      unbiased += Cka.of(x, y, Estimator.UNBIASED) / 20;
      biased += Cka.of(x, y, Estimator.BIASED) / 20;
    }
    assertEquals(0, unbiased, 0.02);
    assertTrue(biased > 0.5, "" + biased);
  }

  @ParameterizedTest
  @EnumSource(Estimator.class)
  void whatIsConstantIsLikeNothing(Estimator estimator) {
    float[][] same = new float[30][3];
    for (float[] row : same) {
      Arrays.fill(row, 0.1f);
    }
    assertEquals(0, Cka.of(same, gaussian(30, 4, 1), estimator));
    assertEquals(0, Cka.of(same, same, estimator));
    assertEquals(new Ranks(0, 0, 0), Ranks.of(same));
  }

  @Test
  void whatDependsOnOneExampleIsLikeNothing() {
    float[][] one = new float[30][3];
    one[4][1] = 2;
    assertEquals(0, Cka.of(one, one, Estimator.UNBIASED));
    assertEquals(1, Cka.of(one, one, Estimator.BIASED), 1e-6);
  }

  @Test
  void tooFewExamplesAreRefused() {
    float[][] one = gaussian(1, 3, 1);
    assertEquals(
        "examples must be at least 2 for the biased estimator, got 1",
        assertThrows(IllegalArgumentException.class, () -> Cka.of(one, one, Estimator.BIASED))
            .getMessage());
    float[][] three = gaussian(3, 3, 1);
    assertEquals(
        "examples must be at least 4 for the unbiased estimator, got 3: take --estimator biased,"
            + " or more examples",
        assertThrows(IllegalArgumentException.class, () -> Cka.of(three, three, Estimator.UNBIASED))
            .getMessage());
  }

  @Test
  void batchesHaveAllExamplesOnce() {
    assertEquals(1, Batches.of(2048, 1).size());
    var batches = Batches.of(2600, 1);
    assertEquals(5, batches.size());
    int[] all = batches.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    assertEquals(2600, Arrays.stream(all).distinct().count());
    assertTrue(batches.stream().allMatch(batch -> batch.length == 520));
  }

  /** Odd numbers of examples and features, and magnitudes whose squares no float holds. */
  @Test
  void productsOfExamplesAreThoseInDouble() {
    Random random = new Random(3);
    for (float magnitude : new float[] {1, 1e-30f, 1e25f}) {
      for (int[] size : new int[][] {{1, 1}, {7, 3}, {67, 130}, {200, 65}}) {
        float[][] features = new float[size[1]][size[0]];
        for (float[] feature : features) {
          for (int i = 0; i < feature.length; i++) {
            feature[i] = magnitude * (float) random.nextGaussian();
          }
        }
        double[][] exact = Products.ofColumns(features, size[0]);
        double[][] fast = ExampleProducts.of(features, size[0]);
        double most = Arrays.stream(exact).flatMapToDouble(Arrays::stream).max().orElse(0);
        for (int i = 0; i < size[0]; i++) {
          assertArrayEquals(exact[i], fast[i], 1e-6 * most);
        }
      }
    }
  }
}
