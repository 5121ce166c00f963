package org.stockpot.prune.dead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.prune.dead.ReluReader.Candidate;
import org.stockpot.prune.dead.ReluReader.Outputs;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.replicates.Interval;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class DeadUnitTest {

  private static final Layout LAYOUT =
      Layout.builder()
          .add("a.weight", Role.WEIGHT, 3, 2)
          .add("a.bias", Role.BIAS, 3)
          .add("n.gamma", Role.SCALE, 3)
          .add("b.weight", Role.WEIGHT, 2, 3)
          .add("c.weight", Role.WEIGHT, 2, 2)
          .add("d.weight", Role.WEIGHT, 2, 2)
          .build();

  /** Two examples; a gives 3 channels at 2 places; what is behind b is no ReLU. */
  private static final Map<String, float[]> NUMBERS =
      Map.of(
          "a", new float[6 * 2],
          "n", new float[] {-1, 2, -3, -4, 9, 9, 5, -6, -7, -8, 9, 9},
          "n.out", new float[] {0, 2, 0, 0, 9, 9, 5, 0, 0, 0, 9, 9},
          "b", new float[] {-1, 1, 2, 3},
          "b.out", new float[] {-0.5f, 1, 2, 3},
          "c", new float[] {1, 2, 3, 4},
          "c.out", new float[] {1, 2, 3, 4},
          "outputs", new float[4]);

  /** Gives numbers layer by layer, one layer whole before the next. */
  private record Numbers(List<String> layers) implements Representations {
    @Override
    public int examples() {
      return 2;
    }

    @Override
    public void read(Point at, List<String> wanted, int[] chosen, BlockSink sink) {
      for (String layer : wanted) {
        float[] both = NUMBERS.get(layer);
        int half = both.length / 2;
        sink.accept(layer, 0, 1, Arrays.copyOfRange(both, 0, half));
        sink.accept(layer, 1, 1, Arrays.copyOfRange(both, half, both.length));
      }
    }
  }

  private static MaskedPoint without(String slot, int row) {
    int each = LAYOUT.slot(slot).size() / LAYOUT.slot(slot).shape().get(0);
    int from = LAYOUT.slot(slot).offset() + row * each;
    Mask mask = Mask.keeping(LAYOUT, i -> i < from || i >= from + each);
    return new MaskedPoint(Point.build(LAYOUT, values -> {}), mask);
  }

  private static ReluReader reader(String... layers) {
    return new ReluReader(new Numbers(List.of(layers)), LAYOUT);
  }

  @Test
  void zerosAreCountedByChannelOfWhatFeedsTheReluAndOthersAreTold() {
    ReluReader reader = reader("a", "n", "n.out", "b", "b.out", "c", "c.out", "outputs");
    assertEquals(
        List.of("n.out", "b.out", "c.out"),
        reader.candidates().stream().map(Candidate::after).toList());
    MaskedPoint third = without("a.weight", 2);
    Map<Candidate, Outputs> read = reader.read(third);
    Candidate relu = reader.candidates().get(0);
    assertTrue(read.get(relu).fitsRelu() && read.get(relu).sawNegative());
    Outputs smooth = read.get(reader.candidates().get(1));
    assertFalse(smooth.fitsRelu(), "leaky below 0");
    Outputs identity = read.get(reader.candidates().get(2));
    assertFalse(identity.sawNegative(), "may be no ReLU at all");
    DeadRates rates = ReluReader.rates(relu, read.get(relu), third);
    assertEquals(new DeadRates("a", 3, 3, 1, 1, 8, 6), rates);
    assertEquals(1 / 3.0, rates.staticRate());
    assertEquals(6 / 8.0, rates.dynamicRate());
  }

  /** The first channel varies though its weights are pruned: something else makes it, too. */
  @Test
  void aPrunedUnitThatVariesIsNotMadeByItsWeightsAlone() {
    ReluReader reader = reader("a", "n", "n.out", "b", "b.out", "c", "c.out", "outputs");
    MaskedPoint first = without("a.weight", 0);
    Candidate relu = reader.candidates().get(0);
    DeadRates rates = ReluReader.rates(relu, reader.read(first).get(relu), first);
    assertEquals(new DeadRates("a", 3, 0, 0, 1, 12, 6), rates);
    assertTrue(Double.isNaN(rates.staticRate()));
  }

  /** Slots of no layer between two layers are those of branches. */
  @Test
  void weightsOfBranchesMakeNoUnitsAlone() {
    assertEquals(
        Optional.of(LAYOUT.slot("a.weight")),
        reader("a", "n", "n.out", "b", "outputs").candidates().get(0).weight());
    assertEquals(
        Optional.empty(), reader("a", "a.out", "b", "outputs").candidates().get(0).weight());
    assertEquals(
        Optional.of(LAYOUT.slot("c.weight")),
        reader("a", "n", "b", "c", "c.out", "outputs").candidates().get(0).weight());
    assertEquals(
        Optional.empty(),
        reader("a", "n", "b", "b.out", "outputs").candidates().get(0).weight(),
        "c and d follow, and the outputs are one of them at most");
  }

  @Test
  void sumsCountEachUnitOnceAndKnowNoMoreThanTheirParts() {
    DeadRates one = new DeadRates("a", 4, 4, 1, 1, 30, 10);
    DeadRates other = new DeadRates("b", 2, 2, 0, 0, 20, 15);
    DeadRates sum = DeadRates.sum("all", List.of(one, other));
    assertEquals(1 / 6.0, sum.staticRate());
    assertEquals(0.5, sum.dynamicRate());
    DeadRates branches = new DeadRates("c", 2, 0, 0, 0, 20, 15);
    assertTrue(Double.isNaN(DeadRates.sum("all", List.of(one, branches)).staticRate()));
    assertTrue(Double.isNaN(new DeadRates("a", 1, 1, 1, 0, 0, 0).dynamicRate()));
  }

  /** Each round of each seed is counted again here, from what its ReLU gives. */
  @Test
  void aLadderIsCountedRoundByRoundOverSeeds() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:8")) {
      PruneOptions options =
          PruneOptions.defaults().withRounds(2).withFraction(0.8).withSeeds(1L, 2L);
      PruneResult run =
          IterativePruning.run(task, Recipe.defaults().withLength(Span.iterations(5)), options);
      DeadUnitOptions settings =
          DeadUnitOptions.defaults().withExamples(ExampleCount.of(40)).withSeed(3);
      DeadUnitResult found = DeadUnitResult.of(run, task, settings);
      assertEquals(List.of("fc1", "all"), found.layers());
      assertEquals(List.of("fc2.weight"), found.unseen());
      Representations read =
          task.representations(settings.examples().of(settings.on(), 3)).orThrow();
      for (int round = 0; round <= 2; round++) {
        double mean = 0;
        for (Round each : List.of(run.round(1L, round), run.round(2L, round))) {
          double[] counts = new double[2];
          read.read(
              each.solution(),
              "fc1.out",
              (example, row) -> {
                for (int unit = 0; unit < 8; unit++) {
                  int from = unit * 64;
                  if (IntStream.range(from, from + 64).anyMatch(each.mask()::keeps)) {
                    counts[0]++;
                    counts[1] += row[unit] > 0 ? 0 : 1;
                  }
                }
              });
          mean += counts[1] / counts[0] / 2;
        }
        Interval rate = found.rate("round " + round, "fc1", DeadRates::dynamicRate).orElseThrow();
        assertEquals(mean, rate.mean(), 1e-12);
        assertEquals(2, rate.n());
      }
    }
  }

  @Test
  void whatHasNoReluOrNoLayersIsRefused() {
    Bowl bowl = new Bowl(Points.small());
    MaskedPoint at = MaskedPoint.dense(bowl.init(1));
    DeadUnitOptions options = DeadUnitOptions.defaults();
    refused(
        "dead units need activations of layers: ",
        () -> DeadUnitResult.of(List.of("a"), List.of(at), bowl, options));
    refused(
        "networks must be one or more, got none",
        () -> DeadUnitResult.of(List.of(), List.of(), bowl, options));
    refused(
        "names must be as many as networks, got 2 of 1",
        () -> DeadUnitResult.of(List.of("a", "b"), List.of(at), bowl, options));
    Block smooth =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(5).build())
            .add(Activation::tanh)
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(Digits.load(), "smooth", smooth)) {
      MaskedPoint other = MaskedPoint.dense(task.init(1));
      refused(
          "there must be a ReLU layer whose numbers are reached, got none in digits smooth",
          () -> DeadUnitResult.of(List.of("a"), List.of(other), task, options));
    }
  }

  private static void refused(String begins, Runnable use) {
    String message = assertThrows(IllegalArgumentException.class, use::run).getMessage();
    assertTrue(message.startsWith(begins), message);
  }
}
