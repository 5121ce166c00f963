package org.stockpot.report.parts;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Parts of a sum over a horizontal axis, one upon the other: those below 0 are stacked downwards,
 * those above 0 upwards, so that all of them show.
 */
public final class StackChart {

  private final String title;
  private final String x;
  private final String y;
  private final double[] xs;
  private final double[] above;
  private final double[] below;
  private final List<Trace> traces = new ArrayList<>();
  private int series;

  /**
   * Makes a chart without parts.
   *
   * @param title the title
   * @param x the title of the horizontal axis
   * @param y the title of the vertical axis
   * @param xs positions on the horizontal axis
   */
  public StackChart(String title, String x, String y, double... xs) {
    this.title = title;
    this.x = x;
    this.y = y;
    this.xs = xs.clone();
    above = new double[xs.length];
    below = new double[xs.length];
  }

  /**
   * Adds a part.
   *
   * @param name what it is called
   * @param values its height at each position, of either sign
   * @return this
   */
  public StackChart part(String name, double... values) {
    double[] from = new double[xs.length];
    double[] to = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      double[] stack = values[i] < 0 ? below : above;
      from[i] = stack[i];
      stack[i] += values[i];
      to[i] = stack[i];
    }
    traces.add(edge(from, ScatterTrace.Fill.NONE, 0).showLegend(false).name("").build());
    traces.add(edge(to, ScatterTrace.Fill.TO_NEXT_Y, 1).name(name).build());
    series++;
    return this;
  }

  private ScatterTrace.ScatterBuilder edge(double[] ys, ScatterTrace.Fill fill, double width) {
    String colour = SeriesStyle.colour(series);
    return ScatterTrace.builder(xs, ys)
        .mode(ScatterTrace.Mode.LINE)
        .line(Line.builder().color(colour).width(width).dash(SeriesStyle.dash(series)).build())
        .fill(fill)
        .fillColor(colour + "80");
  }

  /**
   * Adds a line over the stack, such as the sum of its parts.
   *
   * @param name what it is called
   * @param values its height at each position
   * @return this
   */
  public StackChart line(String name, double... values) {
    traces.add(
        ScatterTrace.builder(xs, values)
            .mode(ScatterTrace.Mode.LINE)
            .name(name)
            .line(Line.builder().color("#000000").width(2).build())
            .build());
    return this;
  }

  /**
   * Returns the figure.
   *
   * @return the figure
   */
  public Figure figure() {
    Layout layout =
        Layout.builder()
            .title(title)
            .xAxis(Axis.builder().title(x).build())
            .yAxis(Axis.builder().title(y).build())
            .height(420)
            .build();
    return new Figure(layout, traces.toArray(new Trace[0]));
  }
}
