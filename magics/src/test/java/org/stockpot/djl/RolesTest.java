package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Data;
import org.stockpot.data.image.Digits;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** What pruning may touch of a DJL block. */
final class RolesTest {

  private static final Data DIGITS = Digits.load();

  /** A block that owns one parameter and does something with it. */
  private static final class Custom extends AbstractBlock {
    private final Parameter own;
    private final BinaryOperator<NDArray> does;
    private final long[] gives;

    Custom(Shape shape, Parameter.Type type, BinaryOperator<NDArray> does, long... gives) {
      this.does = does;
      this.gives = gives;
      own =
          addParameter(Parameter.builder().setName("table").setType(type).optShape(shape).build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDArray x = inputs.singletonOrThrow();
      return new NDList(does.apply(x, store.getValue(own, x.getDevice(), training)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0)).addAll(new Shape(gives))};
    }
  }

  private static Block after(Block... blocks) {
    SequentialBlock all = new SequentialBlock().add(Blocks.batchFlattenBlock(64));
    for (Block block : blocks) {
      all.add(block);
    }
    return all.add(Activation::relu).add(Linear.builder().setUnits(10).build());
  }

  private static Block reshaped(long... shape) {
    return new LambdaBlock(
        x -> new NDList(x.singletonOrThrow().reshape(new Shape(-1).addAll(new Shape(shape)))));
  }

  @ParameterizedTest
  @CsvSource({
    "product, WEIGHT",
    "transposed, WEIGHT",
    "hidden, WEIGHT",
    "added, OTHER",
    "multiplied, OTHER",
    "pooled, OTHER",
    "positions, OTHER"
  })
  void matricesOfUnknownBlocksAreWeightsIfTheirGradientsShowIt(String kind, Role role) {
    Block custom =
        switch (kind) {
          case "product" -> after(weight(64, 16, NDArray::matMul, 16));
          case "transposed" -> after(weight(16, 64, (x, w) -> x.matMul(w.transpose()), 16));
          case "hidden" ->
              after(
                  Linear.builder().setUnits(12).build(),
                  Activation.tanhBlock(),
                  weight(12, 16, NDArray::matMul, 16));
          case "added" -> after(reshaped(8, 8), weight(8, 8, NDArray::add, 8, 8), flat());
          case "multiplied" -> after(reshaped(8, 8), weight(8, 8, NDArray::mul, 8, 8), flat());
          case "pooled" ->
              after(reshaped(8, 8), weight(8, 8, (x, w) -> x.add(w).mean(new int[] {1}), 8));
          default -> after(reshaped(8, 8), weight(8, 6, NDArray::matMul, 8, 6), flat(48));
        };
    try (DjlTask task = DjlTask.of(DIGITS, "mine", custom)) {
      Slot slot = task.layout().slot("custom1.table");
      assertEquals(role, slot.role());
      String notes = String.join("\n", task.notes());
      assertEquals(
          role == Role.OTHER,
          notes.contains("whether a product multiplies by custom1.table cannot be told"),
          notes);
      assertEquals(role == Role.OTHER, notes.contains("--prunable custom1.table,fc1"), notes);
    }
  }

  private static Custom weight(int rows, int columns, BinaryOperator<NDArray> does, long... gives) {
    return new Custom(new Shape(rows, columns), Parameter.Type.WEIGHT, does, gives);
  }

  private static Block flat(long... size) {
    return Blocks.batchFlattenBlock(size.length == 0 ? 64 : size[0]);
  }

  @Test
  void weightsOfRecurrentLayersMultiply() {
    Block lstm = LSTM.builder().setStateSize(6).setNumLayers(1).optBatchFirst(true).build();
    Block net =
        new SequentialBlock()
            .add(reshaped(8, 8))
            .add(lstm)
            .add(Blocks.batchFlattenBlock(48))
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(DIGITS, "lstm", net)) {
      for (Slot slot : task.layout().slots()) {
        assertEquals(slot.shape().size() > 1 ? Role.WEIGHT : Role.BIAS, slot.role(), slot.name());
      }
    }
  }

  @Test
  void theUserDecidesOtherwise() {
    Block net = after(reshaped(8, 8), weight(8, 8, NDArray::add, 8, 8), flat());
    ModelOptions options = ModelOptions.defaults().withPrunable("custom1");
    try (DjlTask task = DjlTask.of(DIGITS, "mine", net, options)) {
      assertEquals(Role.WEIGHT, task.layout().slot("custom1.table").role());
      assertEquals(Role.UNPRUNED, task.layout().slot("fc1.weight").role());
      assertEquals(64, task.layout().prunable());
    }
    ModelOptions last = ModelOptions.defaults().withPrunable("fc2.weight", "fc3");
    try (DjlTask task = DjlTask.of(DIGITS, "lenet-300-100", last);
        DjlTask all = DjlTask.of(DIGITS, "lenet-300-100")) {
      assertEquals(300 * 100 + 100 * 10, task.layout().prunable());
      assertEquals(all.init(1).values(), task.init(1).values());
      assertNotEquals(all.layout().digest(), task.layout().digest());
      all.layout().requireSameTensors(task.layout());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fc9|prunable must name slots, got fc9, did you mean fc1? (slots: fc1.weight fc1.bias"
            + " fc2.weight fc2.bias)",
        "fc1.bias|prunable must name trained slots of two or more dimensions, got fc1.bias [8]"
      })
  void slotsThatCannotBePrunedAreNamed(String word, String message) {
    ModelOptions options = ModelOptions.defaults().withPrunable(word);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> DjlTask.of(DIGITS, "mlp:8", options))
            .getMessage());
  }

  @Test
  void frozenParametersOfABlockStay() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Linear first = Linear.builder().setUnits(16).build();
      Block net = after(first);
      net.initialize(manager, DataType.FLOAT32, new Shape(1, 64));
      first.freezeParameters(true);
      float[] before = first.getParameters().get(0).getValue().getArray().toFloatArray();
      try (DjlTask task = DjlTask.of(DIGITS, "mine", net)) {
        assertEquals(Role.FROZEN, task.layout().slot("fc1.weight").role());
        assertEquals(160, task.layout().prunable());
        Recipe recipe = Recipe.defaults().withLength(Span.iterations(9));
        Point start = task.init(1);
        Point end =
            task.train(Job.dense(start, recipe, task.stepsPerEpoch(60), 1), Progress.NONE).end();
        for (Point point : List.of(start, end)) {
          float[] values = new float[before.length];
          point.values(task.layout().slot("fc1.weight")).get(values);
          assertArrayEquals(before, values);
        }
        assertNotEquals(start, end);
      }
      ModelOptions unfrozen = ModelOptions.defaults().withUnfreeze();
      try (DjlTask task = DjlTask.of(DIGITS, "mine", net, unfrozen)) {
        assertEquals(64 * 16 + 160, task.layout().prunable());
      }
      assertTrue(!first.getParameters().get(0).getValue().requiresGradient());
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      DjlTask.of(DIGITS, "mine", net, ModelOptions.defaults().withPrunable("fc1")))
              .getMessage();
      assertTrue(
          message.endsWith("got fc1.weight [16, 64], which is frozen (--unfreeze trains it)"));
    }
  }

  @Test
  void aBlockThatDrawsInEvaluationOrSeesItsBatchIsRefused() {
    Block noisy =
        after(
            new LambdaBlock(
                x -> {
                  NDArray in = x.singletonOrThrow();
                  return new NDList(
                      in.add(in.getManager().randomNormal(0, 1, in.getShape(), DataType.FLOAT32)));
                }));
    Block batched =
        after(
            new LambdaBlock(
                x -> {
                  NDArray in = x.singletonOrThrow();
                  return new NDList(in.sub(in.mean(new int[] {0}, true)));
                }));
    assertTrue(refusal(noisy).contains("draws random numbers there"), refusal(noisy));
    assertTrue(refusal(batched).contains("whatever the others of its batch"), refusal(batched));
  }

  private static String refusal(Block block) {
    return assertThrows(IllegalArgumentException.class, () -> DjlTask.of(DIGITS, "mine", block))
        .getMessage();
  }
}
