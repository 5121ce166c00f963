package org.stockpot.djl.derivative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Norms and slopes of single examples by one pass over all, against single gradients. */
final class ExampleNormsTest {

  private static SequentialBlock dense(Block... between) {
    SequentialBlock block = new SequentialBlock().add(Linear.builder().setUnits(12).build());
    List.of(between).forEach(block::add);
    return block.add(Linear.builder().setUnits(10).optBias(false).build());
  }

  private static void requireSame(DjlTask task, boolean together) {
    Derivatives derivatives = task.derivatives(Subset.of(Part.TRAINING, 37)).orThrow();
    Point at = Bowl.gaussian(task.layout(), 5).withStatisticsOf(task.init(1));
    Point along = Bowl.gaussian(task.layout(), 6);
    Mask mask = Mask.keeping(task.layout(), i -> i % 3 != 0);
    double[] norms = new double[37];
    double[] inside = new double[37];
    double[] slopes = new double[37];
    derivatives.perExample(
        at,
        (i, gradient) -> {
          norms[i] = gradient.dot(gradient);
          inside[i] = gradient.masked(mask).dot(gradient.masked(mask));
          slopes[i] = gradient.dot(along);
        });
    double[] fast = derivatives.squaredNorms(at);
    double[] fastInside = derivatives.squaredNorms(at, mask);
    double[] fastSlopes = derivatives.slopes(at, along);
    for (int i = 0; i < 37; i++) {
      assertEquals(1, fast[i] / norms[i], 1e-4);
      assertEquals(1, fastInside[i] / inside[i], 1e-4);
      assertEquals(slopes[i], fastSlopes[i], 1e-4 * Math.sqrt(norms[i]) * along.norm());
    }
    assertEquals(together, derivatives.takesExamplesTogether());
  }

  @Test
  void chainsOfDenseLayersTakeExamplesTogether() {
    for (Block block :
        List.of(
            dense(Activation.reluBlock()),
            dense(Activation.tanhBlock(), Dropout.builder().build()))) {
      try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "block", block)) {
        requireSame(task, true);
      }
    }
  }

  @Test
  void frozenLayersAreOutside() {
    SequentialBlock block = dense(Activation.reluBlock());
    block.getChildren().get(0).getValue().freezeParameters(true);
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "block", block)) {
      requireSame(task, true);
    }
  }

  /** What has other parameters, or layers over rows of an example, is taken one by one. */
  @Test
  void othersTakeOneExampleAtATime() {
    try (DjlTask task =
        DjlTask.of(Golden.digits(List.of(64)), "block", dense(BatchNorm.builder().build()))) {
      requireSame(task, false);
    }
    try (DjlTask task =
        DjlTask.of(Golden.digits(List.of(8, 8)), "block", dense(Blocks.batchFlattenBlock()))) {
      requireSame(task, false);
    }
  }
}
