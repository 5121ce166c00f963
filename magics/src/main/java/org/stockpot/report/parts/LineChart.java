package org.stockpot.report.parts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stockpot.text.Numbers;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Lines with bands, the chart that nearly every result is. A title has what was done, with which
 * data, and what varies; a legend says what bands mean. Series differ in colour, dash and marker,
 * so that a chart reads without colour.
 */
public final class LineChart {

  /** Fewer points are no line. */
  private static final int LEAST_OF_A_LINE = 3;

  private final String title;
  private final Axis.AxisBuilder x = Axis.builder();
  private final Axis.AxisBuilder y = Axis.builder();
  private final List<Trace> traces = new ArrayList<>();
  private final AxisRange xs = new AxisRange();
  private final AxisRange ys = new AxisRange();
  private final Set<String> bands = new HashSet<>();
  private int series;
  private String band = "";

  /**
   * Makes a chart without series.
   *
   * @param title the title
   * @param x the title of the horizontal axis
   * @param y the title of the vertical axis
   */
  public LineChart(String title, String x, String y) {
    this.title = title;
    this.x.title(x);
    this.y.title(y);
  }

  /**
   * Makes the horizontal axis logarithmic and lets it fall to the right.
   *
   * @param places where the values are; at most nine of them are ticks
   * @return this
   */
  public LineChart fallingLogX(double... places) {
    double[] ticks = AxisRange.ticks(places);
    x.type(Axis.Type.LOG).autoRange(Axis.AutoRange.REVERSED);
    String[] text =
        Arrays.stream(ticks).mapToObj(t -> Numbers.significant(t, 3)).toArray(String[]::new);
    x.tickSettings(TickSettings.builder().arrayTicks(ticks, text).build());
    return this;
  }

  /**
   * Says what values a share can have in per cent; the vertical axis reaches no further.
   *
   * @return this
   */
  public LineChart percentY() {
    return yWithin(0, 100);
  }

  /**
   * Says the same of the horizontal axis.
   *
   * @return this
   */
  public LineChart percentX() {
    xs.within(0, 100);
    return this;
  }

  /**
   * Says between what bounds all values lie; the vertical axis reaches no further.
   *
   * @param low the lower bound
   * @param high the upper bound
   * @return this
   */
  public LineChart yWithin(double low, double high) {
    ys.within(low, high);
    return this;
  }

  /**
   * Says what the bands of the next series mean, for the legend.
   *
   * @param meaning what the bands are
   * @return this
   */
  public LineChart band(String meaning) {
    band = meaning;
    return this;
  }

  /**
   * Makes the horizontal axis logarithmic.
   *
   * @return this
   */
  public LineChart logX() {
    x.type(Axis.Type.LOG);
    return this;
  }

  /**
   * Makes the vertical axis logarithmic.
   *
   * @return this
   */
  public LineChart logY() {
    y.type(Axis.Type.LOG);
    return this;
  }

  /**
   * Writes names at places of the horizontal axis instead of numbers.
   *
   * @param places positions that have a name
   * @param names their names
   * @return this
   */
  public LineChart namedX(double[] places, String[] names) {
    x.tickSettings(TickSettings.builder().arrayTicks(places, names).autoMargin(true).build());
    x.showGrid(false);
    x.range(places[0] - 0.5, places[places.length - 1] + 0.5);
    return this;
  }

  /**
   * Adds a series of marked points; each shows its text to a pointer.
   *
   * @param name what the series is called
   * @param xs positions on the horizontal axis
   * @param ys heights
   * @param texts what a pointer shows, one per point; none for nothing
   * @return this
   */
  public LineChart line(String name, double[] xs, double[] ys, String... texts) {
    return marked(name, xs, ys, ScatterTrace.Mode.LINE_AND_MARKERS, 7, texts);
  }

  private LineChart marked(
      String name, double[] xs, double[] ys, ScatterTrace.Mode mode, int size, String... texts) {
    ScatterTrace.ScatterBuilder builder =
        series(name, xs, ys, mode).marker(marker(SeriesStyle.symbol(series), size));
    traces.add((texts.length > 0 ? builder.text(texts) : builder).build());
    series++;
    return this;
  }

  /**
   * Adds marks without a line, large if it is one; each shows its text to a pointer.
   *
   * @param name what the series is called
   * @param xs positions on the horizontal axis
   * @param ys heights
   * @param texts what a pointer shows, one per point; none for nothing
   * @return this
   */
  public LineChart points(String name, double[] xs, double[] ys, String... texts) {
    return marked(name, xs, ys, ScatterTrace.Mode.MARKERS, xs.length == 1 ? 11 : 7, texts);
  }

  /**
   * Adds marks without a line, each with its name beside it.
   *
   * @param name what the series is called
   * @param xs positions on the horizontal axis
   * @param ys heights
   * @param labels the name of each
   * @return this
   */
  public LineChart labelled(String name, double[] xs, double[] ys, String... labels) {
    int size = xs.length == 1 ? 11 : 7;
    return marked(name, xs, ys, ScatterTrace.Mode.TEXT_AND_MARKERS, size, labels);
  }

  /**
   * Adds upright bars from one height to another.
   *
   * @param name what the series is called
   * @param xs positions on the horizontal axis
   * @param from where each begins
   * @param to where each ends
   * @param solid whether the bars are filled
   * @return this
   */
  public LineChart bars(String name, double[] xs, double[] from, double[] to, boolean solid) {
    this.ys.see(from);
    this.ys.see(to);
    Line.LineBuilder line = Line.builder().color(colour());
    traces.add(
        SeriesStyle.uprights(xs, from, to)
            .name(name)
            .line(solid ? line.width(12).build() : line.width(3).dash(Line.Dash.DOT).build())
            .build());
    series++;
    return this;
  }

  /**
   * Adds a level that jumps half-way between its positions.
   *
   * @param name what the series is called
   * @param xs positions on the horizontal axis
   * @param ys heights
   * @return this
   */
  public LineChart steps(String name, double[] xs, double[] ys) {
    Line line =
        Line.builder()
            .color(colour())
            .width(2)
            .dash(SeriesStyle.dash(series))
            .shape(Line.Shape.HVH)
            .build();
    traces.add(series(name, xs, ys, ScatterTrace.Mode.LINE).line(line).build());
    series++;
    return this;
  }

  /**
   * Adds a series without marks, such as a level or a density.
   *
   * @param name what the series is called
   * @param xs positions on the horizontal axis
   * @param ys heights
   * @return this
   */
  public LineChart plain(String name, double[] xs, double[] ys) {
    traces.add(series(name, xs, ys, ScatterTrace.Mode.LINE).build());
    series++;
    return this;
  }

  /**
   * Adds a series with the band from {@code low} to {@code high} around it; each point shows its
   * text to a pointer. One or two points are marks with whiskers, as they are no line.
   *
   * @param name what the series is called
   * @param xs positions on the horizontal axis
   * @param ys heights
   * @param low the lower ends
   * @param high the upper ends
   * @param texts what a pointer shows, one per point; none for nothing
   * @return this
   */
  public LineChart banded(
      String name, double[] xs, double[] ys, double[] low, double[] high, String... texts) {
    boolean known = Arrays.stream(low).noneMatch(Double::isNaN);
    if (xs.length < LEAST_OF_A_LINE) {
      return whiskered(name, xs, ys, low, high, texts);
    }
    if (known) {
      traces.add(edge(xs, low, ScatterTrace.Fill.NONE).showLegend(false).name("").build());
      traces.add(named(edge(xs, high, ScatterTrace.Fill.TO_NEXT_Y)).build());
    }
    return line(name, xs, ys, texts);
  }

  /**
   * Adds marks with whiskers from {@code low} to {@code high}, where these are known.
   *
   * @param name what the series is called
   * @param xs positions on the horizontal axis
   * @param ys heights
   * @param low the lower ends
   * @param high the upper ends
   * @param texts what a pointer shows, one per point; none for nothing
   * @return this
   */
  public LineChart whiskered(
      String name, double[] xs, double[] ys, double[] low, double[] high, String... texts) {
    if (Arrays.stream(low).noneMatch(Double::isNaN)) {
      traces.add(named(whiskers(xs, low, high)).build());
    }
    return points(name, xs, ys, texts);
  }

  /** Each meaning of bands stands in the legend once. */
  private ScatterTrace.ScatterBuilder named(ScatterTrace.ScatterBuilder builder) {
    boolean first = !band.isEmpty() && bands.add(band);
    return builder.showLegend(first).name(first ? band : "");
  }

  private ScatterTrace.ScatterBuilder whiskers(double[] xs, double[] low, double[] high) {
    ys.see(low);
    ys.see(high);
    return SeriesStyle.uprights(xs, low, high)
        .line(Line.builder().color(colour()).width(1).build());
  }

  private ScatterTrace.ScatterBuilder edge(double[] xs, double[] ys, ScatterTrace.Fill fill) {
    this.ys.see(ys);
    return ScatterTrace.builder(xs, ys)
        .mode(ScatterTrace.Mode.LINE)
        .line(Line.builder().color(colour()).width(0).build())
        .fill(fill)
        .fillColor(colour() + "26");
  }

  private ScatterTrace.ScatterBuilder series(
      String name, double[] xs, double[] ys, ScatterTrace.Mode mode) {
    this.xs.see(xs);
    this.ys.see(ys);
    Line line = Line.builder().color(colour()).width(2).dash(SeriesStyle.dash(series)).build();
    return ScatterTrace.builder(xs, ys).mode(mode).name(name).line(line);
  }

  private Marker marker(Symbol symbol, int size) {
    return Marker.builder().symbol(symbol).size(size).color(colour()).build();
  }

  private String colour() {
    return SeriesStyle.colour(series);
  }

  /**
   * Returns the figure.
   *
   * @return the figure
   */
  public Figure figure() {
    xs.range().ifPresent(range -> x.range(range[0], range[1]));
    ys.range().ifPresent(range -> y.range(range[0], range[1]));
    Layout layout =
        Layout.builder().title(title).xAxis(x.build()).yAxis(y.build()).height(420).build();
    return new Figure(layout, traces.toArray(new Trace[0]));
  }
}
