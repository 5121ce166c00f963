package org.stockpot.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Examples;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.Pruner;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.prune.dead.DeadRates;
import org.stockpot.prune.dead.DeadUnitOptions;
import org.stockpot.prune.dead.DeadUnitResult;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Python;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** Dead-neuron rates, counted by a second implementation in PyTorch ({@code dead.py}). */
final class DeadUnitOracleTest {

  @TempDir private Path folder;

  @Test
  void ratesAreThoseOfPyTorch() throws IOException {
    Map<String, Double> expected = new LinkedHashMap<>();
    count("mlp:40,20", "mlp", 0.97, expected);
    count("conv2@6,5,12,7", "conv2", 0.9, expected);
    int said = 0;
    for (String line : Python.run(Python.script("dead.py"), folder).lines().toList()) {
      int value = line.lastIndexOf(' ');
      String key = line.substring(0, value);
      double found = Double.parseDouble(line.substring(value + 1));
      assertEquals(found, expected.get(key), 1e-4, key);
      said++;
    }
    assertEquals(expected.size(), said);
  }

  private void count(String model, String name, double share, Map<String, Double> found)
      throws IOException {
    try (DjlTask task = DjlTask.of(Digits.load(), model)) {
      Point init = task.init(7);
      ScoredNetwork network =
          new ScoredNetwork(
              task, Subset.all(Part.TRAINING), init, init, Mask.full(task.layout()), 5);
      PruneOptions random =
          PruneOptions.defaults().withFraction(share).withSaliency(Saliencies.random());
      MaskedPoint at = new Pruner(task.layout(), random).prune(network, 1);
      Point biased =
          Point.build(
              task.layout(),
              values -> {
                at.point().values().get(values);
                task.layout().slots().stream()
                    .filter(slot -> slot.name().endsWith("bias"))
                    .forEach(
                        slot -> {
                          for (int i = slot.offset(); i < slot.end(); i++) {
                            values[i] = (i % 3 - 1) * 0.05f;
                          }
                        });
              });
      Examples test = task.data().test();
      Python.write(folder, name + ".x", test.inputs());
      Python.write(folder, name + ".w", biased.toArray());
      DeadUnitResult result =
          DeadUnitResult.of(
              List.of(name),
              List.of(new MaskedPoint(biased, at.mask())),
              task,
              DeadUnitOptions.defaults().withOn(Part.TEST).withExamples(ExampleCount.ALL));
      for (DeadRates rates : result.networks().get(0).layers()) {
        String key = name + " " + rates.layer() + " ";
        found.put(key + "static", rates.staticRate());
        found.put(key + "dynamic", rates.dynamicRate());
        found.put(key + "silent", rates.silentRate());
      }
    }
  }
}
