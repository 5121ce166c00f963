package org.stockpot.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Examples;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Job;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.optimizer.Sharpness;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Python;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** Steps by SAM and ASAM beside PyTorch's, under a mask. */
final class SharpnessOracleTest {

  @TempDir private Path folder;

  @Test
  void stepsAreThoseOfPyTorch() throws IOException {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(1, 8, 8)), "mlp:12")) {
      Mask mask = Mask.keeping(task.layout(), i -> i % 3 > 0);
      Point start = task.init(1).masked(mask);
      write(task.data().training(), start, mask);
      int lines = 0;
      for (String line : oracle().split("\\R", -1)) {
        String[] words = line.split(" ", -1);
        double[] wanted = Stream.of(words).skip(1).mapToDouble(Double::parseDouble).toArray();
        Point end = end(task, new MaskedPoint(start, mask), words[0]);
        mask.requireZeros(end);
        for (int i = 0; i < wanted.length; i++) {
          assertEquals(wanted[i], end.at(i), 1e-5, words[0] + " " + i);
        }
        assertNotEquals(end, end(task, new MaskedPoint(start, mask), "none-" + words[0]));
        lines++;
      }
      assertEquals(4, lines);
    }
  }

  @Test
  void statisticsAreThoseOfTheFirstPass() {
    SequentialBlock block =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(BatchNorm.builder().build())
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(1, 8, 8)), "normalised", block)) {
      Recipe recipe = Recipe.defaults().withLength(Span.iterations(1));
      MaskedPoint start = MaskedPoint.dense(task.init(1));
      Point plain = task.train(Job.of(start, recipe, 1, 1), Progress.NONE).end();
      Recipe flat = recipe.withSharpness(Sharpness.parse("sam:0.5"));
      Point end = task.train(Job.of(start, flat, 1, 1), Progress.NONE).end();
      for (Slot slot : task.layout().slots()) {
        boolean same =
            IntStream.range(slot.offset(), slot.end()).allMatch(i -> plain.at(i) == end.at(i));
        assertEquals(slot.role() == Role.STATISTIC, same, slot.name());
      }
    }
  }

  private static Point end(DjlTask task, MaskedPoint start, String words) {
    Recipe recipe =
        Recipe.defaults()
            .withOptimizer(words.endsWith("sgd") ? Optimizer.sgd(0.1, 0.9) : Optimizer.adam(1e-2))
            .withBatch(task.data().training().count())
            .withLength(Span.iterations(3));
    if (!words.startsWith("none")) {
      String kind = words.substring(0, words.indexOf('-'));
      recipe = recipe.withSharpness(Sharpness.parse(kind + ":0.1"));
    }
    return task.train(Job.of(start, recipe, 1, 1), Progress.NONE).end();
  }

  private String oracle() throws IOException {
    return Python.run(Python.script("sharpness.py"), folder).strip();
  }

  private void write(Examples training, Point start, Mask mask) throws IOException {
    float[] kept = new float[start.layout().size()];
    IntStream.range(0, kept.length).forEach(i -> kept[i] = mask.keeps(i) ? 1 : 0);
    Python.write(folder, training);
    Python.write(folder, "point", start.toArray());
    Python.write(folder, "mask", kept);
  }
}
