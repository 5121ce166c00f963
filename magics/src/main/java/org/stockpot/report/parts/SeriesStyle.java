package org.stockpot.report.parts;

import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** How series are drawn: colour, dash and symbol by their number, and bars as broken lines. */
final class SeriesStyle {

  /** Okabe and Ito's palette, which colour-blind readers can tell apart. */
  private static final String[] COLOURS = {
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F7F7F"
  };

  private static final Line.Dash[] DASHES = {
    Line.Dash.SOLID, Line.Dash.DASH, Line.Dash.DOT, Line.Dash.DASH_DOT, Line.Dash.LONG_DASH
  };

  private static final Symbol[] SYMBOLS = {
    Symbol.CIRCLE,
    Symbol.SQUARE,
    Symbol.DIAMOND,
    Symbol.CROSS,
    Symbol.TRIANGLE_UP,
    Symbol.X,
    Symbol.STAR,
    Symbol.TRIANGLE_DOWN
  };

  private SeriesStyle() {}

  static String colour(int series) {
    return COLOURS[series % COLOURS.length];
  }

  static Line.Dash dash(int series) {
    return DASHES[series % DASHES.length];
  }

  static Symbol symbol(int series) {
    return SYMBOLS[series % SYMBOLS.length];
  }

  /** Returns lines from one height to another at each position. */
  static ScatterTrace.ScatterBuilder uprights(double[] xs, double[] from, double[] to) {
    double[] x3 = new double[3 * xs.length];
    double[] y3 = new double[3 * xs.length];
    for (int i = 0; i < xs.length; i++) {
      x3[3 * i] = xs[i];
      x3[3 * i + 1] = xs[i];
      y3[3 * i] = from[i];
      y3[3 * i + 1] = to[i];
      x3[3 * i + 2] = Double.NaN;
      y3[3 * i + 2] = Double.NaN;
    }
    return ScatterTrace.builder(x3, y3).mode(ScatterTrace.Mode.LINE);
  }
}
