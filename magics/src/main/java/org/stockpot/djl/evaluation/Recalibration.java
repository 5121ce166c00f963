package org.stockpot.djl.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.Normalisation;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.script.TorchScript;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/**
 * Re-estimates running statistics in one pass over the training examples in training mode. Each
 * example weighs the same, as {@link org.stockpot.task.Task#recalibrate(Point, int)} says.
 *
 * <p>A layer only offers moving averages, r = m r + (1 - m) s with its own m, where s is a chunk's
 * mean, or its variance with the factor k / (k - 1) for k values per channel. Starting from 0 gives
 * (1 - m) s, and starting from somewhere far away m. A batch beside itself has the same variance
 * and 2 k values, so that the ratio of the two s, (4 p - 1) / (4 p - 2) for two examples of p
 * values, tells p.
 */
public final class Recalibration {

  /** Examples by which the values per channel are found: few, as the ratio of many is near 1. */
  private static final int PROBES = 8;

  /** Values per channel from which k / (k - 1) is 1 to the precision of floats. */
  private static final double MOST = 1 << 23;

  /** How much further than the statistics themselves the start lies that tells m. */
  private static final double FAR = 1 << 20;

  private final Network network;
  private final Layout layout;
  private final List<Normalisation> normalisations;
  private final ExampleBatches batches;
  private final boolean draws;
  private final Optional<TorchScript> script;

  /**
   * Estimates nothing yet.
   *
   * @param network the working copy, which the caller has for itself
   * @param binding the model's parameters as slots
   * @param batches makes inputs of examples
   * @param draws whether a pass in training mode draws random numbers, so that no two are alike
   * @param script what keeps a TorchScript module from drawing them
   */
  public Recalibration(
      Network network,
      Binding binding,
      ExampleBatches batches,
      boolean draws,
      Optional<TorchScript> script) {
    this.network = network;
    layout = binding.layout();
    normalisations = binding.normalisations();
    this.batches = batches;
    this.draws = draws;
    this.script = script;
  }

  /**
   * Returns where chunks end; one example that is left over joins the chunk before it.
   *
   * @param examples how many there are
   * @param batch the size of a chunk
   * @return the place behind the last example of each
   */
  public static int[] ends(int examples, int batch) {
    if (batch < 2) {
      throw new IllegalArgumentException(
          "the batch of a re-estimation must be at least 2, got " + batch);
    }
    if (examples == 1) {
      throw new RecalibrationException(
          "statistics must be re-estimated from at least 2 training examples, got 1: one value has"
              + " no variance");
    }
    int chunks = (examples - 2) / batch + 1;
    return IntStream.rangeClosed(1, chunks).map(i -> i == chunks ? examples : i * batch).toArray();
  }

  /**
   * Returns a point with re-estimated statistics.
   *
   * @param point a point of the layout
   * @param batch examples of a chunk, at least 2
   * @return the point with other statistics
   */
  public Point of(Point point, int batch) {
    int[] ends = ends(batches.examples().count(), batch);
    network.set(point.values());
    requireKnown(ends[0]);
    JniUtils.setSeed(0);
    double[] rates = rates(ends[0]);
    double[] positions = positions();
    List<Moments> moments = new ArrayList<>();
    normalisations.forEach(n -> moments.add(new Moments(n.mean().size())));
    int from = 0;
    for (int end : ends) {
      float[] moved = pass(from, end, 1, new float[layout.size()]);
      for (int i = 0; i < moments.size(); i++) {
        double values = (end - from) * positions[i];
        Normalisation n = normalisations.get(i);
        moments
            .get(i)
            .add(values, moved(moved, n.mean(), rates), moved(moved, n.variance(), rates));
      }
      from = end;
    }
    return with(point, moments);
  }

  private Point with(Point point, List<Moments> moments) {
    return Point.build(
        layout,
        values -> {
          point.values().get(values);
          for (int i = 0; i < moments.size(); i++) {
            Normalisation n = normalisations.get(i);
            for (int channel = 0; channel < n.mean().size(); channel++) {
              values[n.mean().offset() + channel] = moments.get(i).mean(channel);
              values[n.variance().offset() + channel] = moments.get(i).variance(channel);
            }
          }
        });
  }

  /** Requires that each statistic is one of a normalisation that a pass moves once. */
  private void requireKnown(int count) {
    for (Slot slot : statistics()) {
      if (normalisations.stream().noneMatch(n -> n.has(slot))) {
        throw cannot(slot, "what it is the average of is not known; batch normalisations are");
      }
    }
    int[] uses = network.uses(batches.range(0, count));
    for (Slot slot : statistics()) {
      if (uses[layout.slots().indexOf(slot)] > 1) {
        throw cannot(slot, "its layer is used more than once in a pass");
      }
    }
  }

  private static RecalibrationException cannot(Slot slot, String reason) {
    return new RecalibrationException(
        "statistic " + slot.name() + " cannot be re-estimated: " + reason);
  }

  /** Returns 1 - m of each entry that is a statistic. */
  private double[] rates(int count) {
    float[] near = pass(0, count, 1, new float[layout.size()]);
    float[] start = new float[layout.size()];
    for (Slot slot : statistics()) {
      double largest = 1;
      for (int i = slot.offset(); i < slot.end(); i++) {
        largest = Float.isFinite(near[i]) ? Math.max(largest, Math.abs(near[i])) : largest;
      }
      // Entries start at different places, so that their rounding averages out.
      for (int i = slot.offset(); i < slot.end(); i++) {
        start[i] = (float) (FAR * largest * (1 + (i - slot.offset()) / (double) slot.size()));
      }
    }
    float[] far = pass(0, count, 1, start);
    double[] rates = new double[layout.size()];
    for (Slot slot : statistics()) {
      double sum = 0;
      for (int i = slot.offset(); i < slot.end(); i++) {
        sum += ((double) start[i] - far[i] + near[i]) / start[i];
      }
      double rate = sum / slot.size();
      if (rate < 1e-5) {
        throw cannot(
            slot,
            "a pass in training mode does not move it, as of a module that was traced in"
                + " evaluation mode; script it instead");
      }
      Arrays.fill(rates, slot.offset(), slot.end(), rate);
    }
    return rates;
  }

  private List<Slot> statistics() {
    return layout.slots().stream().filter(slot -> slot.role() == Role.STATISTIC).toList();
  }

  private static double[] moved(float[] moved, Slot slot, double[] rates) {
    return IntStream.range(slot.offset(), slot.end())
        .mapToDouble(i -> moved[i] / rates[i])
        .toArray();
  }

  /** Returns how many values of an example a channel of each layer normalises. */
  private double[] positions() {
    double[] positions = new double[normalisations.size()];
    if (!draws) {
      Arrays.setAll(positions, i -> found(normalisations.get(i)));
    } else if (script.isPresent()) {
      script.get().still(() -> Arrays.setAll(positions, i -> found(normalisations.get(i))));
    } else {
      Arrays.setAll(positions, i -> known(normalisations.get(i)));
    }
    return positions;
  }

  private static double known(Normalisation n) {
    return n.positions()
        .orElseThrow(() -> cannot(n.variance(), "its layer's values per example are not known"));
  }

  private double found(Normalisation n) {
    int count = Math.min(PROBES, batches.examples().count());
    double once = sum(pass(0, count, 1, new float[layout.size()]), n.variance());
    double twice = sum(pass(0, count, 2, new float[layout.size()]), n.variance());
    if (!(once > 0)) {
      return 1;
    }
    // With k values once / twice is (2 k - 1) / (2 k - 2), which floats tell from 1 up to some
    // 10^6.
    double values = once > twice ? (2 * once - twice) / (2 * (once - twice)) : MOST * count;
    return Math.min(MOST, Math.max(1, Math.rint(values / count)));
  }

  private static double sum(float[] values, Slot slot) {
    return IntStream.range(slot.offset(), slot.end()).mapToDouble(i -> values[i]).sum();
  }

  /** Returns the statistics after a pass over some examples, which stand there once or twice. */
  private float[] pass(int from, int to, int times, float[] start) {
    Interrupts.check();
    network.setStatistics(start);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      int count = to - from;
      NDArray batch =
          batches.of(IntStream.range(0, times * count).map(i -> from + i % count).toArray());
      network.forward(batch, true);
    }
    float[] values = new float[layout.size()];
    network.getStatistics(values);
    return values;
  }
}
