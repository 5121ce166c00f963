package org.stockpot.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Job;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.optimizer.Regularizer;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Python;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** Steps by regularizers beside PyTorch's, of dense layers and of convolutions, under masks. */
final class RecipesOracleTest {

  private static final List<Integer> IMAGES = List.of(1, 8, 8);

  @TempDir private Path folder;

  @Test
  void stepsAreThoseOfPyTorch() throws IOException {
    try (DjlTask dense = DjlTask.of(Golden.digits(IMAGES), "mlp:12");
        DjlTask conv = DjlTask.of(Golden.digits(IMAGES), "conv", convolution())) {
      Python.write(folder, dense.data().training());
      MaskedPoint first = start("dense", dense);
      MaskedPoint second = start("conv", conv);
      int lines = 0;
      for (String line : oracle().split("\\R", -1)) {
        String[] words = line.split(" ", -1);
        boolean isDense = words[0].equals("dense");
        MaskedPoint start = isDense ? first : second;
        Recipe plain = recipe(isDense ? dense : conv, words[2]);
        Recipe recipe = plain.withRegularizer(Regularizer.parse(regularizer(words[1])));
        Point end = end(isDense ? dense : conv, start, recipe);
        Point without = end(isDense ? dense : conv, start, plain);
        start.mask().requireZeros(end);
        double apart = 0;
        for (int i = 3; i < words.length; i++) {
          double wanted = Double.parseDouble(words[i]);
          assertEquals(wanted, end.at(i - 3), 2e-5, words[0] + words[1] + words[2] + (i - 3));
          apart = Math.max(apart, Math.abs(wanted - without.at(i - 3)));
        }
        assertTrue(apart > 1e-3, line.substring(0, 20));
        lines++;
      }
      assertEquals(12, lines);
    }
  }

  private static SequentialBlock convolution() {
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(3).build())
        .add(Activation::relu)
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(10).build());
  }

  private static String regularizer(String word) {
    return switch (word) {
      case "saf" -> "saf:2.5:3:2:2";
      case "layer" -> "compressibility:0.02:layer";
      default -> "compressibility:0.02";
    };
  }

  private static Recipe recipe(DjlTask task, String rule) {
    return Recipe.defaults()
        .withOptimizer(rule.equals("sgd") ? Optimizer.sgd(0.1, 0.9) : Optimizer.adam(1e-2))
        .withBatch(task.data().training().count())
        .withLength(Span.iterations(5));
  }

  private static Point end(DjlTask task, MaskedPoint start, Recipe recipe) {
    return task.train(Job.of(start, recipe, 1, 1), Progress.NONE).end();
  }

  private MaskedPoint start(String name, DjlTask task) throws IOException {
    Mask mask = Mask.keeping(task.layout(), i -> i % 3 > 0);
    Point start = task.init(1).masked(mask);
    float[] kept = new float[start.layout().size()];
    IntStream.range(0, kept.length).forEach(i -> kept[i] = mask.keeps(i) ? 1 : 0);
    Python.write(folder, name + "-point", start.toArray());
    Python.write(folder, name + "-mask", kept);
    return new MaskedPoint(start, mask);
  }

  private String oracle() throws IOException {
    return Python.run(Python.script("recipes.py"), folder).strip();
  }
}
