package org.stockpot.error;

import java.util.Arrays;
import java.util.stream.IntStream;
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

  Point point(double... values) {
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

  /** Returns the places of all examples. */
  int[] rows() {
    return IntStream.range(0, examples).toArray();
  }

  /** Returns the errors of some examples. */
  double[] errors(Point at, int... rows) {
    double[] errors = function.errors(parameters(at));
    return Arrays.stream(rows).mapToDouble(row -> errors[row]).toArray();
  }

  /** Returns equal shares of some examples, and none of the others. */
  double[] shares(int... rows) {
    double[] shares = new double[examples];
    for (int row : rows) {
      shares[row] = 1.0 / rows.length;
    }
    return shares;
  }

  Differences slopes() {
    return new Differences(function, box, Differences.OF_SLOPES);
  }
}
