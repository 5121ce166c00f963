package org.stockpot.data.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Split;

final class SplitIndicesTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everyExampleIsInOnePartAndCountsAreExact(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int classes = 1 + random.nextInt(7);
    int[] labels = random.ints(100 + random.nextInt(900), 0, classes).toArray();
    Split split = new Split(random.nextDouble(0.07, 0.45), random.nextDouble(0.07, 0.45), seed);
    SplitIndices draw = SplitIndices.of(labels, split);
    for (int[] part : new int[][] {draw.training(), draw.validation(), draw.test()}) {
      assertEquals(classes, IntStream.of(part).map(i -> labels[i]).distinct().count());
    }
    assertEquals(Math.round(split.validation() * labels.length), draw.validation().length);
    assertEquals(Math.round(split.test() * labels.length), draw.test().length);
    int[] all = IntStream.of(draw.training()).toArray();
    all = IntStream.concat(IntStream.of(all), IntStream.of(draw.validation())).toArray();
    all = IntStream.concat(IntStream.of(all), IntStream.of(draw.test())).sorted().toArray();
    assertArrayEquals(IntStream.range(0, labels.length).toArray(), all);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void eachClassGivesItsShareWithinOneExample(long seed) {
    int[] labels =
        IntStream.range(0, 1000).map(i -> i < 700 ? 0 : i < 950 ? 1 : i < 993 ? 2 : 3).toArray();
    SplitIndices draw = SplitIndices.of(labels, new Split(0.15, 0.2, seed));
    int[] sizes = perClass(labels, IntStream.range(0, 1000).toArray());
    int[] validation = perClass(labels, draw.validation());
    int[] test = perClass(labels, draw.test());
    for (int label = 0; label < 4; label++) {
      assertTrue(Math.abs(validation[label] - 0.15 * sizes[label]) < 1);
      assertTrue(Math.abs(test[label] - 0.2 * sizes[label]) < 1);
    }
  }

  @Test
  void aClassOfThreeIsInEveryPart() {
    int[] labels = IntStream.range(0, 300).map(i -> i % 100 == 13 ? 1 : 0).toArray();
    for (int seed = 0; seed < 50; seed++) {
      SplitIndices draw = SplitIndices.of(labels, new Split(0.1, 0.1, seed));
      assertArrayEquals(new int[] {239, 1}, perClass(labels, draw.training()));
      assertArrayEquals(new int[] {29, 1}, perClass(labels, draw.validation()));
      assertArrayEquals(new int[] {29, 1}, perClass(labels, draw.test()));
    }
  }

  @Test
  void aRarerClassIsRefusedOrKeptForTraining() {
    int[] labels = IntStream.range(0, 20).map(i -> i > 17 ? 1 : 0).toArray();
    Split split = new Split(0.4, 0.4, 0);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> SplitIndices.of(labels, split));
    assertEquals(
        "every class must be in every part, got too few examples of 1 2 (all: 0 18, 1 2); --rare"
            + " train puts such classes into training alone",
        e.getMessage());
    for (int seed = 0; seed < 50; seed++) {
      SplitIndices draw = SplitIndices.of(labels, split.withSeed(seed).withRare(Split.Rare.TRAIN));
      assertArrayEquals(new int[] {2, 2}, perClass(labels, draw.training()));
    }
  }

  @Test
  void fewerHeldOutExamplesThanClassesAreRefused() {
    int[] labels = IntStream.range(0, 100).map(i -> i % 10).toArray();
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> SplitIndices.of(labels, new Split(0.05, 0.2, 0)));
    assertEquals(
        "validation must hold an example of each of 10 classes, got 5 of 100; --validation 0.1"
            + " takes enough",
        e.getMessage());
  }

  @Test
  void theSameSeedDrawsTheSameAndAnotherSeedOthers() {
    int[] labels = new int[100];
    Split split = Split.defaults();
    assertArrayEquals(SplitIndices.of(labels, split).test(), SplitIndices.of(labels, split).test());
    assertFalse(
        Arrays.equals(
            SplitIndices.of(labels, split).test(),
            SplitIndices.of(labels, split.withSeed(1)).test()));
  }

  @Test
  void partsAreInRandomOrder() {
    int[] training = SplitIndices.of(new int[1000], Split.defaults()).training();
    assertFalse(Arrays.equals(Arrays.stream(training).sorted().toArray(), training));
  }

  @Test
  void impossibleSplitsAreRefused() {
    refused("test must lie in (0, 1) for data without a test set of its own, got 0", 100, 0.1, 0);
    refused("validation must hold at least one example, got 0.001 of 100", 100, 0.001, 0.2);
    refused("test must hold at least one example, got 0.001 of 100", 100, 0.2, 0.001);
    refused(
        "the split must leave at least 3 of 10 examples for training, one per class, got 8 held"
            + " out",
        10,
        0.4,
        0.4);
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SplitIndices.besideTest(new int[10], new Split(0.1, 0.2, 0)));
    assertEquals("test must be 0 for data with a test set of its own, got 0.2", e.getMessage());
  }

  private static void refused(String message, int count, double validation, double test) {
    int[] labels = IntStream.range(0, count).map(i -> i % 3).toArray();
    Split split = new Split(validation, test, 0);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> SplitIndices.of(labels, split));
    assertEquals(message, e.getMessage());
  }

  private static int[] perClass(int[] labels, int[] examples) {
    int[] counts = new int[1 + IntStream.of(labels).max().orElse(0)];
    IntStream.of(examples).forEach(i -> counts[labels[i]]++);
    return counts;
  }
}
