package org.stockpot.djl.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Data;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.Parts;
import org.stockpot.data.image.Mnist;
import org.stockpot.dense.FirstLayer;
import org.stockpot.dense.SortedExamples;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Blends;
import org.stockpot.task.Objective;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

final class SortedExamplesTest {

  private static final Data MNIST = Mnist.load10k(Mnist.SPLIT_10K);
  private static final int SIZE = 40;

  private static Examples labelled(float[]... rows) {
    ExamplesBuilder builder = new ExamplesBuilder(rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      builder.add(rows[i], 0, i);
    }
    return builder.build();
  }

  /** Rows of which the first inputs are seldom background and the last nearly always. */
  private static float[][] rows(int count, float background) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[count][SIZE];
    for (float[] row : rows) {
      for (int k = 0; k < SIZE; k++) {
        boolean shown = random.nextDouble() < Math.pow(0.8, k);
        row[k] = shown ? (float) random.nextGaussian() : background;
      }
    }
    return rows;
  }

  private static Examples numbers(int count, float background) {
    ExamplesBuilder builder = new ExamplesBuilder(SIZE);
    for (float[] row : rows(count, background)) {
      builder.add(row, 0, new double[] {row[0] + row[1], row[2] - row[20]});
    }
    return builder.build();
  }

  @Test
  void inputsThatAreSeldomBackgroundAndExamplesThatNeedManyComeFirst() {
    float[][] rows = {
      {9, 9, 9, 1, 9, 9},
      {9, 9, 9, 9, 9, 9},
      {9, 2, 9, 3, 9, 9},
      {9, 9, 9, 4, 5, 9},
      {9, 6, 9, 9, 9, 9}
    };
    SortedExamples arrangement = SortedExamples.of(labelled(rows)).orElseThrow();
    assertArrayEquals(new int[] {3, 2, 4, 0, 1}, arrangement.examples().labels());
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      assertArrayEquals(
          new float[] {-5, 0, -4, -6, -7, 0, 0, -3, 0},
          arrangement.inputs(manager, 0, 3).toFloatArray());
      assertArrayEquals(new float[] {-8, 0}, arrangement.inputs(manager, 3, 2).toFloatArray());
    }
  }

  @Test
  void examplesOfBackgroundAloneNeedOneInput() {
    SortedExamples arrangement =
        SortedExamples.of(labelled(new float[9], new float[9])).orElseThrow();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      assertArrayEquals(new float[2], arrangement.inputs(manager, 0, 2).toFloatArray());
    }
  }

  @Test
  void inputsWithoutBackgroundStayAsTheyAre() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[50][SIZE];
    for (float[] row : rows) {
      for (int k = 0; k < SIZE; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
    assertTrue(SortedExamples.of(labelled(rows)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"0, true", "0, false", "0.5, true", "-0.42, false"})
  void aHeadGivesTheProductWithAllInputs(float background, boolean biased) {
    int units = 7;
    SplittableRandom random = new SplittableRandom(2);
    float[] weight = new float[units * SIZE];
    float[] bias = new float[units];
    IntStream.range(0, weight.length).forEach(i -> weight[i] = (float) random.nextGaussian());
    IntStream.range(0, units).forEach(i -> bias[i] = biased ? (float) random.nextGaussian() : 0);
    SortedExamples arrangement = SortedExamples.of(labelled(rows(100, background))).orElseThrow();
    Examples examples = arrangement.examples();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      FloatBuffer given = biased ? FloatBuffer.wrap(bias) : null;
      FirstLayer head = arrangement.firstLayer(manager, FloatBuffer.wrap(weight), given);
      for (int from = 0; from < 100; from += 25) {
        NDArray inputs = arrangement.inputs(manager, from, 25);
        assertTrue(inputs.getShape().get(1) < SIZE);
        float[] product = head.product(inputs).toFloatArray();
        for (int i = 0; i < product.length; i++) {
          double expected = bias[i % units];
          for (int k = 0; k < SIZE; k++) {
            expected += weight[i % units * SIZE + k] * examples.input(from + i / units, k);
          }
          assertEquals(expected, product[i], 1e-5);
        }
      }
    }
  }

  /** A network whose inputs are clipped where there are none, so that they stay as they are. */
  private static Block network(int inputs, int outputs, boolean arranged) {
    float most = arranged ? Float.MAX_VALUE : inputs;
    return new SequentialBlock()
        .add(list -> new NDList(list.get(0).reshape(-1, inputs).clip(-most, most)))
        .add(Linear.builder().setUnits(33).build())
        .add(Activation::relu)
        .add(Linear.builder().setUnits(outputs).build());
  }

  private static void assertSame(Score expected, Score score) {
    assertEquals(expected.loss(), score.loss(), 3e-6 * expected.loss());
    assertEquals(expected.value(), score.value(), 1e-6);
    assertEquals(expected.examples(), score.examples());
  }

  private static List<Score> scores(Objective objective, List<Point> points) {
    List<Score> scores = new ArrayList<>();
    points.forEach(point -> scores.add(objective.score(point)));
    Line line = new Line(points.get(0), points.get(1));
    objective.along(line, new double[] {0, 0.4, 1}, (i, score) -> scores.add(score));
    try (Blends blends = objective.blends(points)) {
      scores.add(blends.score(1, 0, 0));
      scores.add(blends.score(1, 0, 1));
      scores.add(blends.score(1, 1, 1));
    }
    scores.add(objective.ensemble(points));
    return scores;
  }

  private static void assertArrangedScoresAreTheSame(Data data, int inputs, int outputs) {
    try (DjlTask arranged = DjlTask.of(data, "net", network(inputs, outputs, true));
        DjlTask plain = DjlTask.of(data, "net", network(inputs, outputs, false))) {
      List<Point> points = List.of(arranged.init(1), arranged.init(2), arranged.init(3));
      assertTrue(isArranged(arranged));
      assertTrue(!isArranged(plain));
      List<Score> expected = scores(plain.test(), points);
      List<Score> found = scores(arranged.test(), points);
      for (int i = 0; i < expected.size(); i++) {
        assertSame(expected.get(i), found.get(i));
      }
      assertEquals(found.get(0), found.get(3), "an end of a line");
      assertEquals(found.get(0), found.get(6), "a soup of one");
      assertSameErrors(plain.test(), arranged.test(), points);
    }
  }

  /** Errors come in the order of the data, and their mean is that of the score. */
  private static void assertSameErrors(Objective plain, Objective arranged, List<Point> points) {
    PerExample point = arranged.errors(points.get(0));
    PerExample ensemble = arranged.ensembleErrors(points);
    assertClose(plain.errors(points.get(0)), point);
    assertClose(plain.ensembleErrors(points), ensemble);
    assertEquals(arranged.score(points.get(0)).error(), point.mean(), 1e-5);
    assertEquals(arranged.ensemble(points).error(), ensemble.mean(), 1e-5);
    assertNotEquals(point, ensemble);
    assertClose(point, arranged.ensembleErrors(points.subList(0, 1)));
  }

  private static void assertClose(PerExample expected, PerExample errors) {
    assertEquals(expected.count(), errors.count());
    for (int i = 0; i < expected.count(); i++) {
      assertEquals(expected.at(i), errors.at(i), 1e-5 * (1 + expected.at(i)), "example " + i);
    }
  }

  private static boolean isArranged(DjlTask task) {
    return ((NetworkObjective) task.test()).split().arrangement().isPresent();
  }

  @Test
  void arrangedClassesScoreAsThoseInTheirOrder() {
    assertArrangedScoresAreTheSame(MNIST, 784, 10);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.7"})
  void arrangedNumbersScoreAsThoseInTheirOrder(float background) {
    Examples test = numbers(2345, background);
    Parts parts = new Parts(numbers(100, background), numbers(50, background), test);
    DatasetInfo card = DatasetInfo.of("numbers", MNIST.source(), List.of(SIZE));
    assertArrangedScoresAreTheSame(Data.of(card, List.of("sum", "difference"), parts), SIZE, 2);
  }

  @Test
  void networksWithStatisticsTakeInputsInTheirOrder() {
    Block block =
        new SequentialBlock()
            .add(network(784, 20, true))
            .add(BatchNorm.builder().build())
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(MNIST, "batch norm", block)) {
      assertTrue(!isArranged(task));
    }
  }
}
