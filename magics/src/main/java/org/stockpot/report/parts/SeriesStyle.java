package org.stockpot.report.parts;

import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Symbol;

/** What tells the series of a chart apart: colour, dash and symbol, by the series' number. */
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
}
