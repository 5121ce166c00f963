package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.data.Data;
import org.stockpot.data.Split;
import org.stockpot.data.array.ArrayData;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.binding.BlockSlots;
import org.stockpot.task.Distortion;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.Training;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

final class DjlTaskTest {

  private static final Data DIGITS = Digits.load();
  private static final Recipe RECIPE = Recipe.defaults().withBatch(32).withLength(Span.epochs(2));

  private static Job job(DjlTask task, Point start, Recipe recipe, long seed) {
    return Job.dense(start, recipe, task.stepsPerEpoch(recipe.batch()), seed);
  }

  private static Training train(DjlTask task, Job job) {
    return task.train(job, Progress.NONE);
  }

  @Test
  void leNetIsTheNetworkOfThePaper() {
    Block block = Models.named("lenet-300-100", List.of(1, 28, 28), 10);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 28, 28));
      assertEquals(266_610, BlockSlots.of(block, false).layout().coordinates());
      assertEquals(266_200, BlockSlots.of(block, false).layout().prunable());
    }
  }

  @Test
  void conv2IsTheNetworkOfThePaper() {
    Block block = Models.named("conv2", List.of(3, 32, 32), 10);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      block.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
      int convolutions = 3 * 64 * 9 + 64 + 64 * 64 * 9 + 64;
      int dense = 64 * 16 * 16 * 256 + 256 + 256 * 256 + 256 + 256 * 10 + 10;
      assertEquals(convolutions + dense, BlockSlots.of(block, false).layout().coordinates());
    }
  }

  @Test
  void slotsAreNamedByKindAndRolesFollowTypes() {
    try (DjlTask task = DjlTask.of(DIGITS, "resnet20")) {
      assertEquals(Role.WEIGHT, task.layout().slot("conv1.weight").role());
      assertEquals(Role.SCALE, task.layout().slot("bn1.gamma").role());
      assertEquals(Role.SHIFT, task.layout().slot("bn1.beta").role());
      assertEquals(Role.STATISTIC, task.layout().slot("bn1.running_var").role());
      assertEquals(List.of(10, 64), task.layout().slot("fc1.weight").shape());
      assertTrue(task.layout().hasStatistics());
    }
  }

  @Test
  void glorotNormalHasItsVariance() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:300")) {
      Point init = task.init(1);
      Slot slot = task.layout().slot("fc1.weight");
      double squares = 0;
      for (int i = slot.offset(); i < slot.end(); i++) {
        squares += init.at(i) * (double) init.at(i);
      }
      assertEquals(2.0 / (64 + 300), squares / slot.size(), 0.0003);
      assertEquals(0, init.at(task.layout().slot("fc1.bias").offset()));
    }
  }

  @ParameterizedTest
  @CsvSource({"mlp:32", "conv2", "resnet20"})
  void theSameSeedGivesTheSameBits(String model) {
    Recipe recipe = RECIPE.withLength(Span.iterations(5));
    try (DjlTask one = DjlTask.of(DIGITS, model);
        DjlTask two = DjlTask.of(DIGITS, model)) {
      Point init = one.init(3);
      assertEquals(init, two.init(3));
      Point end = train(one, job(one, init, recipe, 7)).end();
      assertEquals(end, train(one, job(one, init, recipe, 7)).end());
      assertEquals(end, train(two, job(two, init, recipe, 7)).end());
      assertNotEquals(end, train(one, job(one, init, recipe, 8)).end());
      assertNotEquals(init, one.init(4));
    }
  }

  @Test
  void digitsAreLearnt() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:64,32")) {
      Training training =
          train(task, job(task, task.init(1), RECIPE.withLength(Span.epochs(15)), 1));
      Score test = task.test().score(training.end());
      assertTrue(test.value() > 0.93, test.toString());
      assertEquals(359, test.examples());
      assertEquals(15, training.history().size());
      assertTrue(training.history().get(14).loss() < 0.2 * training.history().get(0).loss());
    }
  }

  @ParameterizedTest
  @EnumSource(Optimizer.Kind.class)
  void prunedWeightsStayExactlyZeroWithMomentumAndDecay(Optimizer.Kind kind) {
    boolean sgd = kind == Optimizer.Kind.SGD;
    Recipe recipe = RECIPE.withOptimizer(new Optimizer(kind, sgd ? 0.05 : 0.01, 0.9, sgd, 0.01));
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:32")) {
      SplittableRandom random = new SplittableRandom(1);
      Mask mask = Mask.keeping(task.layout(), i -> random.nextInt(5) == 0);
      Point start = task.init(1).masked(mask);
      TreeSet<Long> every = new TreeSet<>();
      for (long step = 0; step <= 72; step += 6) {
        every.add(step);
      }
      Training training = train(task, new Job(start, mask, recipe, 0, 72, 1, every));
      for (Point point : training.captured().values()) {
        assertEquals(point, point.masked(mask));
      }
      assertNotEquals(start, training.end());
      assertTrue(task.test().score(training.end()).value() > 0.3);
    }
  }

  @Test
  void capturesAreTheRunsOwnStates() {
    try (DjlTask task = DjlTask.of(DIGITS, "resnet20")) {
      Point init = task.init(1);
      Recipe recipe = RECIPE.withLength(Span.iterations(6));
      Job whole = job(task, init, recipe, 1);
      Job capturing =
          new Job(init, whole.mask(), recipe, 0, 6, 1, new TreeSet<>(List.of(0L, 4L, 6L)));
      Training training = train(task, capturing);
      assertEquals(init, training.captured().get(0L));
      assertEquals(training.end(), training.captured().get(6L));
      assertEquals(training.end(), train(task, whole).end());
      Job head = new Job(init, whole.mask(), recipe, 0, 4, 1, new TreeSet<>());
      assertEquals(train(task, head).end(), training.captured().get(4L));
    }
  }

  @Test
  void theUsersBlockKeepsItsWeights() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Block block =
          new SequentialBlock()
              .add(Blocks.batchFlattenBlock(64))
              .add(Linear.builder().setUnits(10).build());
      block.initialize(manager, DataType.FLOAT32, new Shape(1, 64));
      float[] before = block.getParameters().get(0).getValue().getArray().toFloatArray();
      try (DjlTask task = DjlTask.of(DIGITS, "mine", block)) {
        assertEquals(before[7], task.pretrained().orElseThrow().at(7));
        train(task, job(task, task.pretrained().orElseThrow(), RECIPE, 1));
        assertArrayEquals(
            before, block.getParameters().get(0).getValue().getArray().toFloatArray());
      }
      assertArrayEquals(before, block.getParameters().get(0).getValue().getArray().toFloatArray());
    }
  }

  @Test
  void anUninitialisedBlockIsUninitialisedAgainAfterwards() {
    Block block =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(DIGITS, "mine", block)) {
      assertTrue(task.pretrained().isEmpty());
      assertEquals(650, task.layout().size());
    }
    assertFalse(block.getParameters().get(0).getValue().isInitialized());
  }

  @Test
  void dropoutFollowsTheSeed() {
    Block block =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(Dropout.builder().optRate(0.5f).build())
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(DIGITS, "dropout", block)) {
      Point init = task.init(1);
      Point end = train(task, job(task, init, RECIPE, 1)).end();
      assertEquals(end, train(task, job(task, init, RECIPE, 1)).end());
      assertEquals(task.test().score(end), task.test().score(end));
    }
  }

  @Test
  void numbersAreLearntWithR2() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] x = new double[400][3];
    double[] y = new double[400];
    for (int i = 0; i < 400; i++) {
      for (int j = 0; j < 3; j++) {
        x[i][j] = random.nextDouble() * 2 - 1;
      }
      y[i] = 3 * x[i][0] - 2 * x[i][1] + 0.01 * random.nextDouble();
    }
    Data data = ArrayData.of(x, y, Split.defaults());
    try (DjlTask task = DjlTask.of(data, "mlp:16")) {
      assertEquals(Metric.R2, task.metric());
      Recipe recipe = RECIPE.withOptimizer(Optimizer.adam(0.01)).withLength(Span.epochs(60));
      Score test = task.test().score(train(task, job(task, task.init(1), recipe, 1)).end());
      assertTrue(test.value() > 0.98, test.toString());
    }
  }

  @Test
  void scoresAreRepeatableAndIndependentOfWhatRanBetween() {
    try (DjlTask task = DjlTask.of(DIGITS, "resnet20")) {
      Point point =
          train(task, job(task, task.init(1), RECIPE.withLength(Span.iterations(8)), 1)).end();
      Score first = task.training().score(point);
      train(task, job(task, task.init(2), RECIPE.withLength(Span.iterations(2)), 1));
      assertEquals(first, task.training().score(point));
    }
  }

  @Test
  void recalibrationRestoresTheStatisticsOfTheData() {
    try (DjlTask task = DjlTask.of(DIGITS, "resnet20")) {
      Point trained =
          train(task, job(task, task.init(1), RECIPE.withLength(Span.epochs(4)), 1)).end();
      Point spoilt = trained.withStatisticsOf(task.init(1));
      Point recalibrated = task.recalibrate(spoilt);
      assertEquals(recalibrated, task.recalibrate(trained));
      assertEquals(trained, recalibrated.withStatisticsOf(trained));
      double good = task.test().score(recalibrated).value();
      assertTrue(good > task.test().score(spoilt).value() + 0.2);
      Slot mean = task.layout().slot("bn1.running_mean");
      for (int i = mean.offset(); i < mean.end(); i++) {
        assertEquals(trained.at(i), recalibrated.at(i), 0.1);
      }
    }
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:8")) {
      Point point = task.init(1);
      assertEquals(point, task.recalibrate(point));
    }
  }

  @Test
  void aLossThatExplodesStopsTheTraining() {
    Recipe recipe = RECIPE.withOptimizer(Optimizer.sgd(1e30, 0));
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:8")) {
      Job job = job(task, task.init(1), recipe, 1);
      String message = assertThrows(DivergedException.class, () -> train(task, job)).getMessage();
      assertTrue(message.startsWith("loss became "), message);
      assertTrue(message.endsWith("try a lower lr (now at 1.0E30)"), message);
    }
  }

  /** The loss of the last step is that of the weights before it. */
  @Test
  void weightsThatExplodeInTheLastStepStopTheTraining() {
    Recipe recipe = RECIPE.withOptimizer(Optimizer.sgd(1e300, 0)).withLength(Span.iterations(1));
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:8")) {
      Job job = job(task, task.init(1), recipe, 1);
      DivergedException e = assertThrows(DivergedException.class, () -> train(task, job));
      assertTrue(e.getMessage().startsWith("a weight became NaN or infinite at step 0"), "" + e);
      assertEquals(0, e.step());
      assertTrue(task.test().score(task.init(1)).loss() > 0, "the task works on");
    }
  }

  @Test
  void anInterruptStopsWithinABatch() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:8")) {
      Progress stop =
          new Progress() {
            private int steps;

            @Override
            public void done(long units) {
              if (++steps == 5) {
                Thread.currentThread().interrupt();
              }
            }
          };
      Job job = job(task, task.init(1), RECIPE, 1);
      assertThrows(CancellationException.class, () -> task.train(job, stop));
      assertTrue(Thread.interrupted());
      assertThrows(
          CancellationException.class,
          () -> {
            Thread.currentThread().interrupt();
            task.test().score(task.init(1));
          });
      assertTrue(Thread.interrupted());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nope|no model named nope, the models are NAMES",
        "mlp:|an mlp must have widths of at least 1, such as mlp:64,32, got mlp:",
        "mlp:0|an mlp must have widths of at least 1, such as mlp:64,32, got mlp:0",
        "torchscript:nowhere.pt|a TorchScript file must exist, got nowhere.pt"
      })
  void unknownModelsAreExplained(String model, String message) {
    assertEquals(
        message.replace("NAMES", String.join(" ", Models.NAMES)),
        assertThrows(IllegalArgumentException.class, () -> DjlTask.of(DIGITS, model)).getMessage());
  }

  @Test
  void blocksThatDoNotFitAreExplained() {
    Block tooFew =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(Linear.builder().setUnits(3).build());
    assertEquals(
        "the model must give 10 outputs for 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, got shape (3) per example",
        refusal(tooFew));
    Block wrongInput =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(63))
            .add(Linear.builder().setUnits(10).build());
    assertTrue(
        refusal(wrongInput).startsWith("the model must take examples of shape [1, 8, 8], got: "),
        refusal(wrongInput));
    Block none = new SequentialBlock().add(Activation.reluBlock());
    assertEquals("a model must have parameters, got a block without any", refusal(none));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    DjlTask.of(
                        ArrayData.of(new float[40][3], labels(40), Split.defaults()), "conv2"))
            .getMessage()
            .startsWith("conv2 must get images of shape [channels, height, width]"));
  }

  private static int[] labels(int n) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 2;
    }
    return labels;
  }

  private static String refusal(Block block) {
    return assertThrows(IllegalArgumentException.class, () -> DjlTask.of(DIGITS, "mine", block))
        .getMessage();
  }

  @Test
  void aClosedTaskSaysSo() {
    DjlTask task = DjlTask.of(DIGITS, "mlp:8");
    Point init = task.init(1);
    task.close();
    task.close();
    assertEquals(
        "task digits mlp:8 is closed",
        assertThrows(IllegalStateException.class, () -> task.test().score(init)).getMessage());
  }

  @Test
  void anEnsembleOfEqualPointsIsThatPoint() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:16")) {
      Point point = task.init(1);
      Score single = task.test().score(point);
      Score ensemble = task.test().ensemble(List.of(point, point, point));
      assertEquals(single.value(), ensemble.value());
      assertEquals(single.loss(), ensemble.loss(), 1e-9);
    }
  }

  @Test
  void anEnsembleIsNoWorseInLossThanTheMeanOfItsMembers() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:16")) {
      List<Point> points = List.of(task.init(1), task.init(2), task.init(3));
      double mean =
          points.stream().mapToDouble(p -> task.validation().score(p).loss()).average().orElse(0);
      assertTrue(task.validation().ensemble(points).loss() <= mean);
    }
  }

  @Test
  void augmentationIsRepeatableAndChangesTrainingAlone() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:16")) {
      Recipe changed =
          RECIPE.withAugment(Distortion.parse("rotate:10"), Distortion.parse("noise:0.1"));
      Point start = task.init(1);
      Score before = task.test().score(start);
      Point once = train(task, job(task, start, changed, 1)).end();
      assertEquals(once, train(task, job(task, start, changed, 1)).end());
      assertNotEquals(once, train(task, job(task, start, RECIPE, 1)).end());
      assertNotEquals(once, train(task, job(task, start, changed, 2)).end());
      assertEquals(before, task.test().score(start));
    }
  }

  @Test
  void shiftedTestSetsAreHarderAndTheSameEveryTime() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:16")) {
      Point point = train(task, job(task, task.init(1), RECIPE, 1)).end();
      Distortion shift = Distortion.parse("rotate:45");
      Score shifted = task.shifted(shift).score(point);
      assertEquals(shifted, task.shifted(Distortion.parse("rotate:45")).score(point));
      assertTrue(shifted.value() < task.test().score(point).value());
    }
  }

  @Test
  void labelSmoothingIsForClasses() {
    Data numbers = ArrayData.of(new float[40][2], ramp(40), Split.defaults());
    try (DjlTask task = DjlTask.of(numbers, "mlp:4")) {
      Recipe smoothed = RECIPE.withBatch(8).withLabelSmoothing(0.1);
      Job job = job(task, task.init(1), smoothed, 1);
      assertEquals(
          "label-smoothing must be 0 for numbers, got 0.1",
          assertThrows(IllegalArgumentException.class, () -> train(task, job)).getMessage());
    }
  }

  private static float[] ramp(int count) {
    float[] ramp = new float[count];
    for (int i = 0; i < count; i++) {
      ramp[i] = i;
    }
    return ramp;
  }
}
