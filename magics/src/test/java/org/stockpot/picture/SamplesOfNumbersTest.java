package org.stockpot.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SamplesOfNumbersTest {

  @Test
  void quartilesLieBetweenSamples() {
    FiveNumberSummary five = FiveNumberSummary.of(new double[] {1, 2, 3, 4, 100});
    assertEquals(1.75, five.first);
    assertEquals(3, five.median);
    assertEquals(28, five.third);
    assertEquals(5, FiveNumberSummary.of(new double[] {5}).median);
  }

  @Test
  void whiskersEndAtSamples() {
    FiveNumberSummary five = FiveNumberSummary.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 100});
    assertEquals(1, five.low);
    assertEquals(9, five.high);
    assertArrayEquals(new double[] {100}, five.beyond);
  }

  @Test
  void binsHoldAllSamples() {
    Random random = new Random(1);
    for (int n : new int[] {1, 2, 10, 1000}) {
      double[] samples = random.doubles(n).map(u -> u * 1e3 - 500).toArray();
      double[] bins = Histogram.bins(samples, 0);
      for (double sample : samples) {
        double bin = (sample - bins[0]) / bins[1];
        assertTrue(bin >= 0 && bin < bins[2], sample + " in " + bin + " of " + bins[2]);
      }
    }
  }

  @Test
  void binsAreAtMostAsManyAsAskedFor() {
    double[] samples = IntStream.range(0, 100).mapToDouble(i -> i / 7.0).toArray();
    assertTrue(Histogram.bins(samples, 5)[2] <= 6);
    assertEquals(1, Histogram.bins(new double[0], 0)[2]);
  }

  @Test
  void wholeNumbersAreInTheMiddleOfTheirBins() {
    double[] samples = {1, 2, 2, 3, 3, 3, 4, 4, 4, 4};
    assertEquals(0.5, Histogram.bins(samples, 0)[0]);
  }

  @Test
  void thinningKeepsPeaksAndGaps() {
    int n = 100_000;
    double[] x = IntStream.range(0, n).mapToDouble(i -> i / 200.0).toArray();
    double[] y = new double[n];
    y[4321] = 9;
    y[54321] = -9;
    y[77777] = Double.NaN;
    int[] kept = Downsampling.line(x, y);
    assertTrue(kept.length < 3000, "kept " + kept.length);
    for (int i : new int[] {0, 4321, 54321, 77777, n - 1}) {
      assertTrue(IntStream.of(kept).anyMatch(k -> k == i), "lost " + i);
    }
  }
}
