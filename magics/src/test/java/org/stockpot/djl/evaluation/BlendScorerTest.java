package org.stockpot.djl.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Data;
import org.stockpot.data.Split;
import org.stockpot.data.image.Digits;
import org.stockpot.data.image.Mnist;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.Models;
import org.stockpot.djl.network.DenseFirstLayer;
import org.stockpot.task.Blends;
import org.stockpot.task.Job;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/** The fast way to score lines and soups against the plain one. */
final class BlendScorerTest {

  private static final Data DIGITS = Digits.load();
  private static final double[] POSITIONS = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 1, 1.5, -0.5};

  private static Point trained(DjlTask task, long seed) {
    Recipe recipe = Recipe.defaults().withBatch(32).withLength(Span.iterations(60));
    Job job = Job.dense(task.init(1), recipe, task.stepsPerEpoch(32), seed);
    return task.train(job, Progress.NONE).end();
  }

  private static List<Score> along(Objective objective, Line line) {
    return along(objective, line, POSITIONS);
  }

  private static List<Score> along(Objective objective, Line line, double... positions) {
    List<Score> scores = new ArrayList<>();
    objective.along(
        line,
        positions,
        (i, score) -> {
          assertEquals(scores.size(), i);
          scores.add(score);
        });
    return scores;
  }

  /** What {@link Objective} does for whoever has no faster way. */
  private static Objective plain(Objective objective) {
    return point -> objective.score(point);
  }

  private static void assertClose(Score plain, Score fast) {
    assertEquals(plain.loss(), fast.loss(), 1e-5 * Math.max(1, plain.loss()));
    assertEquals(plain.value(), fast.value(), 1.0 / plain.examples());
    assertEquals(plain.examples(), fast.examples());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet-300-100", "mlp:16", "mlp:8,8,8,8", "conv2"})
  void aLineScoresAsItsPointsDo(String model) {
    try (DjlTask task = DjlTask.of(DIGITS, model)) {
      Line line = new Line(trained(task, 1), trained(task, 2));
      for (Objective objective : List.of(task.training(), task.test())) {
        List<Score> plain = along(plain(objective), line);
        List<Score> fast = along(objective, line);
        assertEquals(plain.size(), fast.size());
        for (int i = 0; i < POSITIONS.length; i++) {
          assertClose(plain.get(i), fast.get(i));
        }
      }
    }
  }

  @Test
  void theEndsOfALineScoreBitForBitAsStoredPoints() {
    try (DjlTask task = DjlTask.of(Mnist.load10k(Mnist.SPLIT_10K), "lenet-300-100")) {
      Line line = new Line(trained(task, 1), trained(task, 2));
      List<Score> fast = along(task.training(), line);
      assertEquals(task.training().score(line.from()), fast.get(0));
      assertEquals(task.training().score(line.to()), fast.get(6));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet-300-100", "conv2"})
  void aPositionScoresTheSameBitsAloneAsInALine(String model) {
    try (DjlTask task = DjlTask.of(DIGITS, model)) {
      Line line = new Line(trained(task, 1), trained(task, 2));
      List<Score> whole = along(task.test(), line);
      for (int i = 0; i < POSITIONS.length; i++) {
        assertEquals(List.of(whole.get(i)), along(task.test(), line, POSITIONS[i]));
      }
      assertEquals(whole.subList(2, 5), along(task.test(), line, 0.25, 0.5, 0.75));
    }
  }

  /** 200 points of this network are more numbers than a line may keep. */
  @Test
  void aPositionScoresTheSameBitsInALineThatIsTooLongToKeep() {
    Data few = Digits.load(Split.defaults().withTest(0.01));
    try (DjlTask task = DjlTask.of(few, "mlp:20000")) {
      assertTrue(200L * task.layout().size() > 1L << 28);
      Line line = new Line(task.init(1), task.init(2));
      double[] positions = IntStream.range(0, 200).mapToDouble(i -> i / 199.0).toArray();
      List<Score> whole = along(task.test(), line, positions);
      assertEquals(200, whole.size());
      for (int i : new int[] {0, 1, 100, 198, 199}) {
        assertEquals(List.of(whole.get(i)), along(task.test(), line, positions[i]));
      }
    }
  }

  @Test
  void aBlendScoresTheSameBitsWhateverWasAskedBefore() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:64,32")) {
      List<Point> points = List.of(trained(task, 1), trained(task, 2), trained(task, 3));
      Score alone;
      try (Blends blends = task.test().blends(points)) {
        alone = blends.score(0.2, 0.3, 0.5);
      }
      try (Blends blends = task.test().blends(points)) {
        blends.score(1, 0, 0);
        blends.score(0, 1, 1);
        assertEquals(alone, blends.score(0.2, 0.3, 0.5));
      }
    }
  }

  /** More blends than are measured at once. */
  @Test
  void blendsScoreTheSameBitsTogetherAsEachByItself() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:64,32")) {
      List<Point> points = List.of(trained(task, 1), trained(task, 2), trained(task, 3));
      List<double[]> weights = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        weights.add(new double[] {i % 2, i % 3, (i + 1) % 2});
      }
      List<Score> together = new ArrayList<>();
      try (Blends blends = task.test().blends(points)) {
        blends.scores(
            weights,
            (i, score) -> {
              assertEquals(together.size(), i);
              together.add(score);
            });
      }
      for (int i = 0; i < 40; i++) {
        try (Blends blends = task.test().blends(points)) {
          assertEquals(blends.score(weights.get(i)), together.get(i));
        }
      }
    }
  }

  @Test
  void aSoupThatGrowsScoresTheSameBitsAsEachByItself() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:64,32")) {
      List<Point> points =
          List.of(trained(task, 1), trained(task, 2), trained(task, 3), trained(task, 4));
      int[] order = {2, 0, 3, 1};
      // Grows, is refused one, goes on from the soup before, and loses one.
      double[][] soups = {
        {0, 0, 1, 0}, {1, 0, 1, 0}, {1, 0, 1, 1}, {1, 1, 1, 0}, {1, 1, 1, 1}, {1, 1, 0, 1}
      };
      try (Blends growing = task.test().blends(points)) {
        growing.sumInOrder(order);
        for (double[] soup : soups) {
          try (Blends alone = task.test().blends(points)) {
            alone.sumInOrder(order);
            assertEquals(alone.score(soup), growing.score(soup));
          }
          assertClose(plain(task.test()).blends(points).score(soup), growing.score(soup));
        }
      }
    }
  }

  @Test
  void blendsScoreAsTheirMeansAndSinglePointsBitForBit() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:64,32")) {
      List<Point> points = List.of(trained(task, 1), trained(task, 2), trained(task, 3));
      try (Blends fast = task.training().blends(points);
          Blends plain = plain(task.training()).blends(points)) {
        double[][] soups = {{1, 1, 0}, {1, 1, 1}, {0, 2, 1}, {1, -0.5, 1}, {0.2, 0.3, 0.5}};
        for (double[] soup : soups) {
          assertClose(plain.score(soup), fast.score(soup));
          assertEquals(fast.score(soup), fast.score(soup));
        }
        for (int i = 0; i < 3; i++) {
          double[] one = new double[3];
          one[i] = 2;
          assertEquals(task.training().score(points.get(i)), fast.score(one));
        }
      }
    }
  }

  @Test
  void layersThatAreNotDenseOrShareParametersGoThePlainWay() {
    assertTrue(
        DenseFirstLayer.of(Models.named("lenet-300-100", List.of(1, 28, 28), 10)).isPresent());
    assertTrue(DenseFirstLayer.of(Models.named("conv2", List.of(1, 28, 28), 10)).isEmpty());
    assertTrue(DenseFirstLayer.of(Models.named("resnet20", List.of(1, 28, 28), 10)).isEmpty());
    Block shared = Linear.builder().setUnits(64).build();
    Block twice =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(shared)
            .add(Activation::relu)
            .add(shared);
    assertTrue(DenseFirstLayer.of(twice).isEmpty());
  }

  @Test
  void scoresDoNotDependOnTheNumberOfThreads() {
    try (DjlTask task = DjlTask.of(Mnist.load10k(Mnist.SPLIT_10K), "mlp:50")) {
      Point point = trained(task, 1);
      Line line = new Line(point, trained(task, 2));
      Score score = task.training().score(point);
      List<Score> scores = along(task.training(), line);
      task.withThreads(3);
      assertEquals(score, task.training().score(point));
      assertEquals(scores, along(task.training(), line));
    }
  }

  @Test
  void dropoutIsFoundToDrawRandomNumbers() {
    Block dropout =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(Dropout.builder().optRate(0.5f).build())
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(DIGITS, "dropout", dropout);
        DjlTask plain = DjlTask.of(DIGITS, "conv2")) {
      assertEquals(1, task.parallelism());
      assertEquals(Runtime.getRuntime().availableProcessors(), plain.parallelism());
      assertEquals(1, plain.withThreads(2).parallelism());
    }
  }

  @Test
  void anInterruptEndsALine() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:8")) {
      Line line = new Line(task.init(1), task.init(2));
      Thread.currentThread().interrupt();
      Assertions.assertThrows(CancellationException.class, () -> along(task.training(), line));
      assertTrue(Thread.interrupted());
      assertEquals(POSITIONS.length, along(task.training(), line).size());
    }
  }
}
