package org.stockpot.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.weights.Layout;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** What is drawn is unbiased, and drawn from its seed, member and place alone. */
final class DrawnEntriesTest {

  private static final int SEEDS = 1000;
  private static final Layout LAYOUT =
      Layout.builder().add("w", Role.WEIGHT, 3, 8).add("b", Role.BIAS, 1).build();

  private static MergeInputs inputs() {
    Point member =
        Point.build(
            LAYOUT,
            w -> {
              for (int i = 0; i < w.length; i++) {
                w[i] = (i % 5 - 2.5f) * (i + 1);
              }
            });
    return MergeInputs.of(List.of(member)).withBase(Point.build(LAYOUT, w -> {}));
  }

  private static void requireUnbiased(String method, Map<String, ?> options) {
    MergeInputs inputs = inputs();
    double[] sum = new double[LAYOUT.size()];
    double[] squares = new double[LAYOUT.size()];
    for (int seed = 0; seed < SEEDS; seed++) {
      Map<String, Object> all = new HashMap<>(options);
      all.put("seed", seed);
      Point merged = Merges.of(method, all).of(inputs);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += merged.at(i);
        squares[i] += (double) merged.at(i) * merged.at(i);
      }
    }
    double scores = 0;
    for (int i = 0; i < sum.length; i++) {
      double mean = sum[i] / SEEDS;
      double error = Math.sqrt((squares[i] / SEEDS - mean * mean) / SEEDS);
      double score = (mean - inputs.members().get(0).at(i)) / error;
      assertTrue(Math.abs(score) < 4, method + ", " + LAYOUT.entry(i) + ": " + score);
      scores += score * score;
    }
    assertEquals(1, scores / sum.length, 4 * Math.sqrt(2.0 / sum.length), method);
  }

  @Test
  void expectationsAreTheTaskVectors() {
    requireUnbiased("dare", Map.of("density", 0.3));
    requireUnbiased("dare-ties", Map.of("density", 0.5));
    requireUnbiased("della", Map.of("density", 0.5));
    requireUnbiased("della-linear", Map.of("density", 0.4, "epsilon", 0.3));
  }

  @Test
  void largeEntriesOfARowStayRather() {
    int[] stayed = new int[2];
    for (int seed = 0; seed < SEEDS; seed++) {
      Map<String, ?> options = Map.of("seed", seed, "density", 0.5, "epsilon", 0.3);
      Point merged = Merges.of("della", options).of(inputs());
      stayed[0] += merged.at(2) == 0 ? 0 : 1;
      stayed[1] += merged.at(5) == 0 ? 0 : 1;
    }
    // Of the first row's magnitudes 2.5 3 1.5 2 7.5 15 10.5 4 the third is least, the sixth
    // largest.
    double error = Math.sqrt(0.2 * 0.8 / SEEDS);
    assertEquals(0.2, (double) stayed[0] / SEEDS, 4 * error);
    assertEquals(0.8, (double) stayed[1] / SEEDS, 4 * error);
  }

  @Test
  void sumsOfMagnitudesAreKeptWhereAsked() {
    Point member = inputs().members().get(0);
    Point kept = Merges.of("dare", Map.of("rescale", "l1", "seed", 4)).of(inputs());
    assertEquals(sum(member), sum(kept), 1e-3);
    Point plain = Merges.of("dare", Map.of("rescale", "none", "seed", 4)).of(inputs());
    for (int i = 0; i < LAYOUT.size(); i++) {
      assertTrue(plain.at(i) == 0 || plain.at(i) == member.at(i));
    }
  }

  /** Returns the sum of magnitudes of the matrix. */
  private static double sum(Point point) {
    return IntStream.range(0, LAYOUT.slot("w").size())
        .mapToDouble(i -> Math.abs(point.at(i)))
        .sum();
  }

  @Test
  void drawsAreUniformAndOfTheirOwn() {
    int count = 20_000;
    LongToDoubleFunction[] draws = {
      Draws.of(1).of(0, "w"), Draws.of(2).of(0, "w"), Draws.of(1).of(1, "w"), Draws.of(1).of(0, "v")
    };
    for (LongToDoubleFunction draw : draws) {
      assertEquals(0.5, mean(count, draw), 4 * Math.sqrt(1.0 / 12 / count));
      assertEquals(draw.applyAsDouble(7), draw.applyAsDouble(7));
      if (draw != draws[0]) {
        double product =
            mean(count, i -> (draw.applyAsDouble(i) - 0.5) * (draws[0].applyAsDouble(i) - 0.5));
        assertEquals(0, product, 4.0 / 12 / Math.sqrt(count));
      }
    }
  }

  private static double mean(int count, LongToDoubleFunction draw) {
    return IntStream.range(0, count).mapToDouble(draw::applyAsDouble).average().orElseThrow();
  }
}
