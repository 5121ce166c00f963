package org.stockpot.similarity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;

/** Sums, over batches, of the dependence of all layers of networks on those of others. */
final class Dependences {

  private final int networks;
  private final int layers;
  private final double[][] own;
  private final double[][][][] between;

  Dependences(int networks, int layers) {
    this.networks = networks;
    this.layers = layers;
    own = new double[networks][layers];
    between = new double[networks][networks][layers][layers];
  }

  /** Adds a batch, given the products of all layers of each network. */
  void add(List<List<CentredGram>> grams) {
    List<Integer> rows = IntStream.range(0, networks * layers).boxed().toList();
    Workers.map(
        Runtime.getRuntime().availableProcessors(),
        rows,
        row -> {
          Interrupts.check();
          int a = row / layers;
          int l = row % layers;
          CentredGram gram = grams.get(a).get(l);
          own[a][l] += gram.hsic(gram);
          for (int b = a + 1; b < networks; b++) {
            for (int m = 0; m < layers; m++) {
              between[a][b][l][m] += gram.hsic(grams.get(b).get(m));
            }
          }
          return row;
        });
  }

  /** Returns whether a layer depended on the examples in no batch. */
  boolean isDead(int network, int layer) {
    return own[network][layer] <= 0;
  }

  /** Returns the alignments of two networks, a row for each layer of the first. */
  List<List<Double>> alignments(int a, int b) {
    List<List<Double>> rows = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      int row = l;
      rows.add(
          IntStream.range(0, layers)
              .mapToObj(m -> Cka.of(between[a][b][row][m], own[a][row], own[b][m]))
              .toList());
    }
    return rows;
  }
}
