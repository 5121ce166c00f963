package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

final class SelectionTest {

  private static Selection selection(float[] scores, List<Slot> slots, Mask mask) {
    return new Selection(FloatBuffer.wrap(scores), false, slots, mask);
  }

  private static List<Integer> lowest(float[] scores, Mask mask, int count) {
    BitSet found = selection(scores, mask.layout().slots(), mask).lowest(count);
    return found.stream().boxed().toList();
  }

  private static List<Integer> sorted(float[] scores, Mask mask, int count) {
    return IntStream.range(0, scores.length)
        .filter(mask::keeps)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> scores[i] + 0f).thenComparing(i -> i))
        .limit(count)
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 1000})
  void agreesWithSortingHoweverManyTies(int distinct) {
    SplittableRandom random = new SplittableRandom(distinct);
    for (int trial = 0; trial < 100; trial++) {
      int n = 1 + random.nextInt(60);
      Layout layout = Layout.builder().add("w", Role.WEIGHT, 1, n).build();
      float[] scores = new float[n];
      for (int i = 0; i < n; i++) {
        scores[i] = (random.nextInt(distinct) - distinct / 2) * 0.37f;
      }
      long kept = random.nextLong();
      Mask mask = Mask.keeping(layout, i -> (kept >>> i % 64 & 1) == 0);
      for (int count : new int[] {0, 1, mask.kept() / 2, mask.kept()}) {
        if (count <= mask.kept()) {
          assertEquals(sorted(scores, mask, count), lowest(scores, mask, count));
        }
      }
    }
  }

  @Test
  void agreesWithSortingWhereThreadsShareTheEntries() {
    int n = 3_000_001;
    SplittableRandom random = new SplittableRandom(1);
    Layout layout = Layout.builder().add("b", Role.BIAS, 7).add("w", Role.WEIGHT, n).build();
    float[] scores = new float[layout.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(5) == 0 ? 0.5f : (float) random.nextDouble();
    }
    Mask mask = Mask.keeping(layout, i -> i % 3 != 0);
    float[] sorted = new float[mask.kept()];
    int at = 0;
    for (int i = 7; i < scores.length; i++) {
      if (mask.keeps(i)) {
        sorted[at++] = scores[i];
      }
    }
    Arrays.sort(sorted);
    for (int count : new int[] {1, mask.kept() / 5, mask.kept() / 2, mask.kept()}) {
      float threshold = sorted[count - 1];
      BitSet expected = new BitSet();
      for (int i = 7; i < scores.length; i++) {
        expected.set(i, mask.keeps(i) && scores[i] < threshold);
      }
      int missing = count - expected.cardinality();
      for (int i = 7; missing > 0; i++) {
        if (mask.keeps(i) && scores[i] == threshold) {
          expected.set(i);
          missing--;
        }
      }
      List<Slot> weights = List.of(layout.slot("w"));
      assertEquals(expected, selection(scores, weights, mask).lowest(count));
    }
  }

  @Test
  void tiesGoToTheLowerIndex() {
    Layout layout = Layout.builder().add("w", Role.WEIGHT, 1, 6).build();
    float[] scores = {1, 0, -0f, 0, 1, 0};
    assertEquals(List.of(1, 2), lowest(scores, Mask.full(layout), 2));
    assertEquals(List.of(0, 1, 2, 3, 5), lowest(scores, Mask.full(layout), 5));
  }

  @Test
  void infinitiesAndDenormalsAreOrdered() {
    Layout layout = Layout.builder().add("w", Role.WEIGHT, 1, 5).build();
    float[] scores = {
      Float.POSITIVE_INFINITY, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 0, -Float.MIN_VALUE
    };
    assertEquals(List.of(2), lowest(scores, Mask.full(layout), 1));
    assertEquals(List.of(2, 4), lowest(scores, Mask.full(layout), 2));
    assertEquals(List.of(1, 2, 3, 4), lowest(scores, Mask.full(layout), 4));
  }

  @Test
  void magnitudesAreSelectedAsTheirAbsoluteValues() {
    SplittableRandom random = new SplittableRandom(3);
    for (int n : new int[] {1, 63, 64, 65, 4097, 200_001}) {
      Layout layout = Layout.builder().add("w", Role.WEIGHT, n).build();
      float[] values = new float[n];
      float[] magnitudes = new float[n];
      for (int i = 0; i < n; i++) {
        values[i] = (float) random.nextGaussian();
        magnitudes[i] = Math.abs(values[i]);
      }
      Mask mask = Mask.keeping(layout, i -> i % 7 != 3);
      for (int count : new int[] {0, 1, mask.kept() / 5, mask.kept()}) {
        BitSet found =
            new Selection(FloatBuffer.wrap(values), true, layout.slots(), mask).lowest(count);
        assertEquals(selection(magnitudes, layout.slots(), mask).lowest(count), found);
        assertEquals(count, found.cardinality());
      }
    }
  }

  /** What the sample sees, one place in 33, is far from what is there. */
  @Test
  void aMisleadingSampleCostsTimeOnly() {
    int n = 1 << 20;
    Layout layout = Layout.builder().add("w", Role.WEIGHT, n).build();
    Mask mask = Mask.full(layout);
    for (int seen : new int[] {0, 1_000_000}) {
      float[] scores = new float[n];
      for (int i = 0; i < n; i++) {
        scores[i] = i % 33 == 0 ? seen : 2 + i % 1000;
      }
      assertEquals(sorted(scores, mask, n / 2), lowest(scores, mask, n / 2));
    }
  }
}
