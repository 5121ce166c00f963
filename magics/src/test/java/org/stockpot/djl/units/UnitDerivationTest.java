package org.stockpot.djl.units;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitPlace;

final class UnitDerivationTest {

  private static final Data DATA = Digits.load();
  private static final Examples SOME = DATA.test().take(16);

  /** Weights in which no two units are alike, of variances above 0. */
  private static Point drawn(Layout layout, long seed) {
    Random random = new Random(seed);
    return Point.build(
        layout,
        values -> {
          for (Slot slot : layout.slots()) {
            double scale = slot.shape().size() == 1 ? 0.1 : Math.sqrt(2.0 / fanIn(slot));
            for (int i = slot.offset(); i < slot.end(); i++) {
              double middle = slot.shape().size() == 1 ? 1 : 0;
              values[i] =
                  (float) (middle + scale * Math.max(-5, Math.min(5, random.nextGaussian())));
            }
          }
        });
  }

  private static int fanIn(Slot slot) {
    return slot.size() / slot.shape().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "'mlp:12,7', 2, 19",
    "lenet-300-100, 2, 400",
    "conv2, 4, 640",
    "resnet20, 12, 448",
    "resnet20a, 12, 400"
  })
  void permutationsKeepTheFunction(String model, int groups, int units) {
    try (DjlTask task = DjlTask.of(DATA, model)) {
      UnitGroups found = task.unitGroups().orThrow();
      assertEquals(groups, found.groups().size(), () -> found.groups().toString());
      assertEquals(units, found.groups().stream().mapToInt(UnitGroup::units).sum());
      Point point = drawn(task.layout(), 3);
      Point moved = found.permute(point, found.random(5));
      assertTrue(point.distance(moved) > 0.1 * point.norm());
      float[] before = task.outputs(point, SOME);
      float[] after = task.outputs(moved, SOME);
      double largest = 1;
      for (float output : before) {
        largest = Math.max(largest, Math.abs(output));
      }
      assertArrayEquals(before, after, (float) (1e-5 * largest));
    }
  }

  @Test
  void groupsOfAnMlpAreItsHiddenLayers() {
    try (DjlTask task = DjlTask.of(DATA, "mlp:3,2")) {
      UnitGroups groups = task.unitGroups().orThrow();
      List<UnitPlace> places =
          List.of(
              new UnitPlace("fc1.weight", 0, List.of(0, 1, 2), 1),
              new UnitPlace("fc1.bias", 0, List.of(0, 1, 2), 1),
              new UnitPlace("fc2.weight", 1, List.of(0, 1, 2), 1));
      assertEquals(new UnitGroup("fc1", 3, places), groups.groups().get(0));
      assertEquals("fc2", groups.groups().get(1).name());
    }
  }

  @Test
  void whatIsNotFollowedIsSaid() throws Exception {
    Block normalised =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(Linear.builder().setUnits(8).build())
            .add(LayerNorm.builder().build())
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(DATA, "normalised", normalised)) {
      assertTrue(task.unitGroups().reason().contains("a LayerNorm of inputs (8) is not followed"));
    }
    Block mixed =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(Linear.builder().setUnits(8).build())
            .add(l -> new NDList(l.get(0).softmax(1)))
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(DATA, "mixed", mixed)) {
      assertTrue(task.unitGroups().reason().contains("mixes channels"));
    }
    Path module = Path.of(DjlTask.class.getResource("conv-bn.pt").toURI());
    try (DjlTask task = DjlTask.of(DATA, "torchscript:" + module)) {
      assertTrue(task.unitGroups().reason().contains("TorchScript"));
    }
  }
}
