package org.stockpot.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stockpot.task.analysis.PreActivations;
import org.stockpot.task.analysis.PreActivations.Layer;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.UnitMoments;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * A blend whose units have the moments that those of its points have on average: averages of
 * networks that were trained apart have units that vary too little.
 *
 * <p>With points w_i and shares {@code c_i >= 0} that sum to 1, each unit's pre-activation z gets
 * the mean {@code sum_i c_i mean_i(z)} and the standard deviation {@code sum_i c_i sd_i(z)}, layer
 * by layer, each measured once those before it are repaired. It is folded into the layer, as {@code
 * w' = w g / s} and {@code b' = (b - m) g / s + e} for a measured mean m and deviation s, and the
 * goals e and g. Moments are population moments over the training examples, {@value #MOST} of them
 * at most, those of a channel over all its places.
 *
 * <p>See Jordan, Sedghi, Saukh, Entezari, Neyshabur, "REPAIR: REnormalizing Permuted Activations
 * for Interpolation Repair", ICLR 2023. Published code measures batch by batch and adds 1e-5 to
 * variances; this does neither. Units that are constant stay as they are, and so do frozen layers.
 * Factors keep zeros, so that a pruned weight stays +0.0.
 *
 * @param point the repaired point
 * @param units how many units were measured
 * @param constant how many of them are constant in the blend, as dead ones are
 */
public record Repair(Point point, int units, int constant) {

  /** Training examples that moments are taken over, at most. */
  public static final int MOST = 10_000;

  /** Which training examples those are. */
  public static final Subset EXAMPLES = Subset.of(Part.TRAINING, MOST);

  /**
   * Repairs a blend.
   *
   * @param blend the point to repair; where it is no mean of the basis, the moments of the basis
   *     are its goals all the same
   * @param basis the points w
   * @param weights c, one per point, at least 0 once divided by their sum
   * @param outputs whether the outputs are repaired, beside the hidden units
   * @param task measures units
   * @return the repaired point
   * @throws RecalibrationException if a share is negative, units are not reached or not finite, a
   *     layer has no biases, or there is one training example
   */
  public static Repair of(
      Point blend, List<Point> basis, double[] weights, boolean outputs, Task task) {
    double sum = Arrays.stream(weights).sum();
    List<Point> points = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        points.add(basis.get(i));
        shares.add(weights[i] / sum);
      }
    }
    if (shares.stream().anyMatch(share -> !(share >= 0))) {
      throw cannot("goals lie between networks, whose shares are at least 0, got " + shares);
    }
    return new Goals(reached(task, outputs), points, shares, outputs, task).repaired(blend);
  }

  /**
   * Returns what units make of training examples.
   *
   * @param task a task
   * @param outputs whether the outputs are to be repaired, beside the hidden units
   * @return the pre-activations, with biases in each layer that is repaired
   * @throws RecalibrationException if there is one training example, units are not reached, or a
   *     layer has no biases
   */
  static PreActivations reached(Task task, boolean outputs) {
    Availability<PreActivations> found = task.preActivations(EXAMPLES);
    PreActivations units = found.value().orElseThrow(() -> cannot(found.reason()));
    if (units.examples() < 2) {
      throw cannot("there must be at least 2 training examples, got 1: one value has no spread");
    }
    for (Layer layer : layers(units, outputs)) {
      if (layer.bias().isEmpty()) {
        throw cannot("layer " + layer.name() + " has no biases, which would move its units");
      }
    }
    return units;
  }

  private static List<Layer> layers(PreActivations units, boolean outputs) {
    return units.layers().stream()
        .filter(layer -> !layer.isFrozen() && (outputs || !layer.outputs()))
        .toList();
  }

  private static RecalibrationException cannot(String reason) {
    return new RecalibrationException("units cannot be repaired: " + reason);
  }

  /** The points that a blend is of. */
  private static final class Goals {
    private final PreActivations units;
    private final List<Point> points;
    private final List<Double> shares;
    private final List<Layer> layers;
    private final List<String> key = new ArrayList<>();
    private final NumberCache cache;

    Goals(
        PreActivations units, List<Point> points, List<Double> shares, boolean outputs, Task task) {
      this.units = units;
      this.points = points;
      this.shares = shares;
      layers = layers(units, outputs);
      key.addAll(List.of("repair", EXAMPLES.toString(), outputs ? "with outputs" : "hidden"));
      cache = task.as(NumberCache.class).orElse(NumberCache.NONE);
    }

    Repair repaired(Point blend) {
      List<String> of = new ArrayList<>(key);
      of.add(blend.digest());
      points.forEach(point -> of.add(point.digest()));
      of.add(shares.toString());
      double[] numbers = cache.get(of, () -> measured(blend));
      Point point = blend;
      int from = 0;
      for (Layer layer : layers) {
        point = folded(point, layer, numbers, from);
        from += 2 * layer.units();
      }
      return new Repair(point, from / 2, (int) numbers[from]);
    }

    /** Returns factor and offset of each unit, layer by layer, and how many are constant. */
    private double[] measured(Point blend) {
      List<List<UnitMoments>> goals = points.stream().map(this::moments).toList();
      double[] numbers = new double[layers.stream().mapToInt(l -> 2 * l.units()).sum() + 1];
      int[] from = {0};
      units.walk(
          blend,
          layers,
          (layer, moments, at) -> {
            int place = layers.indexOf(layer);
            requireFinite(layer, moments);
            List<UnitMoments> goal = goals.stream().map(all -> all.get(place)).toList();
            int start = from[0];
            numbers[numbers.length - 1] += scale(moments, goal, numbers, start);
            from[0] += 2 * layer.units();
            return folded(at, layer, numbers, start);
          });
      return numbers;
    }

    private List<UnitMoments> moments(Point point) {
      List<String> of = List.of("moments of units", key.get(1), key.get(2), point.digest());
      double[] numbers =
          cache.get(
              of,
              () ->
                  units.moments(point, layers).stream()
                      .flatMapToDouble(m -> Arrays.stream(m.numbers()))
                      .toArray());
      List<UnitMoments> all = new ArrayList<>();
      int from = 0;
      for (Layer layer : layers) {
        int end = from + 2 * layer.units();
        all.add(UnitMoments.of(Arrays.copyOfRange(numbers, from, end)));
        from = end;
      }
      return all;
    }

    private static void requireFinite(Layer layer, UnitMoments moments) {
      if (!moments.isFinite()) {
        throw cannot("units of layer " + layer.name() + " are not finite on training examples");
      }
    }

    /** Writes factors and offsets of a layer's units; returns how many units are constant. */
    private int scale(UnitMoments measured, List<UnitMoments> goal, double[] numbers, int start) {
      int count = measured.units();
      int constant = 0;
      for (int u = 0; u < count; u++) {
        double factor = 1;
        double offset = 0;
        if (measured.isConstant(u)) {
          constant++;
        } else {
          factor = blended(goal, u, UnitMoments::deviation) / measured.deviation(u);
          offset = blended(goal, u, UnitMoments::mean) - factor * measured.mean(u);
        }
        numbers[start + u] = factor;
        numbers[start + count + u] = offset;
      }
      return constant;
    }

    /** A moment of a unit. */
    private interface Moment {
      double of(UnitMoments moments, int unit);
    }

    /** Returns the blend of a moment, which is the moment itself where all are equal. */
    private double blended(List<UnitMoments> goal, int unit, Moment moment) {
      double first = moment.of(goal.get(0), unit);
      double sum = first;
      for (int i = 1; i < goal.size(); i++) {
        sum += shares.get(i) * (moment.of(goal.get(i), unit) - first);
      }
      return sum;
    }

    private static Point folded(Point point, Layer layer, double[] numbers, int start) {
      Slot weight = layer.weight();
      Slot bias = layer.bias().orElseThrow();
      int count = layer.units();
      int row = weight.size() / count;
      return Point.build(
          point.layout(),
          values -> {
            point.values().get(values);
            for (int u = 0; u < count; u++) {
              double factor = numbers[start + u];
              for (int i = weight.offset() + u * row; i < weight.offset() + (u + 1) * row; i++) {
                // A factor of 0 makes -0.0 of negative weights, and +0.0 is what pruning keeps.
                values[i] = (float) (values[i] * factor) + 0f;
              }
              int b = bias.offset() + u;
              values[b] = (float) (values[b] * factor + numbers[start + count + u]);
            }
          });
    }
  }
}
