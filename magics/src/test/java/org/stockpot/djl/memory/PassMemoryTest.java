package org.stockpot.djl.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.Models;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/** What passes take: closed forms for known networks, and what is refused for it. */
final class PassMemoryTest {

  private static final PassMemory KILOBYTES = new PassMemory(1_000, 9_500);

  private static PassMemory of(String model) {
    Shape batch = new Shape(2, 1, 8, 8);
    Block block = Models.named(model, List.of(1, 8, 8), 10);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        NDManager passing = manager.newSubManager()) {
      block.initialize(manager, DataType.FLOAT32, batch);
      NDArray inputs = passing.zeros(batch);
      block.forward(new ParameterStore(manager, false), new NDList(inputs), false);
      return PassMemory.of(inputs);
    }
  }

  /**
   * Counts numbers per example. conv2: two convolutions with their ReLU, pooling, its flat view,
   * two dense layers with their ReLU. resnet20: at full size a convolution, its normalisation and
   * ReLU and three units of seven outputs; at half and at a quarter seven for each of three units
   * and two for the shortcut; pooling, its flat view.
   */
  @Test
  void outputsOfAllLayersCount() {
    assertOutputs(64 + 2 * 32 + 10, "mlp:32");
    assertOutputs(64 + 2 * 300 + 2 * 100 + 10, "lenet-300-100");
    assertOutputs(4 * 4096 + 2 * 1024 + 4 * 256 + 10, "conv2");
    assertOutputs(24 * 1024 + 23 * 512 + 23 * 256 + 2 * 64 + 10, "resnet20");
  }

  private static void assertOutputs(long numbers, String model) {
    assertEquals(new PassMemory(4 * 64, 4 * numbers), of(model));
  }

  @Test
  void aStepTakesABatchItsOutputsAndTheirGradients() {
    assertEquals(60 * 20_000, KILOBYTES.step(60));
    assertDoesNotThrow(() -> KILOBYTES.requireStep(60, new MemoryBudget(0, 1_200_000)));
    assertRefused(
        "a training step must fit into memory, got a batch of 1,000,000 examples, which need 20.0 GB of the"
            + " machine's 6.0 GB; take --batch 262144, or a smaller model",
        () -> KILOBYTES.requireStep(1_000_000, new MemoryBudget(0, 6_000_000_000L)));
    assertRefused(
        "a training step must fit into memory, got a batch of 60 examples, which need 0.0 GB of the machine's"
            + " 0.0 GB; take a smaller model",
        () -> KILOBYTES.requireStep(60, new MemoryBudget(0, 19_999)));
  }

  /** A thousand examples take a million bytes, and each chunk of 500 another 4.75 million. */
  @Test
  void anEvaluationSharesWhatFitsBesideItsExamples() {
    assertEquals(10_500_000, KILOBYTES.evaluation(1_000, 500, 2));
    assertEquals(1, KILOBYTES.abreast(1_000, 500, new MemoryBudget(0, 5_750_000)));
    assertEquals(1, KILOBYTES.abreast(1_000, 500, new MemoryBudget(0, 10_499_999)));
    assertEquals(2, KILOBYTES.abreast(1_000, 500, new MemoryBudget(0, 10_500_000)));
    assertRefused(
        "an evaluation must fit into memory, got 1,000 examples in batches of 500, which need 0.0 GB of the"
            + " machine's 0.0 GB; take a smaller model or fewer examples",
        () -> KILOBYTES.abreast(1_000, 500, new MemoryBudget(0, 5_749_999)));
    assertEquals(3, KILOBYTES.abreast(10, 500, new MemoryBudget(0, 10_000 + 3 * 95_000)));
  }

  /** A layer that gives a tebibyte per example, none of which is ever written. */
  @Test
  void trainingsAndEvaluationsAreRefusedBeforeTheyBegin() {
    Block huge =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(new LambdaBlock(PassMemoryTest::huge))
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(Digits.load(), "huge", huge)) {
      Point point = task.init(1);
      Recipe recipe = Recipe.defaults().withBatch(32).withLength(Span.iterations(1));
      Job job = Job.dense(point, recipe, task.stepsPerEpoch(32), 1);
      assertRefused("got a batch of 32 examples", () -> task.train(job, Progress.NONE));
      assertRefused("in batches of", () -> task.validation().score(point));
      Line line = new Line(point, task.init(2));
      double[] ends = {0, 1};
      assertRefused("in batches of", () -> task.test().along(line, ends, (i, score) -> {}));
    }
  }

  private static NDList huge(NDList inputs) {
    NDArray batch = inputs.singletonOrThrow();
    long examples = batch.getShape().head();
    NDArray wide = batch.expandDims(1).broadcast(new Shape(examples, 1L << 32, 64));
    return new NDList(wide.get(":, 0"));
  }

  private static void assertRefused(String part, Executable work) {
    String message = assertThrows(MemoryLimitException.class, work).getMessage();
    assertTrue(message.contains(part), message);
  }
}
