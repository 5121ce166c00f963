package org.stockpot.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Examples;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;
import org.stockpot.testing.Python;
import org.stockpot.text.Json;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * Blends that were repaired, measured by a second implementation in PyTorch ({@code repair.py}),
 * which folds nothing: hooks standardise what layers give for all examples at once, in double.
 */
final class RepairOracleTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(2));
  private static final List<Double> SHARES = List.of(0.5, 0.2);

  @TempDir private Path folder;

  private final Map<String, Object> spec = new LinkedHashMap<>(Map.of("shares", SHARES));
  private final Map<String, Double> losses = new LinkedHashMap<>();

  @Test
  void repairedBlendsHaveTheLossesOfStandardisedOnes() throws IOException {
    measure(
        "mlp",
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(24).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(16).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(10).build()),
        List.of(
            List.of("flatten", List.of()),
            List.of("dense", List.of(24, 64)),
            List.of("relu", List.of()),
            List.of("dense", List.of(16, 24)),
            List.of("relu", List.of()),
            List.of("dense", List.of(10, 16))));
    measure(
        "conv",
        new SequentialBlock()
            .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(6).build())
            .add(Activation::relu)
            .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(8).build())
            .add(Activation::relu)
            .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(12).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(10).build()),
        List.of(
            List.of("conv", List.of(6, 1, 3)),
            List.of("relu", List.of()),
            List.of("conv", List.of(8, 6, 3)),
            List.of("relu", List.of()),
            List.of("pool", List.of()),
            List.of("flatten", List.of()),
            List.of("dense", List.of(12, 32)),
            List.of("relu", List.of()),
            List.of("dense", List.of(10, 12))));
    Files.writeString(folder.resolve("spec.json"), Json.write(spec));
    int said = 0;
    for (String line : Python.run(Python.script("repair.py"), folder).lines().toList()) {
      int value = line.lastIndexOf(' ');
      String key = line.substring(0, value);
      double expected = Double.parseDouble(line.substring(value + 1));
      assertEquals(expected, losses.get(key), 1e-4 * Math.max(1, expected), key);
      said++;
    }
    assertEquals(losses.size(), said);
  }

  private void measure(String name, Block block, List<Object> layers) throws IOException {
    try (DjlTask task = DjlTask.of(Digits.load(), name, block)) {
      Examples training = task.data().training();
      spec.put(name, Map.of("layers", layers, "inputs", List.of(training.count(), 1, 8, 8)));
      Point a = trained(task, 1);
      Point b = trained(task, 2);
      float[] labels = new float[training.count()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = training.label(i);
      }
      Python.write(folder, name + ".x", training.inputs());
      Python.write(folder, name + ".y", labels);
      Python.write(folder, name + ".a", a.toArray());
      Python.write(folder, name + ".b", b.toArray());
      for (double share : SHARES) {
        for (Statistics kind : List.of(Statistics.REPAIR, Statistics.REPAIR_OUTPUTS)) {
          String outputs = kind == Statistics.REPAIR ? "False" : "True";
          Point point = kind.at(new Line(a, b), share, task);
          losses.put(name + " " + outputs + " " + share, task.training().score(point).loss());
        }
      }
    }
  }

  private static Point trained(DjlTask task, long seed) {
    long steps = task.stepsPerEpoch(RECIPE.batch());
    return task.train(Job.dense(task.init(seed), RECIPE, steps, seed), Progress.NONE).end();
  }
}
