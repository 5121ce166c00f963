package org.stockpot.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Examples;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.Compensation;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.task.Job;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Python;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Saliencies of a network with a convolution and batch normalisation, beside PyTorch's. */
final class CriteriaOracleTest {

  private static final int EXAMPLES = 96;

  @TempDir private Path folder;

  private static SequentialBlock block() {
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .setFilters(4)
                .build())
        .add(BatchNorm.builder().build())
        .add(Activation::relu)
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(10).build());
  }

  @Test
  void scoresAndCompensationsAreThoseOfPyTorch() throws IOException {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(1, 8, 8)), "normalised", block())) {
      Mask all = Mask.full(task.layout());
      Recipe recipe = Recipe.defaults().withLength(Span.epochs(3));
      Job job = new Job(task.init(1), all, recipe, 0, 24, 1, new TreeSet<>());
      Point at = task.train(job, Progress.NONE).end();
      Subset examples = Subset.of(Part.TRAINING, EXAMPLES);
      ScoredNetwork network = new ScoredNetwork(task, examples, at, at, all, 1);
      int[] weights =
          task.layout().slots().stream()
              .filter(slot -> slot.role().isPrunable())
              .flatMapToInt(slot -> IntStream.range(slot.offset(), slot.end()))
              .toArray();
      assertEquals(36 + 2560, weights.length);
      Mask next = Mask.keeping(task.layout(), i -> i % 5 > 1);
      write(task.data().training(), examples, at, next, weights);
      Map<String, double[]> oracle = oracle();
      for (String name : List.of("snip", "grasp", "fisher", "synflow", "wanda", "sparsegpt")) {
        float[] scores = Saliencies.of(name).scores(network);
        double[] wanted = oracle.get(name);
        assertNear(name, wanted, IntStream.of(weights).mapToDouble(i -> scores[i]).toArray());
      }
      Compensation saliency = (Compensation) Saliencies.of("sparsegpt");
      Point walked = saliency.compensated(network, next).masked(next);
      assertNear(
          "walked", oracle.get("walked"), IntStream.of(weights).mapToDouble(walked::at).toArray());
    }
  }

  private static void assertNear(String name, double[] wanted, double... found) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < wanted.length; i++) {
      difference += (wanted[i] - found[i]) * (wanted[i] - found[i]);
      norm += wanted[i] * wanted[i];
    }
    assertEquals(wanted.length, found.length, name);
    assertTrue(Math.sqrt(difference / norm) < 1e-4, name + " " + Math.sqrt(difference / norm));
  }

  private Map<String, double[]> oracle() throws IOException {
    String script = Python.script("criteria.py");
    Map<String, double[]> found = new HashMap<>();
    for (String line : Python.run(script, folder).split("\\R", -1)) {
      String[] words = line.split(" ", -1);
      found.put(words[0], Stream.of(words).skip(1).mapToDouble(Double::parseDouble).toArray());
    }
    return found;
  }

  private void write(Examples training, Subset subset, Point at, Mask next, int... weights)
      throws IOException {
    float[] kept = new float[weights.length];
    IntStream.range(0, kept.length).forEach(i -> kept[i] = next.keeps(weights[i]) ? 1 : 0);
    Python.write(folder, training.subset(subset.rows(training.count())));
    Python.write(folder, "point", at.toArray());
    Python.write(folder, "mask", kept);
  }
}
