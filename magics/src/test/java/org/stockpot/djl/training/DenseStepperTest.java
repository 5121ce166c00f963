package org.stockpot.djl.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Data;
import org.stockpot.data.image.Digits;
import org.stockpot.data.image.Mnist;
import org.stockpot.dense.Criteria;
import org.stockpot.dense.Criterion;
import org.stockpot.dense.DenseNetwork;
import org.stockpot.dense.DenseStepper;
import org.stockpot.dense.OutputKind;
import org.stockpot.dense.Stepper;
import org.stockpot.dense.WeightOrder;
import org.stockpot.dense.WeightUpdate;
import org.stockpot.djl.BlockWeights;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.Models;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.BlockSlots;
import org.stockpot.djl.network.DenseBlocks;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.network.NetworkPool;
import org.stockpot.task.Job;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Steps whose derivatives are written out, against libtorch's automatic ones. */
final class DenseStepperTest {

  private static final Data DIGITS = Digits.load();
  private static final int BATCH = 30;
  private static final int[] EXAMPLES = IntStream.range(100, 100 + BATCH).toArray();

  /** Steps an automatic and a written-out stepper side by side, and compares them. */
  private static void assertSameSteps(
      Data data, String model, int threads, boolean pruned, boolean sparse) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      Shape shape = new Shape(data.shape().stream().mapToLong(d -> d).toArray());
      // Rounding can put a unit on either side of a ReLU's kink, for one draw in a hundred.
      Engine.getEngine("PyTorch").setRandomSeed(2);
      Block block = Models.named(model, data.shape(), 10);
      block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(shape));
      Binding binding = BlockSlots.of(block, false);
      DenseNetwork dense = DenseBlocks.of(block, binding, shape, manager).orElseThrow();
      Job job = job(BlockWeights.of(block).get(), pruned);
      WeightOrder order =
          dense.order(binding.layout(), BATCH, BATCH, i -> data.training().inputs(EXAMPLES[i]));
      assertEquals(sparse, !order.isFlat());
      NetworkPool networks =
          new NetworkPool(model, threads, () -> new Network(manager, block, binding, List.of()));
      networks.single(
          ours -> {
            Network plain = new Network(manager, block, binding, List.of());
            Criterion criterion =
                Criteria.of(data.targets(), OutputKind.LOGITS, data.training(), 0.1);
            int arrays = ours.manager().getManagedArrays().size();
            WeightUpdate slow = update(job, WeightOrder.FLAT);
            WeightUpdate fast = update(job, order);
            try (Stepper a =
                    new AutogradStepper(plain, new Shape(BATCH).addAll(shape), 0, criterion, slow);
                Stepper b =
                    new DenseStepper(dense, ours, BATCH, threads, networks, criterion, fast)) {
              a.set(job.start().values());
              b.set(job.start().values());
              for (int step = 0; step < 10; step++) {
                slow.begin(0.1);
                fast.begin(0.1);
                assertEquals(a.step(EXAMPLES, inputs(data)), b.step(EXAMPLES, inputs(data)), 1e-5);
              }
              assertArrayEquals(values(a, job), values(b, job), 2e-6f);
              for (int i = 0; i < slow.moments().size(); i++) {
                assertArrayEquals(slow.moments().get(i), fast.moments().get(i), 2e-6f);
              }
              job.mask().requireZeros(Point.build(binding.layout(), b::get));
            }
            assertEquals(arrays, ours.manager().getManagedArrays().size());
            return null;
          });
    }
  }

  private static WeightUpdate update(Job job, WeightOrder order) {
    return new WeightUpdate(job.recipe().optimizer().rule(), job.mask(), order);
  }

  private static Job job(Point start, boolean pruned) {
    Mask mask = Mask.keeping(start.layout(), i -> !pruned || i % 3 == 0);
    Recipe recipe = Recipe.defaults().withOptimizer(Optimizer.sgd(0.1, 0.9));
    return new Job(start.masked(mask), mask, recipe, 0, 10, 1, new TreeSet<>());
  }

  private static Stepper.Inputs inputs(Data data) {
    return (from, to, memory) -> {
      for (int i = from; i < to; i++) {
        data.training().copyInput(EXAMPLES[i], memory);
      }
    };
  }

  private static float[] values(Stepper stepper, Job job) {
    return Point.build(job.start().layout(), stepper::get).toArray();
  }

  private static Optional<DenseNetwork> dense(Block block) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 8, 8));
      return DenseBlocks.of(block, BlockSlots.of(block, false), new Shape(1, 8, 8), manager);
    }
  }

  private static SequentialBlock flat() {
    return new SequentialBlock().add(Blocks.batchFlattenBlock(64));
  }

  private static Block linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  @ParameterizedTest
  @CsvSource({
    "mlp:300,1,false",
    "mlp:300,2,false",
    "mlp:300,3,true",
    "'mlp:200,100,50',2,true",
    "mlp:16,2,false",
    "mlp:151,4,true"
  })
  void stepsAreThoseOfAutomaticDifferentiation(String model, int threads, boolean pruned) {
    assertSameSteps(DIGITS, model, threads, pruned, false);
  }

  @ParameterizedTest
  @CsvSource({
    "lenet-300-100,1,false",
    "lenet-300-100,2,true",
    "mlp:64,2,false",
    "mlp:301,3,true",
    "mlp:151,4,false"
  })
  void stepsThatPassOverTheBackgroundAreToo(String model, int threads, boolean pruned) {
    Data mnist = Mnist.load10k(Mnist.SPLIT_10K);
    assertSameSteps(mnist, model, threads, pruned, true);
  }

  @Test
  void narrowLayersAndThoseThatAreTheOnlyOneTakeAllInputs() {
    assertFalse(order(flat().add(linear(64)).add(Activation::relu).add(linear(10))).isFlat());
    assertTrue(order(flat().add(linear(63)).add(Activation::relu).add(linear(10))).isFlat());
    assertTrue(order(flat().add(linear(64))).isFlat());
  }

  @Test
  void largeBatchesTakeAllInputs() {
    for (int batch : new int[] {16_384, 16_385}) {
      Block block = flat().add(linear(64)).add(Activation::relu).add(linear(10));
      assertEquals(batch == 16_385, order(block, batch).isFlat());
    }
  }

  private static WeightOrder order(Block block) {
    return order(block, BATCH);
  }

  /** Returns the order for inputs that are all background. */
  private static WeightOrder order(Block block, int batch) {
    DenseNetwork dense = dense(block).orElseThrow();
    return dense.order(BlockSlots.of(block, false).layout(), batch, 100, i -> new float[64]);
  }

  @Test
  void partsAreTheSameWhoeverDoesThem() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:300,100").withThreads(3)) {
      Recipe recipe = Recipe.defaults().withBatch(32).withLength(Span.iterations(100));
      Job job = Job.dense(task.init(1), recipe, task.stepsPerEpoch(32), 1);
      Point alone = task.train(job, Progress.NONE).end();
      List<Point> crowded =
          Workers.map(3, List.of(1, 2, 3), i -> task.train(job, Progress.NONE).end());
      assertEquals(List.of(alone, alone, alone), crowded);
    }
  }

  @Test
  void onlyDenseLayersWithReluAreWrittenOut() {
    assertTrue(dense(flat().add(linear(10))).isPresent());
    assertTrue(dense(flat().add(linear(20)).add(Activation::relu).add(linear(10))).isPresent());
    SequentialBlock inner = new SequentialBlock().add(Activation.reluBlock()).add(linear(10));
    assertTrue(dense(flat().add(linear(20)).add(inner)).isPresent());
    assertTrue(dense(linear(10)).isEmpty());
    assertTrue(dense(flat().add(linear(20)).add(linear(10))).isEmpty());
    assertTrue(dense(flat().add(linear(20)).add(Activation::relu)).isEmpty());
    assertTrue(dense(flat().add(linear(20)).add(Activation::tanh).add(linear(10))).isEmpty());
    assertTrue(dense(flat().add(linear(20)).add(Activation::relu6).add(linear(10))).isEmpty());
    assertTrue(dense(Models.named("conv2", List.of(1, 8, 8), 10)).isEmpty());
    Block shared = linear(64);
    assertTrue(dense(flat().add(shared).add(Activation::relu).add(shared)).isEmpty());
    Block frozen = linear(20);
    frozen.freezeParameters(true);
    assertTrue(dense(flat().add(frozen).add(Activation::relu).add(linear(10))).isEmpty());
  }
}
