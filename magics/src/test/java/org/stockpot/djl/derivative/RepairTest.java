package org.stockpot.djl.derivative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Data;
import org.stockpot.data.Parts;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Blends;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Repair;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.PreActivations;
import org.stockpot.task.analysis.PreActivations.Layer;
import org.stockpot.task.analysis.UnitMoments;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

final class RepairTest {

  private static final double[] HALVES = {1, 1};

  private static DjlTask golden() {
    return DjlTask.of(Golden.digits(List.of(64)), "mlp:32");
  }

  /** A and A2 with the units of the latter in the order of the former's, by weights. */
  private static List<Point> aligned(Task task) {
    JsonNode places = Golden.of("A.matching").get("permutation_by_weights");
    int[] order =
        StreamSupport.stream(places.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    Point second =
        task.unitGroups().orThrow().permute(Golden.point(task.layout(), "A2"), List.of(order));
    return List.of(Golden.point(task.layout(), "A"), second);
  }

  private static Point repaired(Statistics kind, List<Point> ends, Task task) {
    return kind.blend(ends, HALVES, task);
  }

  @Test
  void midpointsHaveTheLossesOfAnotherImplementation() {
    JsonNode expected = Golden.of("A.repair_midpoint");
    try (DjlTask task = golden()) {
      List<Point> ends = aligned(task);
      assertScore(expected, "before", task.test().score(Blends.mean(ends, HALVES)));
      Score hidden = task.test().score(repaired(Statistics.REPAIR, ends, task));
      assertScore(expected, "hidden_repaired", hidden);
      assertEquals(
          expected.get("loss_hidden_and_output_repaired").asDouble(),
          task.test().score(repaired(Statistics.REPAIR_OUTPUTS, ends, task)).loss(),
          1e-5);
    }
  }

  private static void assertScore(JsonNode expected, String name, Score score) {
    assertEquals(expected.get("loss_" + name).asDouble(), score.loss(), 1e-5);
    assertEquals(expected.get("error_" + name).asDouble(), score.error(), 1e-9);
  }

  /** Two convolutions, pooling and two dense layers. */
  private static Block convolutions() {
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build())
        .add(Activation::relu)
        .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(5).build())
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(12).build())
        .add(Activation::relu)
        .add(Linear.builder().setUnits(10).build());
  }

  private static DjlTask images(Block block) {
    return DjlTask.of(Golden.digits(List.of(1, 8, 8)), "block", block);
  }

  @Test
  void unitsOfARepairedBlendHaveTheBlendOfTheirMoments() {
    try (DjlTask task = images(convolutions())) {
      List<Point> points = List.of(task.init(1), task.init(2), task.init(3));
      double[] shares = {0.5, 0.2, 0.3};
      Point blend = Statistics.REPAIR_OUTPUTS.blend(points, shares, task);
      PreActivations units = task.preActivations(Repair.EXAMPLES).orThrow();
      List<UnitMoments> found = units.moments(blend, units.layers());
      List<List<UnitMoments>> own =
          points.stream().map(point -> units.moments(point, units.layers())).toList();
      for (int l = 0; l < units.layers().size(); l++) {
        for (int u = 0; u < units.layers().get(l).units(); u++) {
          double mean = 0;
          double deviation = 0;
          for (int i = 0; i < shares.length; i++) {
            mean += shares[i] * own.get(i).get(l).mean(u);
            deviation += shares[i] * own.get(i).get(l).deviation(u);
          }
          assertEquals(mean, found.get(l).mean(u), 1e-5);
          assertEquals(deviation, found.get(l).deviation(u), 1e-5);
        }
      }
    }
  }

  @Test
  void momentsAreThoseOfTheActivationsThemselves() {
    try (DjlTask task = golden()) {
      Point point = Golden.point(task.layout(), "A");
      PreActivations units = task.preActivations(Repair.EXAMPLES).orThrow();
      assertEquals(List.of("fc1", "fc2"), units.layers().stream().map(Layer::name).toList());
      assertTrue(units.layers().get(1).outputs());
      UnitMoments outputs = units.moments(point, units.layers()).get(1);
      double[] sums = new double[10];
      double[] squares = new double[10];
      task.representations(Repair.EXAMPLES)
          .orThrow()
          .read(
              point,
              "outputs",
              (example, row) -> {
                for (int k = 0; k < 10; k++) {
                  sums[k] += row[k];
                  squares[k] += (double) row[k] * row[k];
                }
              });
      for (int k = 0; k < 10; k++) {
        double mean = sums[k] / Golden.ROWS;
        assertEquals(mean, outputs.mean(k), 1e-9);
        assertEquals(Math.sqrt(squares[k] / Golden.ROWS - mean * mean), outputs.deviation(k), 1e-9);
      }
    }
  }

  @Test
  void walkingWithWhatWasKeptGivesTheBitsOfPassesFromTheInputs() {
    try (DjlTask task = images(convolutions())) {
      List<Point> ends = List.of(task.init(1), task.init(2));
      PreActivations units = task.preActivations(Repair.EXAMPLES).orThrow();
      PreActivations plain =
          new PreActivations() {
            @Override
            public List<Layer> layers() {
              return units.layers();
            }

            @Override
            public int examples() {
              return units.examples();
            }

            @Override
            public List<UnitMoments> moments(Point at, List<Layer> layers) {
              return units.moments(at, layers);
            }
          };
      PreActivations.Change halved =
          (layer, measured, at) ->
              Point.build(
                  at.layout(),
                  values -> {
                    at.values().get(values);
                    for (int i = layer.weight().offset(); i < layer.weight().end(); i++) {
                      values[i] *= (float) (1 / measured.deviation(0));
                    }
                  });
      Point from = Blends.mean(ends, HALVES);
      Point expected = plain.walk(from, units.layers(), halved);
      assertEquals(expected, units.walk(from, units.layers(), halved));
      task.withThreads(1);
      assertEquals(expected, units.walk(from, units.layers(), halved));
    }
  }

  @Test
  void endsAndBlendsOfEqualPointsStayBitForBit() {
    try (DjlTask task = golden()) {
      List<Point> ends = aligned(task);
      Line line = new Line(ends.get(0), ends.get(1));
      for (Statistics kind : List.of(Statistics.REPAIR, Statistics.REPAIR_OUTPUTS)) {
        assertSame(ends.get(0), kind.at(line, 0, task));
        assertSame(ends.get(1), kind.at(line, 1, task));
        assertSame(ends.get(1), kind.single(ends.get(1), task));
        assertEquals(ends.get(1), kind.blend(ends, new double[] {0, 3}, task));
        Point same = ends.get(0);
        assertEquals(same, kind.blend(List.of(same, same), new double[] {0.3, 0.7}, task));
        Point blend = kind.at(line, 0.25, task);
        assertEquals(blend, kind.blend(ends, new double[] {3, 1}, task));
      }
    }
  }

  @Test
  void prunedWeightsStayZeroAndConstantUnitsAsTheyAre() {
    try (DjlTask task = golden()) {
      Mask mask = Mask.keeping(task.layout(), i -> i % 3 == 0 || i >= 2 * 64);
      List<Point> ends = aligned(task).stream().map(p -> dead(p.masked(mask))).toList();
      Repair repair = Repair.of(Blends.mean(ends, HALVES), ends, HALVES, true, task);
      assertEquals(1, repair.constant());
      assertEquals(42, repair.units());
      Point point = repair.point();
      IntStream.range(0, task.layout().size())
          .filter(i -> !mask.keeps(i))
          .forEach(i -> assertEquals(0, Float.floatToRawIntBits(point.at(i))));
      for (int i = 64; i < 128; i++) {
        assertEquals(0, point.at(i), 0);
      }
    }
  }

  /** Returns a point whose second hidden unit has no weights. */
  private static Point dead(Point point) {
    return Point.build(
        point.layout(),
        values -> {
          point.values().get(values);
          Arrays.fill(values, 64, 128, 0);
        });
  }

  @Test
  void whatCannotBeRepairedIsRefusedWithTheReason() {
    try (DjlTask task = golden();
        DjlTask one = DjlTask.of(one(), "mlp:4");
        DjlTask normed =
            images(
                new SequentialBlock()
                    .add(Blocks.batchFlattenBlock())
                    .add(Linear.builder().setUnits(6).build())
                    .add(LayerNorm.builder().build())
                    .add(Linear.builder().setUnits(10).build()));
        DjlTask unbiased =
            images(
                new SequentialBlock()
                    .add(Blocks.batchFlattenBlock())
                    .add(Linear.builder().setUnits(6).optBias(false).build())
                    .add(Activation::relu)
                    .add(Linear.builder().setUnits(10).build()))) {
      assertRefuses("whose shares are at least 0, got [-0.5, 1.5]", task, -1, 3);
      assertRefuses("there must be at least 2 training examples", one, 1, 1);
      assertRefuses("it is neither a dense layer nor a convolution, but LayerNorm", normed, 1, 1);
      assertRefuses("has no biases, which would move its units", unbiased, 1, 1);
      Bowl bowl = new Bowl(Layout.builder().add("w", Role.WEIGHT, List.of(4)).build());
      assertRefuses("knows no pre-activations", bowl, 1, 1);
    }
  }

  private static Data one() {
    Data digits = Golden.digits(List.of(64));
    Parts parts = new Parts(digits.training().take(1), digits.validation(), digits.test());
    return new Data(digits.info(), digits.targets(), parts);
  }

  private static void assertRefuses(String expected, Task task, double... weights) {
    List<Point> ends = List.of(task.init(1), task.init(2));
    RecalibrationException refused =
        assertThrows(
            RecalibrationException.class, () -> Statistics.REPAIR.blend(ends, weights, task));
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
  }

  @Test
  void pointsThatAreNotFiniteAreRefused() {
    try (DjlTask task = golden()) {
      Point good = task.init(1);
      Point bad =
          Point.build(
              good.layout(),
              values -> {
                good.values().get(values);
                values[5] = Float.NaN;
              });
      List<Point> ends = List.of(good, bad);
      RecalibrationException refused =
          assertThrows(
              RecalibrationException.class, () -> Statistics.REPAIR.blend(ends, HALVES, task));
      assertEquals(
          "units cannot be repaired: units of layer fc1 are not finite on training examples",
          refused.getMessage());
      assertEquals(good, Statistics.REPAIR.blend(ends, new double[] {1, 0}, task));
    }
  }

  @Test
  void frozenLayersStayAsTheyAre() {
    Block first = Linear.builder().setUnits(6).build();
    Block block =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock())
            .add(first)
            .add(Activation::relu)
            .add(Linear.builder().setUnits(5).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(10).build());
    first.freezeParameters(true);
    try (DjlTask task = images(block)) {
      Slot weight = task.layout().slots().get(0);
      assertEquals(Role.FROZEN, weight.role());
      List<Point> ends = List.of(task.init(1), task.init(2));
      Point blend = Blends.mean(ends, HALVES);
      Repair repair = Repair.of(blend, ends, HALVES, false, task);
      assertEquals(5, repair.units());
      assertEquals(blend.values(weight), repair.point().values(weight));
    }
  }

  @Test
  void networksWithNormalisationsAreReEstimatedBetweenTheEndsAlone() {
    Block block =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(6).build())
            .add(BatchNorm.builder().build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = images(block)) {
      List<Point> ends = List.of(task.init(1), task.init(2));
      Line line = new Line(ends.get(0), ends.get(1));
      assertEquals(task.recalibrate(line.at(0.5)), Statistics.REPAIR.at(line, 0.5, task));
      assertSame(line.from(), Statistics.REPAIR.at(line, 0, task));
      assertEquals(task.recalibrate(line.at(-0.5)), Statistics.REPAIR.at(line, -0.5, task));
      assertEquals(
          List.of(Statistics.REPAIR, Statistics.CARRY),
          Statistics.differing(
              List.of(Statistics.REPAIR, Statistics.CARRY, Statistics.REPAIR_OUTPUTS),
              task.layout()));
    }
  }
}
