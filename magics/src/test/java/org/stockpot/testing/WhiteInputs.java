package org.stockpot.testing;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.task.analysis.PreActivations;
import org.stockpot.task.analysis.UnitMoments;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/**
 * One hidden layer over inputs of mean 0 and covariance I, so that a unit with weights w and bias b
 * has the mean b and the deviation |w|.
 */
public record WhiteInputs(Layer layer) implements PreActivations {

  public static WhiteInputs of(Layout layout) {
    return new WhiteInputs(
        new Layer("fc1", layout.slot("fc1.weight"), Optional.of(layout.slot("fc1.bias")), false));
  }

  @Override
  public List<Layer> layers() {
    return List.of(layer);
  }

  @Override
  public int examples() {
    return 100;
  }

  @Override
  public List<UnitMoments> moments(Point at, List<Layer> layers) {
    double[] numbers = new double[2 * layer.units()];
    for (int u = 0; u < layer.units(); u++) {
      numbers[u] = at.at(layer.bias().orElseThrow().offset() + u);
      numbers[layer.units() + u] = norm(at, u);
    }
    return layers.stream().map(l -> UnitMoments.of(numbers)).toList();
  }

  /** Returns the midpoint of two points with units of the norm that theirs have on average. */
  public Point midpoint(Point a, Point b) {
    Point mean = a.plus(b).times(0.5);
    int row = layer.weight().size() / layer.units();
    return Point.build(
        mean.layout(),
        values -> {
          mean.values().get(values);
          for (int u = 0; u < layer.units(); u++) {
            double factor = (norm(a, u) + norm(b, u)) / 2 / norm(mean, u);
            for (int i = 0; i < row; i++) {
              values[layer.weight().offset() + u * row + i] *= (float) factor;
            }
          }
        });
  }

  private double norm(Point at, int unit) {
    int row = layer.weight().size() / layer.units();
    int from = layer.weight().offset() + unit * row;
    return Math.sqrt(
        IntStream.range(from, from + row).mapToDouble(i -> (double) at.at(i) * at.at(i)).sum());
  }
}
