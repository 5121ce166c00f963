package org.stockpot.djl.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Data;
import org.stockpot.data.image.Digits;
import org.stockpot.data.image.Mnist;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.binding.NamedBlock;
import org.stockpot.task.Blends;
import org.stockpot.task.Objective;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Tickets' scores from their kept weights are those of dense products. */
final class TicketScoresTest {

  /** LeNet with activation functions that are not known for what they are. */
  private static Block recorded() {
    SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock());
    for (int units : new int[] {300, 100}) {
      block
          .add(Linear.builder().setUnits(units).build())
          .add(new NamedBlock("relu" + units, Activation.reluBlock()));
    }
    return block.add(Linear.builder().setUnits(10).build());
  }

  private static Point ticket(Layout layout, Point dense, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Point masked = dense.masked(Mask.keeping(layout, i -> random.nextDouble() < 0.036));
    SplittableRandom shifts = new SplittableRandom(seed);
    float[] values = masked.toArray();
    layout.slots().stream()
        .filter(slot -> slot.name().endsWith("bias"))
        .flatMapToInt(slot -> IntStream.range(slot.offset(), slot.end()))
        .forEach(i -> values[i] = (float) shifts.nextDouble());
    return Point.of(layout, values);
  }

  private static List<Score> scores(Objective objective, List<Point> points) {
    List<Score> scores = new ArrayList<>();
    points.forEach(point -> scores.add(objective.score(point)));
    Line line = new Line(points.get(0), points.get(1));
    objective.along(line, new double[] {0, 0.4, 1}, (i, score) -> scores.add(score));
    try (Blends blends = objective.blends(points)) {
      scores.add(blends.score(1, 0));
      scores.add(blends.score(1, 1));
    }
    scores.add(objective.ensemble(points));
    return scores;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "digits"})
  void scoresAreThoseOfDenseProducts(String name) {
    Data data = name.equals("mnist") ? Mnist.load10k(Mnist.SPLIT_10K) : Digits.load();
    try (DjlTask task = DjlTask.of(data, "lenet-300-100");
        DjlTask dense = DjlTask.of(data, "recorded", recorded())) {
      List<Point> tickets = new ArrayList<>();
      List<Point> same = new ArrayList<>();
      for (int seed = 1; seed <= 2; seed++) {
        tickets.add(ticket(task.layout(), task.init(seed).times(3), seed));
        same.add(Point.of(dense.layout(), tickets.get(seed - 1).toArray()));
      }
      List<Score> expected = scores(dense.test(), same);
      List<Score> found = scores(task.test(), tickets);
      for (int i = 0; i < found.size(); i++) {
        assertEquals(expected.get(i).loss(), found.get(i).loss(), 1e-5 * expected.get(i).loss());
        assertEquals(expected.get(i).value(), found.get(i).value(), 1e-6);
      }
      assertNotEquals(expected.get(0).loss(), found.get(0).loss(), "both were computed alike");
      assertEquals(found.get(0), found.get(2), "an end of a line");
      assertEquals(found.get(0), found.get(5), "a soup of one");
      assertErrors(dense.test().errors(same.get(0)), task.test().errors(tickets.get(0)));
    }
  }

  private static void assertErrors(PerExample expected, PerExample found) {
    for (int i = 0; i < expected.count(); i++) {
      assertEquals(expected.at(i), found.at(i), 1e-6, "example " + i);
    }
  }
}
