package org.stockpot.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Parts;
import org.stockpot.data.Split;
import org.stockpot.data.array.ArrayData;
import org.stockpot.djl.DjlTask;
import org.stockpot.report.similarity.SimilarityReport;
import org.stockpot.task.Metric;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Representations;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import tech.tablesaw.api.Table;

final class SimilarityTest {

  private static final DjlTask TASK = DjlTask.of(Golden.digits(List.of(64)), "mlp:32");
  private static final SimilarityOptions ALL = SimilarityOptions.defaults();

  @AfterAll
  static void close() {
    TASK.close();
  }

  private static MaskedPoint golden(String name) {
    return MaskedPoint.dense(Golden.point(TASK.layout(), name));
  }

  private static SimilarityResult compared(
      MaskedPoint a, MaskedPoint b, SimilarityOptions options) {
    return Similarity.of(List.of("a", "b"), List.of(a, b), TASK, options);
  }

  @Test
  void numbersAreThoseOfNumPy() {
    JsonNode golden = Golden.of("A.similarity");
    for (Estimator estimator : Estimator.values()) {
      SimilarityOptions options =
          ALL.withEstimator(estimator).withLayers(List.of("fc1.out", "outputs"));
      SimilarityResult result = compared(golden("A"), golden("A2"), options);
      JsonNode cka = golden.get(estimator == Estimator.BIASED ? "cka" : "cka_unbiased");
      PairSimilarity pair = result.pair("a", "b");
      for (int l = 0; l < 2; l++) {
        for (int m = 0; m < 2; m++) {
          assertEquals(cka.get(l).get(m).asDouble(), pair.cka().get(l).get(m), 1e-4);
        }
      }
      PredictionSimilarity predictions = pair.predictions().orElseThrow();
      assertEquals(golden.get("disagreement").asDouble(), predictions.disagreement(), 1e-12);
      double divergence = golden.get("jensen_shannon_nats").asDouble();
      assertEquals(divergence, predictions.jensenShannon(), 1e-4 * divergence);
      assertEquals(golden.get("distance").asDouble(), pair.weights().distance(), 1e-4);
      assertEquals(golden.get("cosine").asDouble(), pair.weights().cosine(), 1e-6);
      assertEquals(512, result.examples());
      assertRanks(golden.get("ranks"), result.ranks());
    }
  }

  private static void assertRanks(JsonNode golden, List<LayerRanks> ranks) {
    for (int l = 0; l < 2; l++) {
      Ranks found = ranks.get(l).ranks();
      JsonNode known = golden.get(l);
      double rank = known.get("effective_rank_of_singular_values").asDouble();
      assertEquals(rank, found.effectiveRank(), 1e-3 * rank);
      assertEquals(known.get("entropy_of_variances_nats").asDouble(), found.entropy(), 1e-3);
      assertEquals(known.get("participation_ratio").asDouble(), found.participationRatio(), 1e-3);
    }
  }

  @Test
  void aNetworkIsLikeItself() {
    SimilarityResult result = compared(golden("A"), golden("A"), ALL);
    PairSimilarity pair = result.pairs().get(0);
    IntStream.range(0, 3).forEach(l -> assertEquals(1, pair.cka().get(l).get(l), 1e-12));
    assertEquals(0, pair.predictions().orElseThrow().disagreement());
    assertEquals(0, pair.predictions().orElseThrow().jensenShannon());
    assertEquals(List.of("fc1", "fc1.out", "outputs"), result.layers());
  }

  @Test
  void batchesOf512ComeCloseToTheWhole() {
    float[][] x = new float[2047][];
    Random random = new Random(1);
    for (int i = 0; i < x.length; i++) {
      x[i] = new float[20];
      for (int f = 0; f < 20; f++) {
        x[i][f] = (float) random.nextGaussian();
      }
    }
    float[][] y = new float[x.length][20];
    for (int i = 0; i < x.length; i++) {
      for (int f = 0; f < 20; f++) {
        y[i][f] = Math.max(0, x[i][f]) + x[i][(f + 1) % 20];
      }
    }
    Dependences batches = new Dependences(2, 1);
    for (int b = 0; b < 4; b++) {
      int from = 511 * b;
      float[][] some = java.util.Arrays.copyOfRange(x, from, from + 511);
      float[][] other = java.util.Arrays.copyOfRange(y, from, from + 511);
      batches.add(
          List.of(
              List.of(CentredGram.of(Features.ofRows(some), Estimator.UNBIASED)),
              List.of(CentredGram.of(Features.ofRows(other), Estimator.UNBIASED))));
    }
    double whole = Cka.of(x, y, Estimator.UNBIASED);
    assertEquals(whole, batches.alignments(0, 1).get(0).get(0), 0.01);
  }

  @Test
  void deadLayersAreSaid() {
    Point a = Golden.point(TASK.layout(), "A");
    Mask none = Mask.keeping(a.layout(), i -> a.layout().slot("fc1.weight").end() <= i);
    MaskedPoint dead = new MaskedPoint(a.masked(none), none);
    SimilarityResult result = compared(golden("A"), dead, ALL);
    PairSimilarity pair = result.pairs().get(0);
    assertEquals(List.of(0.0, 0.0, 0.0), pair.cka().get(0));
    assertTrue(result.ranks().get(3).dead() && result.ranks().get(3).constant() == 32);
    assertEquals(0, result.ranks().get(3).ranks().effectiveRank());
    assertTrue(pair.weights().pruned());
    assertEquals(320.0 / (2048 + 320), pair.weights().overlap());
    assertEquals(320.0 / (2048 + 320), pair.weights().chanceOverlap());
    Point zero = Point.build(a.layout(), values -> {});
    assertEquals(
        0, compared(golden("A"), MaskedPoint.dense(zero), ALL).pairs().get(0).weights().cosine());
  }

  @Test
  void masksAreHeldAgainstChance() {
    Point zero = Point.build(TASK.layout(), values -> {});
    Mask first = Mask.keeping(TASK.layout(), i -> i % 2 == 0);
    Mask second = Mask.keeping(TASK.layout(), i -> i % 4 < 2);
    WeightSimilarity weights =
        WeightSimilarity.of(new MaskedPoint(zero, first), new MaskedPoint(zero, second));
    assertEquals(1 / 3.0, weights.overlap(), 1e-9);
    assertEquals(1 / 3.0, weights.chanceOverlap(), 1e-9);
    assertEquals(0, weights.cosine());
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    Point a = Golden.point(TASK.layout(), "A");
    Point bad =
        Point.build(
            a.layout(),
            values -> {
              a.values().get(values);
              values[3] = Float.NaN;
            });
    assertEquals(
        "weights must be finite, got NaN at entry 3 of fc1.weight of b",
        assertThrows(
                IllegalArgumentException.class,
                () -> compared(golden("A"), MaskedPoint.dense(bad), ALL))
            .getMessage());
    MaskedPoint huge = MaskedPoint.dense(a.times(3e37));
    assertEquals(
        "activations must be finite, got NaN or infinity of b in layer",
        assertThrows(IllegalArgumentException.class, () -> compared(golden("A"), huge, ALL))
            .getMessage()
            .replaceAll("(in layer) .*", "$1"));
  }

  @Test
  void tooFewExamplesAndOtherLayersAreRefused() {
    assertEquals(
        "examples must be at least 4 for the unbiased estimator, got 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> compared(golden("A"), golden("A2"), ALL.withExamples(ExampleCount.of(1))))
            .getMessage());
    assertEquals(
        "layers must be some of fc1,fc1.out,outputs, got fc3",
        assertThrows(
                IllegalArgumentException.class,
                () -> compared(golden("A"), golden("A2"), ALL.withLayers(List.of("fc3"))))
            .getMessage());
  }

  @Test
  void weightsAreComparedWhereNothingElseIsKnown() {
    Layout layout = Layout.builder().add("w", Role.WEIGHT, 3, 4).build();
    Bowl bowl = new Bowl(layout);
    SimilarityResult result =
        Similarity.of(
            List.of("a", "b", "c"),
            List.of(
                MaskedPoint.dense(bowl.init(1)),
                MaskedPoint.dense(bowl.init(2)),
                MaskedPoint.dense(bowl.init(3))),
            bowl,
            ALL);
    assertEquals(3, result.pairs().size());
    assertEquals(bowl.init(1).distance(bowl.init(3)), result.pair("a", "c").weights().distance());
    assertTrue(result.notes().get(0).contains("task bowl knows no activations"));
    assertTrue(result.pairs().get(0).predictions().isEmpty());
  }

  /** With two classes: p (1 - q) + q (1 - p). */
  @Test
  void disagreementIsHeldAgainstIndependentMistakes() {
    float[][] outputs = {{1, 0}, {0, 1}};
    PredictionSimilarity predictions =
        PredictionSimilarity.of(
            outputs,
            new float[][] {{1, 0}, {30, -30}},
            TASK.representations(ALL.subset()).orThrow(),
            Optional.of(new double[] {0.9, 0.6}));
    assertEquals(
        OptionalDouble.of(0.9 * 0.4 + 0.1 * 0.6).getAsDouble(),
        predictions.chanceDisagreement().getAsDouble(),
        1e-12);
    assertEquals(0.5, predictions.disagreement());
    assertTrue(predictions.jensenShannon() < Math.log(2) / 2);
  }

  @Test
  void layersAreReadInOnePass() {
    Representations layers = TASK.representations(ALL.subset()).orThrow();
    float[][] rows = new float[512][];
    layers.read(golden("A").point(), "fc1.out", (i, row) -> rows[i] = row);
    int[] chosen = {500, 3, 77};
    layers.read(
        golden("A").point(),
        List.of("fc1.out", "outputs"),
        chosen,
        (layer, from, count, block) -> {
          if (layer.equals("fc1.out")) {
            for (int i = 0; i < count; i++) {
              assertEquals(rows[chosen[from + i]][5], block[i * 32 + 5], 1e-6);
            }
          }
        });
  }

  /** Nothing of it is NaN, and what networks disagree on is what they predict. */
  @Test
  void examplesMayBeOfOneClass() {
    Data digits = Golden.digits(List.of(64));
    int[] rows =
        IntStream.range(0, digits.test().count())
            .filter(i -> digits.test().label(i) == 3)
            .toArray();
    Examples threes = digits.test().subset(rows);
    Data one =
        new Data(
            digits.info(),
            digits.targets(),
            new Parts(digits.training(), digits.validation(), threes, digits.also()));
    SimilarityResult result;
    try (DjlTask task = DjlTask.of(one, "mlp:8")) {
      List<MaskedPoint> both =
          List.of(MaskedPoint.dense(task.init(1)), MaskedPoint.dense(task.init(2)));
      result = Similarity.of(List.of("a", "b"), both, task, ALL);
    }
    assertEquals(rows.length, result.examples());
    PairSimilarity pair = result.pairs().get(0);
    assertTrue(pair.cka().stream().flatMap(List::stream).allMatch(c -> c > -1 && c < 1.01));
    PredictionSimilarity predictions = pair.predictions().orElseThrow();
    assertTrue(predictions.disagreement() >= 0 && predictions.disagreement() <= 1);
    double chance = predictions.chanceDisagreement().orElseThrow();
    double a = result.scores().get(0).value();
    double b = result.scores().get(1).value();
    assertTrue(chance >= Math.abs(a - b) - 1e-12 && chance <= 1, "" + chance);
    assertTrue(result.ranks().stream().allMatch(r -> r.ranks().effectiveRank() >= 1));
  }

  /** Of numbers outputs lie apart; there is nothing to disagree on. */
  @Test
  void numbersAreComparedByTheirDistance() {
    double[][] x = new double[40][2];
    double[] y = new double[40];
    for (int i = 0; i < 40; i++) {
      x[i][0] = i % 7;
      x[i][1] = i / 9.0;
      y[i] = x[i][0] - x[i][1];
    }
    Data data = ArrayData.of(x, y, Split.defaults());
    SimilarityOptions training = ALL.withOn(Part.TRAINING);
    try (DjlTask task = DjlTask.of(data, "mlp:8")) {
      Point a = task.init(1);
      Point b = task.init(2);
      SimilarityResult result =
          Similarity.of(
              List.of("a", "b"),
              List.of(MaskedPoint.dense(a), MaskedPoint.dense(b)),
              task,
              training);
      PairSimilarity pair = result.pairs().get(0);
      assertEquals(Optional.empty(), pair.predictions());
      float[] one = task.outputs(a, data.training());
      float[] other = task.outputs(b, data.training());
      double squares = 0;
      for (int i = 0; i < one.length; i++) {
        squares += Math.pow((double) one[i] - other[i], 2) / one.length;
      }
      assertEquals(Math.sqrt(squares), pair.outputDistance().orElseThrow(), 1e-5);
      assertEquals(Metric.R2, result.scores().get(0).metric());
      Table table = SimilarityReport.table(result);
      assertTrue(table.columnNames().stream().noneMatch(name -> name.contains("disagree")));
      String text = SimilarityReport.display(result).text();
      assertTrue(!text.contains("NaN") && !text.contains("disagree"), text);
    }
  }
}
