package org.stockpot.picture;

import java.util.List;
import org.stockpot.text.Tree;

/** Bars of one trace, read from a bar trace or counted for a histogram. */
final class BarSeries {

  /** Where they come from. */
  final TraceView trace;

  /** Whether they lie. */
  final boolean horizontal;

  /** Where they stand, along the axis of positions. */
  final double[] at;

  /** How long they are; on an axis of logarithms not their logarithm. */
  final double[] size;

  /** How wide a place is in units of the axis of positions; NaN to find out. */
  final double width;

  BarSeries(TraceView trace, boolean horizontal, double[] at, double[] size, double width) {
    this.trace = trace;
    this.horizontal = horizontal;
    this.at = at;
    this.size = size;
    this.width = width;
  }

  /** Tells whether the values of a trace run along the horizontal axis. */
  static boolean isHorizontal(TraceView trace) {
    boolean onlyY = !trace.json().containsKey("x") && trace.json().containsKey("y");
    boolean counts = trace.type().equals("histogram");
    return Tree.text(trace.json(), "orientation", counts && onlyY ? "h" : "v").equals("h");
  }

  /** Reads a bar trace. */
  static BarSeries of(TraceView trace, PictureAxis xAxis, PictureAxis yAxis) {
    boolean horizontal = isHorizontal(trace);
    double[] x = read(trace.values("x"), xAxis, horizontal);
    double[] y = read(trace.values("y"), yAxis, !horizontal);
    return new BarSeries(trace, horizontal, horizontal ? y : x, horizontal ? x : y, Double.NaN);
  }

  private static double[] read(List<?> values, PictureAxis axis, boolean sizes) {
    return sizes && axis.isLog() ? Tree.numbers(values) : axis.coordinates().at(values);
  }
}
