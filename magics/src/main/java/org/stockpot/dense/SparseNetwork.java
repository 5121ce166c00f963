package org.stockpot.dense;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * A network of dense layers at one point, by its weights that are not 0 alone. Examples are taken
 * some at a time, with one row per input and unit, so that a weight's share of what a unit sums up
 * is a row, and what all rows hold stays in the cache. Numbers depend on the point and the
 * examples' order alone.
 */
public final class SparseNetwork {

  /** Examples at a time: a multiple of what vector instructions take, few enough for the cache. */
  private static final int TOGETHER = 256;

  private final List<SparseWeights> layers = new ArrayList<>();

  /** What each unit's sum begins with. */
  private final List<float[]> begins = new ArrayList<>();

  private SparseNetwork(DenseNetwork dense, Point point, Optional<SortedExamples> sorted) {
    Mask mask = Mask.keeping(point.layout(), i -> point.at(i) != 0);
    for (DenseNetwork.Layer layer : dense.layers()) {
      Optional<SortedExamples> first = sorted.filter(s -> layers.isEmpty());
      int[] order =
          first
              .map(SortedExamples::inputOrder)
              .orElseGet(() -> IntStream.range(0, layer.inputs()).toArray());
      float background = first.map(SortedExamples::background).orElse(0f);
      SparseWeights weights = new SparseWeights(layer, mask, order, 0);
      weights.load(point.values());
      float[] begin = new float[layer.units()];
      for (int unit = 0; unit < begin.length; unit++) {
        begin[unit] = (float) (background * weights.total(unit) + weights.bias(unit));
      }
      layers.add(weights);
      begins.add(begin);
    }
  }

  /**
   * Returns that of a point, where it is faster than products of whole matrices.
   *
   * @param dense the network's layers
   * @param point of the network's layout
   * @param sorted how examples are sorted, if they are
   * @return the network, or nothing if products are dense
   */
  public static Optional<SparseNetwork> of(
      DenseNetwork dense, Point point, Supplier<Optional<SortedExamples>> sorted) {
    return SparseTable.scoresSparsely(dense, point)
        ? Optional.of(new SparseNetwork(dense, point, sorted.get()))
        : Optional.empty();
  }

  /**
   * Computes what the network gives for examples.
   *
   * @param inputs one row per example, as sorted
   * @param count how many examples
   * @return one row per example
   */
  public FloatBuffer outputs(FloatBuffer inputs, int count) {
    int width = inputs.capacity() / count;
    float[] written = new float[TOGETHER * width];
    List<float[][]> active = new ArrayList<>();
    active.add(new float[width][TOGETHER]);
    layers.forEach(layer -> active.add(new float[layer.units][TOGETHER]));
    float[][] last = active.get(layers.size());
    float[] outputs = new float[count * last.length];
    for (int from = 0; from < count; from += TOGETHER) {
      int some = Math.min(TOGETHER, count - from);
      inputs.get(from * width, written, 0, some * width);
      UnitRows.turn(written, width, active.get(0), 0, width);
      for (int l = 0; l < layers.size(); l++) {
        forward(l, active.get(l), active.get(l + 1));
      }
      UnitRows.turnBack(last, some, outputs, from);
    }
    return FloatBuffer.wrap(outputs);
  }

  private void forward(int layer, float[][] below, float[][] above) {
    for (int unit = 0; unit < above.length; unit++) {
      layers.get(layer).sum(unit, begins.get(layer)[unit], below, above[unit]);
      if (layer < layers.size() - 1) {
        SparseWeights.rectify(above[unit]);
      }
    }
  }
}
