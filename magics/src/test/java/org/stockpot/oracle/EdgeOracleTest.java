package org.stockpot.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Examples;
import org.stockpot.djl.DjlTask;
import org.stockpot.study.batch.BatchLaw;
import org.stockpot.study.batch.BatchLawOptions;
import org.stockpot.study.batch.BatchLawProbe;
import org.stockpot.study.batch.BatchSize;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Optimizer.Kind;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Python;
import org.stockpot.weights.Point;

/** Curvature as each optimizer's steps meet it, beside PyTorch's whole Hessian and moments. */
final class EdgeOracleTest {

  @TempDir private Path folder;

  @Test
  void sharpnessIsThatOfPyTorch() throws IOException {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:6")) {
      write(task.data().training(), task.start(1));
      String[] lines = oracle().split("\\R", -1);
      assertEquals(4, lines.length);
      for (String line : lines) {
        String[] words = line.split(" ", -1);
        double wanted = Double.parseDouble(words[1]);
        Kind kind = Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
        assertEquals(wanted, sharpness(task, kind), 2e-3 * wanted, words[0]);
      }
    }
  }

  private static double sharpness(DjlTask task, Kind kind) {
    boolean sgd = kind == Kind.SGD;
    double rate = sgd ? 0.1 : kind == Kind.RMSPROP ? 1e-3 : 1e-2;
    Optimizer optimizer = new Optimizer(kind, rate, 0.9, sgd, kind == Kind.RMSPROP ? 0 : 0.1);
    BatchLawOptions options =
        BatchLawOptions.defaults()
            .withBatches(BatchSize.FULL)
            .withRates(rate)
            .withSeeds(1L)
            .withProbes(2);
    Recipe recipe = Recipe.defaults().withOptimizer(optimizer).withLength(Span.iterations(8));
    List<BatchLawProbe> probes =
        BatchLaw.of(task, recipe, options).cells().get(0).runs().get(0).probes();
    return probes.get(2).sharpness().orElseThrow();
  }

  private String oracle() throws IOException {
    return Python.run(Python.script("edge.py"), folder).strip();
  }

  private void write(Examples training, Point start) throws IOException {
    Python.write(folder, training);
    Python.write(folder, "point", start.toArray());
  }
}
