package org.stockpot.djl.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Data;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.binding.NamedBlock;
import org.stockpot.task.Job;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** Steps over kept weights alone are those of automatic differentiation. */
final class TicketStepperTest {

  private static final Data DATA = Digits.load();

  /** Returns a random mask that keeps 3.6 % of each layer, 20 % of the last. */
  private static MaskedPoint ticket(DjlTask task) {
    SplittableRandom random = new SplittableRandom(4);
    Point start = task.init(3);
    Mask mask =
        Mask.keeping(
            task.layout(),
            i ->
                random.nextDouble()
                    < (i > task.layout().slot("fc3.weight").offset() ? 0.2 : 0.036));
    return new MaskedPoint(start.masked(mask), mask);
  }

  @ParameterizedTest
  @CsvSource({"adam, 1", "adam, 3", "sgd, 2", "adamw, 2"})
  void stepsAreThoseOfAutograd(String optimizer, int threads) {
    Recipe recipe =
        Recipe.defaults()
            .withOptimizer(
                new Optimizer(
                    Optimizer.Kind.valueOf(optimizer.toUpperCase(Locale.ROOT)),
                    0.01,
                    0.9,
                    false,
                    0.01))
            .withLength(Span.iterations(12));
    try (DjlTask task = DjlTask.of(DATA, "lenet-300-100").withThreads(threads);
        DjlTask recorded = DjlTask.of(DATA, "recorded", recorded())) {
      MaskedPoint ticket = ticket(task);
      Point sparse = end(task, ticket, recipe);
      ticket.mask().requireZeros(sparse);
      Mask same = Mask.keeping(recorded.layout(), ticket.mask()::keeps);
      Point start = Point.of(recorded.layout(), ticket.point().toArray());
      Point other = end(recorded, new MaskedPoint(start, same), recipe);
      double moved = start.distance(other);
      assertTrue(moved > 0.01, "" + moved);
      for (int i = 0; i < sparse.layout().size(); i++) {
        assertEquals(other.at(i), sparse.at(i), 1e-5, sparse.layout().entry(i));
      }
    }
  }

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

  private static Point end(DjlTask task, MaskedPoint start, Recipe recipe) {
    Job job = Job.of(start, recipe, task.stepsPerEpoch(recipe.batch()), 5);
    return task.train(job, Progress.NONE).end();
  }

  @Test
  void bitsDoNotDependOnThreads() {
    Recipe recipe = Recipe.defaults().withLength(Span.iterations(20));
    try (DjlTask one = DjlTask.of(DATA, "lenet-300-100").withThreads(1);
        DjlTask three = DjlTask.of(DATA, "lenet-300-100").withThreads(3)) {
      MaskedPoint ticket = ticket(one);
      assertEquals(end(one, ticket, recipe), end(three, ticket, recipe));
    }
  }
}
