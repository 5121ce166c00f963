package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Bowl;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** How much of which slot goes, and which weights go together. */
final class ScopeTest {

  private static final Layout LAYOUT =
      Layout.builder()
          .add("conv1.weight", Role.WEIGHT, 8, 4, 3, 3)
          .add("conv1.bias", Role.BIAS, 8)
          .add("conv2.weight", Role.WEIGHT, 16, 8, 3, 3)
          .add("fc.weight", Role.WEIGHT, 10, 16)
          .build();

  private static final Slot FIRST = LAYOUT.slot("conv1.weight");
  private static final Slot SECOND = LAYOUT.slot("conv2.weight");
  private static final Slot LAST = LAYOUT.slot("fc.weight");

  private static final Point POINT = Bowl.gaussian(LAYOUT, 1);

  private static PruneOptions once(double fraction) {
    return PruneOptions.defaults().withRounds(1).withFraction(fraction);
  }

  private static Mask pruned(PruneOptions options, Point point, Mask mask, int round) {
    ScoredNetwork network =
        new ScoredNetwork(
            new Bowl(LAYOUT), Subset.all(Part.TRAINING), point, point.masked(mask), mask, 1);
    Pruner pruner = new Pruner(LAYOUT, options);
    Mask next = pruner.prune(network, round).mask();
    assertTrue(next.isNestedIn(mask));
    return next;
  }

  private static Mask pruned(PruneOptions options) {
    Mask mask = pruned(options, POINT, Mask.full(LAYOUT), 1);
    assertEquals(new Pruner(LAYOUT, options).plan(Mask.full(LAYOUT)).get(1), mask.kept());
    return mask;
  }

  private static String refusal(PruneOptions options) {
    return assertThrows(IllegalArgumentException.class, () -> pruned(options)).getMessage();
  }

  /** The number of all is that of the fraction, however it is shared out, round after round. */
  @ParameterizedTest
  @EnumSource(
      value = Scope.class,
      names = {"GLOBAL", "ERDOS_RENYI", "ERDOS_RENYI_KERNEL", "UNIFORM_PLUS"})
  void allTogetherLoseTheFraction(Scope scope) {
    Mask mask = Mask.full(LAYOUT);
    PruneOptions options = once(0.2).withScope(scope);
    for (int round = 1; round <= 5; round++) {
      int kept = mask.kept();
      mask = pruned(options, POINT, mask, 1);
      assertEquals(kept - Math.round(0.2 * kept), mask.kept());
    }
  }

  @Test
  void rowsLoseTheSameShareEach() {
    Mask mask = pruned(once(0.5).withScope(Scope.ROW).withFractions(Map.of("fc", 0.25)));
    for (int row = 0; row < 10; row++) {
      assertEquals(12, kept(mask, LAST.offset() + 16 * row, 16));
    }
    for (int row = 0; row < 16; row++) {
      assertEquals(36, kept(mask, SECOND.offset() + 72 * row, 72));
      assertLowestGone(mask, SECOND.offset() + 72 * row, 72);
    }
    Mask none = pruned(once(0.5).withScope(Scope.LAYERWISE).withFractions(Map.of("fc", 0.0)));
    assertEquals(160, none.kept(LAST));
    assertEquals(144, none.kept(FIRST));
  }

  private static int kept(Mask mask, int from, int count) {
    return (int) IntStream.range(from, from + count).filter(mask::keeps).count();
  }

  private static void assertLowestGone(Mask mask, int from, int count) {
    IntStream entries = IntStream.range(from, from + count);
    double least =
        entries.filter(mask::keeps).mapToDouble(i -> Math.abs(POINT.at(i))).min().orElseThrow();
    for (int i = from; i < from + count; i++) {
      assertTrue(mask.keeps(i) || Math.abs(POINT.at(i)) <= least);
    }
  }

  /** ε (n_in + n_out) kept weights, the kernel aside, until a slot is full. */
  @Test
  void erdosRenyiFollowsItsFormula() {
    // 288, 1152, 160 weights; 12, 24 and 26 sides; 9 places a kernel.
    Mask plain = pruned(once(0.75).withScope(Scope.ERDOS_RENYI));
    double epsilon = 400 / (9 * 12 + 9 * 24 + 26.0);
    assertEquals(epsilon * 9 * 12, plain.kept(FIRST), 1);
    assertEquals(epsilon * 9 * 24, plain.kept(SECOND), 1);
    assertEquals(epsilon * 26, plain.kept(LAST), 1);
    Mask kernel = pruned(once(0.75).withScope(Scope.ERDOS_RENYI_KERNEL));
    // The last slot is full at ε (16 + 10) > 160; the others share what is left, 18 to 30.
    double rest = 400 / (18 + 30 + 26.0);
    assertEquals(rest * 18, kernel.kept(FIRST), 1);
    assertEquals(rest * 30, kernel.kept(SECOND), 1);
    Mask capped = pruned(once(0.4).withScope(Scope.ERDOS_RENYI_KERNEL));
    assertEquals(160, capped.kept(LAST));
    assertEquals(288, capped.kept(FIRST));
    assertEquals(960 - 448, capped.kept(SECOND));
  }

  @Test
  void uniformPlusKeepsTheFirstConvolutionAndAFifthOfTheLastLayer() {
    Mask mask = pruned(once(0.75).withScope(Scope.UNIFORM_PLUS));
    assertEquals(288, mask.kept(FIRST));
    assertEquals(32, mask.kept(LAST));
    assertEquals(400 - 320, mask.kept(SECOND));
    String message = refusal(once(0.9).withScope(Scope.UNIFORM_PLUS));
    assertTrue(message.endsWith("320 weights in all: a round must keep as many, got 160"), message);
  }

  /** By brute force: each group of M keeps its N highest, ties to the lower index gone. */
  @Test
  void nOfMKeepsTheHighestOfEachGroup() {
    PruneOptions options = once(0.3).withPattern(SparsityPattern.parse("2:4"));
    Mask mask = pruned(options);
    assertEquals(800, mask.kept());
    for (int channel = 0; channel < 16 * 8; channel += 4) {
      for (int place = 0; place < 9; place++) {
        int first = SECOND.offset() + channel * 9 + place;
        List<Integer> gone =
            IntStream.range(0, 4)
                .map(i -> first + 9 * i)
                .filter(i -> !mask.keeps(i))
                .boxed()
                .toList();
        double most = gone.stream().mapToDouble(i -> Math.abs(POINT.at(i))).max().orElseThrow();
        assertEquals(2, gone.size());
        assertEquals(
            2, IntStream.range(0, 4).filter(i -> Math.abs(POINT.at(first + 9 * i)) > most).count());
      }
    }
    Point ties = Point.build(LAYOUT, values -> java.util.Arrays.fill(values, 1));
    Mask tied = pruned(options, ties, Mask.full(LAYOUT), 1);
    assertEquals(List.of(false, false, true, true), keeps(tied, LAST.offset()));
    Mask half = pruned(options.withRounds(2), POINT, Mask.full(LAYOUT), 1);
    assertEquals(1200, half.kept());
    assertEquals(mask, pruned(options.withRounds(2), POINT, half, 2));
  }

  private static List<Boolean> keeps(Mask mask, int from) {
    return IntStream.range(from, from + 4).mapToObj(mask::keeps).toList();
  }

  @Test
  void blocksGoAsAWhole() {
    SparsityPattern pattern = SparsityPattern.parse("block:2x4");
    Mask mask = pruned(once(0.5).withPattern(pattern).withScope(Scope.LAYERWISE));
    double[] sums = new double[20];
    int[] kept = new int[20];
    for (int i = 0; i < 160; i++) {
      int block = i / 32 * 4 + i % 16 / 4;
      sums[block] += Math.abs(POINT.at(LAST.offset() + i));
      kept[block] += mask.keeps(LAST.offset() + i) ? 1 : 0;
    }
    double middle = IntStream.range(0, 20).mapToDouble(b -> sums[b]).sorted().toArray()[9];
    for (int block = 0; block < 20; block++) {
      assertEquals(sums[block] > middle ? 8 : 0, kept[block]);
    }
    Mask cut = Mask.keeping(LAYOUT, i -> i != LAST.offset() + 1);
    Pruner pruner = new Pruner(LAYOUT, once(0.5).withPattern(pattern));
    String message =
        assertThrows(IllegalArgumentException.class, () -> pruner.plan(cut)).getMessage();
    assertTrue(message.contains("cuts the block of"), message);
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsNumbers() {
    assertEquals(
        "pattern 2:3 must divide the inputs of each layer, got 4 of conv1.weight; --exclude"
            + " conv1.weight leaves it out",
        refusal(once(0.5).withPattern(SparsityPattern.parse("2:3")).withExclude("fc")));
    assertEquals(
        "pattern block:4x1 must divide the outputs and inputs of each layer, got 10 x 16 of"
            + " fc.weight; --exclude fc.weight leaves it out",
        refusal(once(0.5).withPattern(SparsityPattern.parse("block:4x1"))));
    for (String text : List.of("4:2", "0:4", "2:2", "block:1x1", "block:0x4", "2-4", "")) {
      assertThrows(IllegalArgumentException.class, () -> SparsityPattern.parse(text), text);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> once(0.5).withRounds(3).withPattern(SparsityPattern.parse("2:4")));
  }

  /** Against one unit at a time for whoever is owed most. */
  @Test
  void allocationIsWholeWithinItsBounds() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 200; trial++) {
      int n = 1 + random.nextInt(6);
      double[] proportions = random.doubles(n, 0.1, 9).toArray();
      int[] most = random.ints(n, 0, 50).toArray();
      int[] least = IntStream.of(most).map(m -> random.nextInt(m / 2 + 1)).toArray();
      int low = IntStream.of(least).sum();
      int total = low + random.nextInt(IntStream.of(most).sum() - low + 1);
      int[] counts = new Allocation(proportions, least, most).of(total);
      assertEquals(total, IntStream.of(counts).sum());
      for (int i = 0; i < n; i++) {
        assertTrue(counts[i] >= least[i] && counts[i] <= most[i]);
        for (int j = 0; j < n; j++) {
          boolean free = counts[i] < most[i] - 1 && counts[j] > least[j] + 1;
          assertTrue(!free || (counts[i] + 1) / proportions[i] > (counts[j] - 1) / proportions[j]);
        }
      }
    }
    int[] equal = new Allocation(new double[] {1, 1, 1}, new int[3], new int[] {9, 9, 9}).of(4);
    assertArrayEquals(new int[] {2, 1, 1}, equal);
  }

  /** The density falls by one factor from scoring to scoring. */
  @Test
  void iterationsGoDownExponentially() {
    java.util.ArrayList<Integer> kept = new java.util.ArrayList<>();
    NetworkSaliency counting =
        network -> {
          kept.add(network.mask().kept());
          return Saliencies.magnitude().scores(network);
        };
    PruneOptions options = once(0.9375).withSaliency(counting);
    Mask mask =
        pruned(
            options.withScoring(options.scoring().withIterations(4)), POINT, Mask.full(LAYOUT), 1);
    assertEquals(List.of(1600, 800, 400, 200), kept);
    assertEquals(pruned(once(0.9375)), mask);
  }

  /** Weights in a row have no outputs and inputs: they can be pruned, but not by a pattern. */
  @Test
  void weightsInOneRowArePrunedOneByOne() {
    Layout row = Layout.builder().add("w", Role.WEIGHT, 10).build();
    PruneOptions half = PruneOptions.defaults().withRounds(1).withFraction(0.5);
    assertEquals(5, new Pruner(row, half).plan(Mask.full(row)).get(1));
    for (PruneOptions options :
        List.of(
            half.withPattern(SparsityPattern.parse("2:4")),
            half.withPattern(SparsityPattern.parse("block:2x1")),
            half.withScope(Scope.ERDOS_RENYI))) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new Pruner(row, options).plan(Mask.full(row)))
              .getMessage();
      assertTrue(message.contains("needs layers with outputs and inputs, got w"), message);
    }
  }
}
