package org.stockpot.picture;

import java.util.Arrays;
import org.stockpot.text.Tree;

/** Prices: from low to high a line, from open to close a body, or ticks for {@code ohlc}. */
final class CandleMark implements Mark {

  private static final String UP = "#3d9970";
  private static final String DOWN = "#ff4136";

  private final TraceView trace;
  private final PictureAxis xAxis;
  private final PictureAxis yAxis;
  private final double[] x;
  private final double[][] prices;

  CandleMark(TraceView trace, PictureAxis xAxis, PictureAxis yAxis) {
    this.trace = trace;
    this.xAxis = xAxis;
    this.yAxis = yAxis;
    this.x = xAxis.coordinates().at(Tree.list(trace.json(), "x"));
    this.prices = new double[][] {prices("open"), prices("high"), prices("low"), prices("close")};
  }

  private double[] prices(String name) {
    double[] known = yAxis.coordinates().at(Tree.list(trace.json(), name));
    double[] all = Arrays.copyOf(known, x.length);
    Arrays.fill(all, Math.min(known.length, x.length), x.length, Double.NaN);
    return all;
  }

  @Override
  public void measure() {
    for (int i = 0; i < x.length; i++) {
      xAxis.see(x[i]);
      yAxis.see(prices[1][i]);
      yAxis.see(prices[2][i]);
    }
  }

  @Override
  public void draw(Svg svg) {
    double half = Math.max(1, Math.min(8, 0.35 * xAxis.length() / Math.max(1, x.length)));
    boolean bodies = trace.type().equals("candlestick");
    for (boolean up : new boolean[] {true, false}) {
      Svg.Path lines = new Svg.Path();
      Svg.Path boxes = new Svg.Path();
      for (int i = 0; i < x.length; i++) {
        if ((prices[3][i] >= prices[0][i]) == up && Double.isFinite(x[i])) {
          one(lines, bodies ? boxes : lines, i, half, bodies);
        }
      }
      svg.path(lines, Colors.stroke(up ? UP : DOWN, 1.5, 1));
      svg.path(boxes, Colors.fill(up ? UP : DOWN, 1));
    }
  }

  private void one(Svg.Path lines, Svg.Path boxes, int index, double half, boolean bodies) {
    double at = xAxis.pixel(x[index]);
    double open = yAxis.pixel(prices[0][index]);
    double close = yAxis.pixel(prices[3][index]);
    lines.move(at, yAxis.pixel(prices[1][index])).line(at, yAxis.pixel(prices[2][index]));
    if (bodies) {
      double top = Math.min(open, close);
      boxes.box(at - half, top, 2 * half, Math.max(1, Math.abs(open - close)));
    } else {
      boxes.move(at - half, open).line(at, open).move(at, close).line(at + half, close);
    }
  }
}
