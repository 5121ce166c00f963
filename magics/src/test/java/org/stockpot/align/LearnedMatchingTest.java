package org.stockpot.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Job;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Line;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;

final class LearnedMatchingTest {

  private static double[][] drawn(int n, double scale, long seed) {
    Random random = new Random(seed);
    double[][] drawn = new double[n][n];
    Arrays.stream(drawn).forEach(row -> Arrays.setAll(row, j -> scale * random.nextGaussian()));
    return drawn;
  }

  private static double dot(double[][] one, double[][] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      for (int j = 0; j < one.length; j++) {
        sum += one[i][j] * other[i][j];
      }
    }
    return sum;
  }

  @Test
  void softPermutationsAreDoublyStochastic() {
    double[][] soft = new Sinkhorn(drawn(7, 2, 1)).soft();
    for (int i = 0; i < 7; i++) {
      int own = i;
      assertEquals(1, Arrays.stream(soft[i]).sum(), 1e-12);
      assertEquals(1, Arrays.stream(soft).mapToDouble(row -> row[own]).sum(), 1e-3);
    }
    double[][] equal = new Sinkhorn(new double[3][3]).soft();
    assertArrayEquals(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, equal[1], 1e-15);
    double[][] far = {{900, 0, -900}, {0, 900, 0}, {0, -900, 1e5}};
    double[][] permutation = new Sinkhorn(far).soft();
    assertArrayEquals(new double[] {1, 0, 0}, permutation[0], 1e-12);
    assertArrayEquals(new double[] {0, 0, 1}, permutation[2], 1e-12);
  }

  /** Two by two, all is known: the limit is σ of half the difference of the diagonals. */
  @Test
  void twoByTwoIsALogisticFunction() {
    double[][] soft = new Sinkhorn(new double[][] {{0.3, -0.2}, {0.1, 0.9}}).soft();
    assertEquals(1 / (1 + Math.exp(-(0.3 + 0.9 + 0.2 - 0.1) / 2)), soft[0][0], 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 6})
  void theDerivativeIsThatOfDifferences(double scale) {
    double[][] logits = drawn(6, scale, 2);
    double[][] slope = drawn(6, 1, 3);
    double[][] gradient = new Sinkhorn(logits).gradient(slope);
    double step = 1e-5;
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        double at = logits[i][j];
        logits[i][j] = at + step;
        double above = dot(slope, new Sinkhorn(logits).soft());
        logits[i][j] = at - step;
        double below = dot(slope, new Sinkhorn(logits).soft());
        logits[i][j] = at;
        assertEquals((above - below) / (2 * step), gradient[i][j], 1e-8 * (1 + scale));
      }
    }
  }

  /** Soft permutations of all groups at once, a stream on two axes of one slot among them. */
  @ParameterizedTest
  @ValueSource(strings = {"mlp:5,4", "conv2", "resnet20a"})
  void permutationsArePermutationsAndTheirGradientThatOfDifferences(String model) {
    try (DjlTask task = DjlTask.of(Digits.load(), model)) {
      UnitGroups groups = task.unitGroups().orThrow();
      Point point = AlignmentTest.drawn(task.layout(), 1);
      List<int[]> hard = groups.random(3);
      SoftPermutation soft = new SoftPermutation(groups, point);
      double[] moved = soft.of(hard.stream().map(LearnedMatchingTest::matrix).toList()).values();
      Point permuted = groups.permute(point, hard);
      for (int i = 0; i < moved.length; i++) {
        assertEquals(permuted.at(i), moved[i]);
      }
      List<double[][]> matrices =
          hard.stream().map(p -> new Sinkhorn(drawn(p.length, 1, p.length)).soft()).toList();
      double[] weights = new Random(4).doubles(moved.length).toArray();
      List<double[][]> gradients = soft.of(matrices).gradient(weights.clone());
      for (int g = 0; g < matrices.size(); g++) {
        double[] row = matrices.get(g)[1];
        double at = row[2];
        row[2] = at + 1e-4;
        double above = dot(weights, soft.of(matrices).values());
        row[2] = at - 1e-4;
        double below = dot(weights, soft.of(matrices).values());
        row[2] = at;
        assertEquals((above - below) / 2e-4, gradients.get(g)[1][2], 1e-5);
      }
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private static double[][] matrix(int... permutation) {
    double[][] matrix = new double[permutation.length][permutation.length];
    for (int u = 0; u < permutation.length; u++) {
      matrix[u][permutation[u]] = 1;
    }
    return matrix;
  }

  /** From the loss half-way to X, by the task's own derivatives. */
  @Test
  void theLossHalfWayFallsAlongItsGradient() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:6")) {
      UnitGroups groups = task.unitGroups().orThrow();
      Point a = AlignmentTest.drawn(task.layout(), 1);
      SoftPermutation permutation =
          new SoftPermutation(groups, AlignmentTest.drawn(task.layout(), 2));
      Derivatives loss = task.derivatives(Subset.of(Part.TRAINING, 64)).orThrow();
      double[][] logits = drawn(6, 1, 5);
      Sinkhorn operator = new Sinkhorn(logits);
      SoftPermutation.Blend blend = permutation.of(Collections.singletonList(operator.soft()));
      Point slope = loss.gradient(halfWay(a, blend));
      double[] half = new double[slope.layout().size()];
      Arrays.setAll(half, i -> slope.at(i) / 2.0);
      double[][] gradient = operator.gradient(blend.gradient(half).get(0));
      double step = 1e-2;
      for (int j = 0; j < 6; j++) {
        double at = logits[2][j];
        logits[2][j] = at + step;
        double above =
            loss.loss(
                halfWay(a, permutation.of(Collections.singletonList(new Sinkhorn(logits).soft()))));
        logits[2][j] = at - step;
        double below =
            loss.loss(
                halfWay(a, permutation.of(Collections.singletonList(new Sinkhorn(logits).soft()))));
        logits[2][j] = at;
        assertEquals((above - below) / (2 * step), gradient[2][j], 2e-3);
      }
    }
  }

  private static Point halfWay(Point a, SoftPermutation.Blend blend) {
    return Point.build(
        a.layout(),
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((a.at(i) + blend.values()[i]) / 2);
          }
        });
  }

  private static AlignResult align(Point a, Point b, Task task, LearnedLoss loss) {
    AlignOptions options = AlignOptions.defaults().withBy(AlignBy.LEARNED).withLoss(loss);
    return Alignment.to(
        "a",
        a,
        List.of("b"),
        List.of(MaskedPoint.dense(b)),
        task,
        task.unitGroups().orThrow(),
        options,
        AlignOptions.recipe(AlignBy.LEARNED));
  }

  private static Point trained(Task task, int seed) {
    Recipe recipe = Recipe.defaults().withLength(Span.epochs(3));
    return task.train(
            Job.dense(task.init(seed), recipe, task.stepsPerEpoch(60), seed), Progress.NONE)
        .end();
  }

  /** From the identity, by the weights alone. */
  @Test
  void aPermutedCopyIsRecoveredByDistance() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:12,7")) {
      Point a = trained(task, 1);
      UnitGroups groups = task.unitGroups().orThrow();
      AlignResult found = align(a, groups.permute(a, groups.random(5)), task, LearnedLoss.DISTANCE);
      assertEquals(a, found.point());
      assertEquals(0, found.networks().get(0).distance());
    }
  }

  /** What is taken is never worse half-way, on validation examples, than what weights give. */
  @ParameterizedTest
  @ValueSource(strings = {"MIDPOINT", "RANDOM"})
  void learnedPermutationsAreNoWorseHalfWay(LearnedLoss loss) {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:12,7")) {
      Point a = trained(task, 1);
      Point b = trained(task, 2);
      AlignResult found = align(a, b, task, loss);
      List<Sweep> sweeps = found.searches().get(0).sweeps();
      double byWeights = sweeps.get(1).midpointLoss().orElseThrow();
      double learned = task.validation().score(new Line(a, found.point()).at(0.5)).loss();
      assertTrue(learned < byWeights, learned + " and " + byWeights);
      assertEquals(found.point(), align(a, b, task, loss).point());
    }
  }
}
