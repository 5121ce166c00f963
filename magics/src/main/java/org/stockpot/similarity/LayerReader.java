package org.stockpot.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.stockpot.task.analysis.Representations;
import org.stockpot.weights.Point;

/**
 * Reads layers, several in one pass, as many as memory holds. A pass ends at the last of its
 * layers, so that several passes are less than as many whole ones.
 */
final class LayerReader {

  /** The share of memory that activations may take, and products as much. */
  private static final int SHARE = 4;

  private final Representations representations;
  private final Map<String, Integer> widths = new LinkedHashMap<>();
  private final long room;

  /** Finds out how many features layers have, by one example. */
  LayerReader(Representations representations, List<String> layers, Point any, long memory) {
    this.representations = representations;
    room = memory / SHARE;
    representations.read(
        any, layers, new int[] {0}, (layer, from, count, rows) -> widths.put(layer, rows.length));
  }

  /** Requires that the products of examples fit, of all layers of all networks at once. */
  void requireRoom(int networks, int layers, int examples) {
    double bytes = 8.0 * CentredGram.size(examples) * networks * layers;
    if (bytes > room) {
      int fewer = (int) Math.sqrt(room / (4.0 * networks * layers));
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "products of examples must fit into memory, got %,d examples for %d layers of %d"
                  + " networks (%,.0f MB): take %s, or --layers outputs",
              examples,
              layers,
              networks,
              bytes / 1e6,
              fewer < Batches.SIZE && examples > Batches.WHOLE
                  ? "fewer networks"
                  : "--examples " + Math.max(fewer, Estimator.UNBIASED.least())));
    }
  }

  /**
   * Reads layers, one after another.
   *
   * @param name what messages call the network
   * @param outputs where rows of outputs go, by the place of their example
   * @param sink receives each layer, in order
   */
  void read(
      String name, Point at, int[] chosen, float[][] outputs, BiConsumer<String, Features> sink) {
    List<String> group = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<String, Integer> layer : widths.entrySet()) {
      long more = 4L * layer.getValue() * chosen.length;
      requireRoom(layer.getKey(), layer.getValue(), chosen.length, more);
      if (bytes + more > room) {
        readTogether(name, at, group, chosen, outputs, sink);
        group.clear();
        bytes = 0;
      }
      group.add(layer.getKey());
      bytes += more;
    }
    readTogether(name, at, group, chosen, outputs, sink);
  }

  private void requireRoom(String layer, int width, int examples, long bytes) {
    if (bytes > room) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "activations must fit into memory, got %,d examples of layer %s, of %,d numbers each"
                  + " (%,.0f MB): take --examples %d, or other --layers",
              examples,
              layer,
              width,
              bytes / 1e6,
              Math.max(1, room / (4L * width))));
    }
  }

  private void readTogether(
      String name,
      Point at,
      List<String> layers,
      int[] chosen,
      float[][] outputs,
      BiConsumer<String, Features> sink) {
    Map<String, Features.Builder> builders = new LinkedHashMap<>();
    layers.forEach(l -> builders.put(l, new Features.Builder(widths.get(l), chosen.length)));
    representations.read(
        at,
        layers,
        chosen,
        (layer, from, count, rows) -> {
          int bad = builders.get(layer).add(from, count, rows);
          if (bad >= 0) {
            throw new IllegalArgumentException(
                "activations must be finite, got NaN or infinity of "
                    + name
                    + " in layer "
                    + layer
                    + " for example "
                    + chosen[bad]);
          }
          for (int i = 0; layer.equals(Representations.OUTPUTS) && i < count; i++) {
            int width = rows.length / count;
            outputs[chosen[from + i]] = Arrays.copyOfRange(rows, i * width, (i + 1) * width);
          }
        });
    for (String layer : layers) {
      sink.accept(layer, builders.remove(layer).centred());
    }
  }
}
