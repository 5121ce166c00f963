package org.stockpot.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
