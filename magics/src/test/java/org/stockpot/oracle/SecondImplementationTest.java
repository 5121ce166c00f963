package org.stockpot.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.Quantity;
import org.stockpot.data.Examples;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Rewind;
import org.stockpot.prune.Round;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.Soups;
import org.stockpot.soup.Trial;
import org.stockpot.task.Baseline;
import org.stockpot.task.Job;
import org.stockpot.task.Pair;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;
import org.stockpot.testing.Python;
import org.stockpot.text.Json;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * The same points, measured by a second implementation in PyTorch ({@code second.py}): barriers,
 * re-estimated statistics, masks, ledgers of soups, and paired intervals.
 */
final class SecondImplementationTest {

  private static final int INGREDIENTS = 5;
  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(2));

  private static final List<String> NORMALISED =
      List.of(
          "fc1.weight",
          "fc1.bias",
          "bn.gamma",
          "bn.beta",
          "bn.mean",
          "bn.var",
          "fc2.weight",
          "fc2.bias");

  @TempDir private static Path folder;

  private static final Map<String, List<String>> SAID = new LinkedHashMap<>();
  private static DjlTask normalised;
  private static Point a;
  private static Point b;
  private static DjlTask plain;
  private static PruneResult imp;
  private static List<Ingredient> ingredients;

  @BeforeAll
  static void measureBySecond() throws IOException {
    normalised = DjlTask.of(Digits.load(), "normalised", block());
    a = trained(normalised, RECIPE, normalised.init(1), 1);
    b = trained(normalised, RECIPE, normalised.init(1), 2);
    plain = DjlTask.of(Digits.load(), "mlp:16");
    PruneOptions options =
        PruneOptions.defaults().withRounds(3).withRewind(Rewind.parse("5it")).withSeeds(1L, 2L, 3L);
    imp = IterativePruning.run(plain, RECIPE, options, Optional.empty(), Progress.NONE);
    Point base = trained(plain, RECIPE, plain.init(1), 1);
    ingredients = new ArrayList<>();
    for (int i = 0; i < INGREDIENTS; i++) {
      Recipe recipe = RECIPE.withOptimizer(RECIPE.optimizer().withLr(1e-3 * (i + 1)));
      ingredients.add(new Ingredient("" + i, trained(plain, recipe, base, i)));
    }
    write();
    for (String line : Python.run(Python.script("second.py"), folder).lines().toList()) {
      int blank = line.indexOf(' ');
      SAID.computeIfAbsent(line.substring(0, blank), k -> new ArrayList<>())
          .add(line.substring(blank + 1));
    }
  }

  @AfterAll
  static void close() {
    normalised.close();
    plain.close();
  }

  private static SequentialBlock block() {
    return new SequentialBlock()
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(16).build())
        .add(BatchNorm.builder().build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(10).build());
  }

  private static Point trained(DjlTask task, Recipe recipe, Point start, long seed) {
    Job job = Job.dense(start, recipe, task.stepsPerEpoch(recipe.batch()), seed);
    return task.train(job, Progress.NONE).end();
  }

  private static void write() throws IOException {
    write("training", plain.data().training());
    write("validation", plain.data().validation());
    write("test", plain.data().test());
    Python.write(folder, "bn.a", a.toArray());
    Python.write(folder, "bn.b", b.toArray());
    for (PruneReplicate ladder : imp.replicates()) {
      for (Round round : ladder.rounds()) {
        Python.write(
            folder, "imp." + ladder.seed() + "." + round.round(), round.solution().toArray());
      }
    }
    for (int i = 0; i < INGREDIENTS; i++) {
      Python.write(folder, "soup." + i, ingredients.get(i).point().toArray());
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("samples", BarrierOptions.defaults().samples());
    spec.put("batch", Recipe.defaults().batch());
    spec.put("rounds", 3);
    spec.put("prunable", plain.layout().prunable());
    spec.put("ingredients", INGREDIENTS);
    spec.put("seeds", List.of(1, 2, 3));
    spec.put("bn", shapes(normalised.layout(), NORMALISED));
    List<String> names = List.of("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias");
    spec.put("mlp", shapes(plain.layout(), names));
    Files.writeString(folder.resolve("spec.json"), Json.write(spec));
  }

  private static List<Object> shapes(Layout layout, List<String> names) {
    List<Object> shapes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Slot slot = layout.slots().get(i);
      shapes.add(List.of(names.get(i), slot.shape()));
    }
    return shapes;
  }

  private static void write(String part, Examples examples) throws IOException {
    float[] labels = new float[examples.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = examples.label(i);
    }
    Python.write(folder, part + ".x", examples.inputs());
    Python.write(folder, part + ".y", labels);
  }

  private static double said(String key) {
    return Double.parseDouble(SAID.get(key).get(0));
  }

  private static double oneExample(DjlTask task) {
    return 1.0 / task.data().test().count() + 1e-9;
  }

  @Test
  void barriersByChordAndMeanAgree() {
    Pair pair = new Pair("pairs", 0, 1, "a to b", new Line(a, b));
    BarrierResult result =
        LinearBarrier.of(
            List.of(pair),
            normalised,
            BarrierOptions.defaults(),
            LinearBarrier.Watcher.NONE,
            Progress.NONE);
    PairResult one = result.pairs().get(0);
    double error = oneExample(normalised);
    assertEquals(said("chord"), one.path().height(Quantity.TEST_ERROR, Baseline.CHORD), error);
    assertEquals(said("mean"), one.path().height(Quantity.TEST_ERROR, Baseline.MEAN), error);
    assertEquals(said("chord.half"), result.height(one).halfWidth(), error);
  }

  @Test
  void reEstimatedStatisticsAgree() {
    Point point = normalised.recalibrate(a);
    double[] said =
        Arrays.stream(SAID.get("re-estimated").get(0).split(" "))
            .mapToDouble(Double::parseDouble)
            .toArray();
    int at = 0;
    for (Slot slot : normalised.layout().slots()) {
      if (!slot.role().isCoordinate()) {
        for (int i = slot.offset(); i < slot.end(); i++) {
          assertEquals(said[at], point.at(i), 1e-5 + 1e-4 * Math.abs(said[at]), slot.name());
          at++;
        }
      }
    }
    assertEquals(said.length, at);
  }

  @Test
  void masksOfThreeRoundsAreTheSame() {
    for (int round = 1; round <= 3; round++) {
      StringBuilder kept = new StringBuilder();
      for (Slot slot : plain.layout().slots()) {
        for (int i = slot.offset(); slot.role().isPrunable() && i < slot.end(); i++) {
          kept.append(imp.round(round).mask().keeps(i) ? '1' : '0');
        }
      }
      assertEquals(SAID.get("mask." + round).get(0), kept.toString(), "round " + round);
    }
  }

  @Test
  void ledgersOfGreedyAndPrunedSoupsAgree() {
    assertLedger("greedy", SoupRecipe.GREEDY, Trial.Move.ADD);
    assertLedger("pruned", SoupRecipe.PRUNED, Trial.Move.DROP);
  }

  private static void assertLedger(String key, SoupRecipe recipe, Trial.Move move) {
    SoupResult soup = Soups.of(recipe, ingredients, plain, SoupOptions.defaults(), Progress.NONE);
    List<Trial> trials = soup.ledger().stream().filter(t -> t.move() == move).toList();
    assertEquals(SAID.get(key).size(), trials.size());
    for (int i = 0; i < trials.size(); i++) {
      String[] said = SAID.get(key).get(i).split(" ", -1);
      assertEquals(said[0], trials.get(i).ingredient());
      assertEquals(
          Double.parseDouble(said[1]),
          trials.get(i).validation().value(),
          1.0 / plain.data().validation().count() + 1e-9);
      assertEquals(said[2].equals("True"), trials.get(i).taken(), key + ", trial " + i);
    }
  }

  @Test
  void pairedIntervalsAgree() {
    for (int round = 1; round <= 3; round++) {
      List<Paired.Difference> differences = new ArrayList<>();
      for (PruneReplicate ladder : imp.replicates()) {
        Round dense = ladder.rounds().get(0);
        Round ticket = ladder.rounds().get(round);
        differences.add(
            Paired.Difference.of(
                ladder.seed(),
                ticket.test().error(),
                dense.test().error(),
                plain.test().errors(ticket.solution()),
                plain.test().errors(dense.solution())));
      }
      Interval interval = Paired.of(differences);
      String[] said = SAID.get("paired." + round).get(0).split(" ", -1);
      assertEquals(Double.parseDouble(said[0]), interval.mean(), oneExample(plain));
      double half = Double.parseDouble(said[1]);
      assertEquals(half, interval.halfWidth(), 0.02 * half, "round " + round);
      assertEquals(3, interval.n());
    }
  }

  @Test
  void errorsByExampleHaveTheScoresMean() {
    for (DjlTask task : List.of(plain, normalised)) {
      Point point = task == plain ? imp.solution(2) : a;
      assertEquals(task.test().score(point).error(), task.test().errors(point).mean(), 1e-9);
      assertEquals(
          task.training().score(point).error(), task.training().errors(point).mean(), 1e-9);
    }
  }
}
