package org.stockpot.error;

import java.util.Arrays;
import org.stockpot.task.analysis.ParameterBox;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/**
 * An error function over its box, with its parameters as points.
 *
 * @param name what it is called
 * @param function the error
 * @param box where parameters are of interest
 * @param layout one slot with all parameters
 * @param examples how many errors the function gives
 */
record Surface(String name, ErrorFunction function, ParameterBox box, Layout layout, int examples) {

  static Surface of(String name, ErrorFunction function, ParameterBox box) {
    return new Surface(
        name,
        new CheckedFunction(name, function),
        box,
        Layout.builder().add("parameters", Role.WEIGHT, 1, box.dimension()).build(),
        CheckedFunction.examples(name, function, box));
  }

  Point point(double[] values) {
    return Point.build(
        layout,
        entries -> {
          for (int i = 0; i < entries.length; i++) {
            entries[i] = (float) values[i];
          }
        });
  }

  static double[] parameters(Point point) {
    double[] parameters = new double[point.layout().size()];
    Arrays.setAll(parameters, point::at);
    return parameters;
  }

  /** Returns equal shares of all examples. */
  double[] shares() {
    double[] shares = new double[examples];
    Arrays.fill(shares, 1.0 / examples);
    return shares;
  }

  Differences slopes() {
    return new Differences(function, box, Differences.OF_SLOPES);
  }
}
