package org.stockpot.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RanksTest {

  /** A pair of examples far out on each of three axes. */
  @Test
  void equalSpreadsCountTheirDirections() {
    float[][] rows = new float[6][40];
    for (int axis = 0; axis < 3; axis++) {
      rows[2 * axis][axis] = 2;
      rows[2 * axis + 1][axis] = -2;
    }
    Ranks ranks = Ranks.of(rows);
    assertEquals(3, ranks.effectiveRank(), 1e-6);
    assertEquals(Math.log(3), ranks.entropy(), 1e-6);
    assertEquals(3, ranks.participationRatio(), 1e-6);
  }

  /** Features and examples change places: the same singular values, where both are centred. */
  @Test
  void manyFeaturesAreTakenByExamples() {
    Random random = new Random(1);
    float[][] wide = new float[20][50];
    for (float[] row : wide) {
      for (int f = 0; f < 50; f++) {
        row[f] = (float) (random.nextGaussian() / (1 + f));
      }
    }
    double[] means = new double[20];
    for (int i = 0; i < 20; i++) {
      for (int f = 0; f < 50; f++) {
        means[i] += wide[i][f] / 50.0;
      }
    }
    for (int f = 0; f < 50; f++) {
      double mean = 0;
      for (int i = 0; i < 20; i++) {
        wide[i][f] -= (float) means[i];
        mean += wide[i][f] / 20.0;
      }
      for (int i = 0; i < 20; i++) {
        wide[i][f] -= (float) mean;
      }
    }
    float[][] tall = new float[50][20];
    for (int i = 0; i < 20; i++) {
      for (int f = 0; f < 50; f++) {
        tall[f][i] = wide[i][f];
      }
    }
    assertEquals(Ranks.of(wide).effectiveRank(), Ranks.of(tall).effectiveRank(), 1e-4);
    assertEquals(Ranks.of(wide).entropy(), Ranks.of(tall).entropy(), 1e-4);
  }

  /** The second difference on a line has eigenvalues 2 - 2 cos(k π / (n + 1)). */
  @Test
  void eigenvaluesAreThoseOfAKnownMatrix() {
    int n = 30;
    double[][] lower = new double[n][];
    double[] known = new double[n];
    for (int i = 0; i < n; i++) {
      lower[i] = new double[i + 1];
      lower[i][i] = 2;
      if (i > 0) {
        lower[i][i - 1] = -1;
      }
      known[i] = 2 - 2 * Math.cos((i + 1) * Math.PI / (n + 1));
    }
    reflect(lower);
    double[] found = SymmetricEigenvalues.of(lower);
    Arrays.sort(found);
    assertArrayEquals(known, found, 1e-12);
    assertArrayEquals(new double[] {0, 0}, SymmetricEigenvalues.of(new double[][] {{0}, {0, 0}}));
    assertArrayEquals(new double[] {3}, SymmetricEigenvalues.of(new double[][] {{3}}));
  }

  /** Makes a matrix full: by a reflection, which leaves its eigenvalues. */
  private static void reflect(double[][] lower) {
    int n = lower.length;
    double[] u = new Random(3).doubles(n).toArray();
    double squared = Arrays.stream(u).map(x -> x * x).sum();
    double[][] full = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        full[i][j] = lower[Math.max(i, j)][Math.min(i, j)];
      }
    }
    for (int side = 0; side < 2; side++) {
      double[][] next = new double[n][n];
      for (int j = 0; j < n; j++) {
        double along = 0;
        for (int i = 0; i < n; i++) {
          along += u[i] * full[i][j];
        }
        for (int i = 0; i < n; i++) {
          next[j][i] = full[i][j] - 2 * along * u[i] / squared;
        }
      }
      full = next;
    }
    for (int i = 0; i < n; i++) {
      System.arraycopy(full[i], 0, lower[i], 0, i + 1);
    }
  }
}
