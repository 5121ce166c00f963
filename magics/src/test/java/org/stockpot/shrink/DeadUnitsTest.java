package org.stockpot.shrink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.weights.Layout;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitPlace;

/** What is removed leaves the outputs as they are, in every network that has a name. */
final class DeadUnitsTest {

  private static final Data DATA = Digits.load();
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

  @ParameterizedTest
  @CsvSource({
    "'mlp:12,7', mlp:",
    "lenet-300-100, mlp:",
    "conv2, conv2@",
    "resnet20, resnet20@",
    "resnet20a, resnet20a@"
  })
  void outputsStay(String model, String smaller) {
    try (DjlTask task = DjlTask.of(DATA, model)) {
      Resizing resizing = task.resizing().orThrow();
      Point point = emptied(drawn(task.layout(), 3), resizing.groups(), 5);
      DeadUnits.Found found = DeadUnits.of(resizing, point);
      int removed = found.removed().stream().mapToInt(n -> n).sum();
      assertTrue(removed > 0);
      try (Task made = resizing.smaller(found.kept())) {
        System.out.println(model + " " + made.name() + " " + found.removed() + found.folded() + found.held());
        assertTrue(made.name().startsWith("digits " + smaller), made.name());
        assertEquals(found.kept().layout(), made.layout());
        Point less = found.kept().of(found.point());
        float[] before = task.outputs(point, SOME);
        float[] after = ((DjlTask) made).outputs(less, SOME);
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
}
