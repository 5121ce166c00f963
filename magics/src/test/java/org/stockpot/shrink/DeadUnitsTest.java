package org.stockpot.shrink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.Models;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.weights.Layout;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroups;

/** What is removed leaves the outputs as they are, in every network that has a name. */
final class DeadUnitsTest {

  private static final Data DATA = Digits.load();
  private static final Pattern LARGE = Pattern.compile("vgg.*|resnet(18|34|50)");
  private static final Examples SOME = DATA.test().take(16);

  /** Weights in which no two units are alike, biases of both signs, variances above 0. */
  private static Point drawn(Layout layout, long seed) {
    Random random = new Random(seed);
    return Point.build(
        layout,
        values -> {
          for (Slot slot : layout.slots()) {
            boolean matrix = slot.shape().size() > 1;
            double scale = matrix ? Math.sqrt(2.0 * slot.shape().get(0) / slot.size()) : 0.2;
            boolean positive = slot.name().matches(".*(var|gamma|bn\\d\\.weight)");
            for (int i = slot.offset(); i < slot.end(); i++) {
              values[i] = (float) (scale * random.nextGaussian() + (positive ? 1 : 0));
              values[i] = positive ? Math.abs(values[i]) : values[i];
            }
          }
        });
  }

  /** Empties a third of the units of each group: half of them before, half behind. */
  private static Point emptied(Point point, UnitGroups groups, long seed) {
    Random random = new Random(seed);
    return Point.build(
        point.layout(),
        values -> {
          point.values().get(values);
          UnitIndex index = new UnitIndex(groups);
          for (int g = 0; g < groups.groups().size(); g++) {
            for (int u = 0; u < groups.groups().get(g).units(); u++) {
              int kind = random.nextInt(6);
              if (kind == 0) {
                index.made(g, u, s -> s.shape().size() > 1).forEach(i -> values[i] = 0);
              } else if (kind == 1) {
                index.read(g, u).forEach(i -> values[i] = 0);
              }
            }
          }
        });
  }

  /** Large networks with an eighth of their units, VGG as a user's block on larger images. */
  private static DjlTask task(String model) {
    if (!LARGE.matcher(model).matches()) {
      return DjlTask.of(DATA, model);
    }
    boolean vgg = model.startsWith("vgg");
    List<Integer> shape = vgg ? List.of(1, 32, 32) : DATA.shape();
    String narrow =
        Models.layout(model, shape, 10).slots().stream()
            .filter(slot -> slot.role() == Role.WEIGHT)
            .map(slot -> "" + Math.min(64, slot.shape().get(0) / 8))
            .collect(Collectors.joining(",", model + "@", ""))
            .replaceFirst(",\\d+$", "");
    if (!vgg) {
      return DjlTask.of(DATA, narrow);
    }
    Block block = Models.named(narrow, shape, 10);
    return DjlTask.of(DATA, model, new SequentialBlock().add(DeadUnitsTest::enlarged).add(block));
  }

  private static NDList enlarged(NDList inputs) {
    NDArray image = inputs.singletonOrThrow();
    return new NDList(image.repeat(2, 4).repeat(3, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "'mlp:12,7', mlp:",
    "lenet-300-100, mlp:",
    "conv2, conv2@",
    "resnet20, resnet20@",
    "resnet20a, resnet20a@",
    "resnet18, resnet18@",
    "resnet50, resnet50@",
    "vgg11, vgg11@",
    "vgg19_bn, vgg19_bn@"
  })
  void outputsStay(String model, String smaller) {
    try (DjlTask task = task(model)) {
      Resizing resizing = task.resizing().orThrow();
      Point point = emptied(drawn(task.layout(), 3), resizing.groups(), 5);
      DeadUnits.Found found = DeadUnits.of(resizing, point);
      int removed = found.removed().stream().mapToInt(n -> n).sum();
      assertTrue(removed > 0);
      try (DjlTask made = task.smaller(found.kept())) {
        assertTrue(made.name().startsWith("digits " + smaller), made.name());
        assertEquals(found.kept().layout(), made.layout());
        Point less = found.kept().of(found.point());
        float[] before = task.outputs(point, SOME);
        float[] after = made.outputs(less, SOME);
        double largest = 0;
        for (float output : before) {
          largest = Math.max(largest, Math.abs(output));
        }
        assertArrayEquals(before, after, (float) (1e-5 * largest));
        DeadUnits.Found again = DeadUnits.of(made.resizing().orThrow(), less);
        assertEquals(0, again.removed().stream().mapToInt(n -> n).sum());
      }
    }
  }

  private static SequentialBlock images(Block first) {
    return new SequentialBlock().add(first).add(Activation::relu);
  }

  private static Conv2d convolution(int filters, int padding) {
    return Conv2d.builder()
        .setKernelShape(new Shape(3, 3))
        .setFilters(filters)
        .optPadding(new Shape(padding, padding))
        .build();
  }

  /** A unit of the number relu(b) is in the next bias, unless zeros stand beside it. */
  @ParameterizedTest
  @CsvSource({"0, 1, 0", "1, 0, 1"})
  void aConstantChannelIsFoldedOrHeld(int padding, int folded, int held) {
    SequentialBlock block =
        images(convolution(4, 1))
            .add(convolution(3, padding))
            .add(BatchNorm.builder().build())
            .add(Activation::relu)
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(DATA, "mine", block)) {
      Slot weight = task.layout().slot("conv1.weight");
      Slot bias = task.layout().slot("conv1.bias");
      Point drawn = drawn(task.layout(), 1);
      Point point =
          Point.build(
              task.layout(),
              values -> {
                drawn.values().get(values);
                Arrays.fill(values, weight.offset() + 9, weight.offset() + 18, 0);
                values[bias.offset() + 1] = 0.7f;
              });
      DeadUnits.Found found = DeadUnits.of(task.resizing().orThrow(), point);
      assertEquals(folded, found.folded().get(0));
      assertEquals(folded, found.removed().get(0));
      assertEquals(held, found.held().get(0));
      if (folded == 1) {
        Slot next = task.layout().slot("conv2.weight");
        int read = next.offset() + 9;
        double sum = 0;
        for (int k = 0; k < 9; k++) {
          sum += point.at(read + k);
        }
        int second = task.layout().slot("conv2.bias").offset();
        assertEquals(point.at(second) + 0.7 * sum, found.point().at(second), 1e-6);
      }
      ShrinkResult result =
          Shrinking.of(
              "p", MaskedPoint.dense(point), task, ShrinkOptions.defaults(), Optional.empty());
      assertEquals(4 - folded, result.networks().get(0).groups().get(0).after());
      result.smallerTask().close();
    }
  }

  /** Units that only removed units read go, too; the last of a branch stays without effect. */
  @Test
  void removalGoesOnUntilNothingIsDead() {
    try (DjlTask task = DjlTask.of(DATA, "mlp:5,4,3")) {
      UnitGroups groups = task.resizing().orThrow().groups();
      UnitIndex index = new UnitIndex(groups);
      Point drawn = drawn(task.layout(), 2);
      Point point =
          Point.build(
              task.layout(),
              values -> {
                drawn.values().get(values);
                Slot second = task.layout().slot("fc2.weight");
                // Unit 4 of the first layer is read by unit 0 of the second alone, and that by
                // none.
                for (int row = 1; row < 4; row++) {
                  values[second.offset() + row * 5 + 4] = 0;
                }
                index.read(1, 0).forEach(i -> values[i] = 0);
              });
      assertEquals(List.of(1, 1, 0), DeadUnits.of(task.resizing().orThrow(), point).removed());
    }
    Block branch =
        new SequentialBlock().add(convolution(3, 1)).add(Activation::relu).add(convolution(4, 1));
    Block block =
        images(convolution(4, 1))
            .add(
                new ParallelBlock(
                    b -> new NDList(b.get(0).get(0).add(b.get(1).get(0))),
                    List.of(branch, Blocks.identityBlock())))
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(DATA, "branched", block)) {
      Resizing resizing = task.resizing().orThrow();
      UnitIndex index = new UnitIndex(resizing.groups());
      Point drawn = drawn(task.layout(), 2);
      int inner = resizing.groups().groups().get(0).units() == 3 ? 0 : 1;
      Point point =
          Point.build(
              task.layout(),
              values -> {
                drawn.values().get(values);
                for (int u = 0; u < 3; u++) {
                  index.read(inner, u).forEach(i -> values[i] = 0);
                }
              });
      DeadUnits.Found found = DeadUnits.of(resizing, point);
      assertEquals(2, found.removed().get(inner));
      try (DjlTask made = task.smaller(found.kept())) {
        float[] after = made.outputs(found.kept().of(found.point()), SOME);
        assertArrayEquals(task.outputs(point, SOME), after, 1e-5f);
      }
    }
  }

  @Test
  void whatCannotBeMadeSmallerSaysWhy() throws Exception {
    try (DjlTask task = DjlTask.of(DATA, "mlp:4,3")) {
      Point zero = Point.of(task.layout(), new float[task.layout().size()]);
      Exception e =
          assertThrows(
              IllegalArgumentException.class, () -> DeadUnits.of(task.resizing().orThrow(), zero));
      assertTrue(e.getMessage().startsWith("a network must read its inputs"), e.getMessage());
    }
    Path module = Path.of(DjlTask.class.getResource("conv-bn.pt").toURI());
    try (DjlTask task = DjlTask.of(DATA, "torchscript:" + module)) {
      assertTrue(task.resizing().reason().contains("TorchScript"));
    }
    SequentialBlock sized =
        images(convolution(4, 1))
            .add(Blocks.batchFlattenBlock(256))
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(DATA, "sized", sized)) {
      Point point = task.init(1);
      ShrinkOptions half = ShrinkOptions.defaults().withUnits(0.5);
      Exception e =
          assertThrows(
              IllegalArgumentException.class,
              () -> Shrinking.of("p", MaskedPoint.dense(point), task, half, Optional.empty()));
      assertTrue(e.getMessage().contains("in place of batchFlattenBlock(SIZE)"), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv2@1,2|conv2 must get 4 widths, one for each layer but the last, got 2: 1,2",
        "conv2@1,2,0,4|width 3 of conv2 must be a whole number of at least 1, got 0",
        "conv2@1,2,x,4|width 3 of conv2 must be a whole number of at least 1, got x",
        "conv2@|conv2 must get 4 widths, one for each layer but the last, got none",
        "nothing@3|no model named nothing, the models are",
      })
  void hostileWidthsAreRefused(String model, String message) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> DjlTask.of(DATA, model).close());
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }
}
