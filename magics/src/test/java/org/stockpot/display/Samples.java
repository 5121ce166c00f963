package org.stockpot.display;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.AreaPlot;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.CandlestickPlot;
import tech.tablesaw.plotly.api.ContourPlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.Histogram2D;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.OHLCPlot;
import tech.tablesaw.plotly.api.ParetoPlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.QQPlot;
import tech.tablesaw.plotly.api.QuantilePlot;
import tech.tablesaw.plotly.api.Scatter3DPlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.TimeSeriesPlot;
import tech.tablesaw.plotly.api.TukeyMeanDifferencePlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.api.ViolinPlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Grid;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.traces.ContourTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** One figure of each kind that tablesaw-jsplot makes, and figures as Stockpot's results need. */
final class Samples {

  private static final int ROWS = 120;

  private Samples() {}

  static Table table() {
    Random random = new Random(7);
    String[] groups = {"magnitude", "random", "L1"};
    Table table =
        Table.create(
            "samples",
            DateColumn.create("day"),
            StringColumn.create("method"),
            StringColumn.create("side"),
            DoubleColumn.create("x"),
            DoubleColumn.create("y"),
            DoubleColumn.create("z"),
            DoubleColumn.create("open"),
            DoubleColumn.create("high"),
            DoubleColumn.create("low"),
            DoubleColumn.create("close"));
    for (int i = 0; i < ROWS; i++) {
      double x = i / 10.0;
      double y = Math.sin(x) + 0.3 * random.nextGaussian();
      double open = 100 + 10 * Math.sin(x / 3);
      double close = open + 3 * random.nextGaussian();
      table.dateColumn("day").append(LocalDate.of(2024, 1, 1).plusDays(i));
      table.stringColumn("method").append(groups[i % 3]);
      table.stringColumn("side").append(random.nextBoolean() ? "left" : "right");
      table.doubleColumn("x").append(x);
      table.doubleColumn("y").append(y);
      table.doubleColumn("z").append(2 + Math.abs(y) * 8);
      table.doubleColumn("open").append(open);
      table.doubleColumn("close").append(close);
      table.doubleColumn("high").append(Math.max(open, close) + 1);
      table.doubleColumn("low").append(Math.min(open, close) - 1);
    }
    return table;
  }

  /** Returns what the classes of {@code tech.tablesaw.plotly.api} make. */
  static Map<String, Figure> ofApi() {
    Table t = table();
    Table few = t.first(40);
    Table sums = t.summarize("z", tech.tablesaw.aggregate.AggregateFunctions.mean).by("method");
    String mean = sums.column(1).name();
    Map<String, Figure> all = new LinkedHashMap<>();
    all.put("area", AreaPlot.create("Area", t, "x", "y"));
    all.put("areas", AreaPlot.create("Areas", t, "x", "y", "method"));
    all.put("box", BoxPlot.create("Box", t, "method", "y"));
    all.put("bubble", BubblePlot.create("Bubble", few, "x", "y", "z"));
    all.put("bubbles", BubblePlot.create("Bubbles", few, "x", "y", "z", "method"));
    all.put(
        "candlestick",
        CandlestickPlot.create("Prices", few, "day", "open", "high", "low", "close"));
    all.put("contour", ContourPlot.create("Contour", t, "method", "side"));
    all.put("heatmap", Heatmap.create("Heatmap", t, "method", "side"));
    all.put("histogram", Histogram.create("Histogram", t, "y"));
    all.put("histogram2d", Histogram2D.create("Histogram 2-D", t, "x", "y"));
    all.put("bar-horizontal", HorizontalBarPlot.create("Lying bars", sums, "method", mean));
    all.put("bar-vertical", VerticalBarPlot.create("Standing bars", sums, "method", mean));
    all.put(
        "bar-stacked",
        VerticalBarPlot.create("Stacked", few.first(6), "method", Layout.BarMode.STACK, "x", "z"));
    all.put("line", LinePlot.create("Line", t, "x", "y"));
    all.put("lines", LinePlot.create("Lines", t, "x", "y", "method"));
    all.put("ohlc", OHLCPlot.create("Prices", few, "day", "open", "high", "low", "close"));
    all.put("pareto", ParetoPlot.createVertical("Pareto", sums, "method", mean));
    all.put("pie", PiePlot.create("Pie", sums, "method", mean));
    all.put("qq", QQPlot.create("QQ", t, "x", "y"));
    all.put("quantile", QuantilePlot.create("Quantile", t, "y"));
    all.put("scatter", ScatterPlot.create("Scatter", t, "x", "y"));
    all.put("scatters", ScatterPlot.create("Scatters", t, "x", "y", "method"));
    all.put("scatter3d", Scatter3DPlot.create("Space", t, "x", "y", "z"));
    all.put("time-series", TimeSeriesPlot.create("Days", t, "day", "y"));
    all.put("time-groups", TimeSeriesPlot.create("Days", t, "day", "y", "method"));
    all.put(
        "tukey",
        TukeyMeanDifferencePlot.create(
            "Tukey",
            "y",
            t.doubleColumn("x").asDoubleArray(),
            t.doubleColumn("y").asDoubleArray()));
    all.put("violin", ViolinPlot.create("Violin", t, "method", "y", true, true));
    return all;
  }

  /** Returns figures built of traces, as results of experiments are. */
  static Map<String, Figure> ofTraces() {
    Map<String, Figure> all = new LinkedHashMap<>();
    all.put("pruning", pruning());
    all.put("barrier", barrier());
    all.put("subplots", subplots());
    all.put("landscape", new Figure(layout("Landscape", "α", "β"), landscape("contour")));
    all.put("two-heatmaps", twoHeatmaps());
    all.put("second-axis", secondAxis());
    return all;
  }

  /** Returns accuracy over density, on a reversed axis of logarithms, with bands over seeds. */
  static Figure pruning() {
    double[] density = new double[12];
    double[] accuracy = new double[12];
    double[] upper = new double[12];
    double[] lower = new double[12];
    double[] random = new double[12];
    for (int i = 0; i < 12; i++) {
      density[i] = 100 * Math.pow(0.8, i);
      accuracy[i] = 0.97 - 0.0004 * i * i;
      upper[i] = accuracy[i] + 0.003;
      lower[i] = accuracy[i] - 0.004;
      random[i] = 0.97 - 0.0011 * i * i;
    }
    Layout layout =
        Layout.builder("Iterative magnitude pruning of LeNet-300-100")
            .xAxis(
                Axis.builder()
                    .title("weights kept, %")
                    .type(Axis.Type.LOG)
                    .autoRange(Axis.AutoRange.REVERSED)
                    .build())
            .yAxis(Axis.builder().title("test accuracy").build())
            .showLegend(true)
            .build();
    return new Figure(
        layout,
        ScatterTrace.builder(density, lower)
            .mode(ScatterTrace.Mode.LINE)
            .line(Line.builder().width(0).build())
            .showLegend(false)
            .build(),
        ScatterTrace.builder(density, upper)
            .mode(ScatterTrace.Mode.LINE)
            .line(Line.builder().width(0).build())
            .fill(ScatterTrace.Fill.TO_NEXT_Y)
            .fillColor("rgba(31,119,180,0.2)")
            .showLegend(false)
            .build(),
        curve(density, accuracy, "magnitude", "#1f77b4", Line.Dash.SOLID, Symbol.CIRCLE),
        curve(density, random, "random mask", "#ff7f0e", Line.Dash.DASH, Symbol.SQUARE));
  }

  /** Returns a figure of which every number is written here. */
  static Figure small() {
    Layout layout =
        Layout.builder("Barrier of A & B", "t", "loss")
            .yAxis2(Axis.builder().title("error").overlaying(ScatterTrace.YAxis.Y).build())
            .plotBgColor("#fafafa")
            .build();
    double[] t = {0, 0.5, 1};
    return new Figure(
        layout,
        curve(t, new double[] {0.1, 2.25, 0.125}, "train", "#1f77b4", Line.Dash.DOT, Symbol.X),
        ScatterTrace.builder(t, new double[] {0.02, Double.NaN, 0.03})
            .name("it's <test>")
            .opacity(0.5)
            .yAxis(ScatterTrace.YAxis.Y2)
            .build());
  }

  private static ScatterTrace curve(
      double[] x, double[] y, String name, String color, Line.Dash dash, Symbol symbol) {
    return ScatterTrace.builder(x, y)
        .name(name)
        .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
        .line(Line.builder().color(color).dash(dash).build())
        .marker(Marker.builder().color(color).symbol(symbol).size(8).build())
        .build();
  }

  private static Figure barrier() {
    double[] t = new double[25];
    double[] loss = new double[25];
    double[] error = new double[25];
    for (int i = 0; i < 25; i++) {
      t[i] = i / 24.0;
      loss[i] = 0.08 + 2.1 * Math.exp(-30 * Math.pow(t[i] - 0.5, 2));
      error[i] = 0.03 + 0.6 * Math.exp(-40 * Math.pow(t[i] - 0.5, 2));
    }
    return new Figure(
        layout("Linear barrier", "position t on the line", "loss"),
        curve(t, loss, "train", "#1f77b4", Line.Dash.SOLID, Symbol.CIRCLE),
        curve(t, error, "test error", "#d62728", Line.Dash.DOT, Symbol.DIAMOND));
  }

  static Layout layout(String title, String x, String y) {
    return Layout.builder(title, x, y).build();
  }

  private static HeatmapTrace heat(String xAxis, String yAxis) {
    double[][] z = {{1, 2, 3}, {4, Double.NaN, 6}, {7, 8, 9}};
    Object[] names = {"a", "b", "c"};
    return HeatmapTrace.builder(names, names, z).xAxis(xAxis).yAxis(yAxis).build();
  }

  private static ContourTrace landscape(String name) {
    Double[] axis = new Double[25];
    double[][] z = new double[25][25];
    for (int i = 0; i < 25; i++) {
      axis[i] = i / 12.0 - 1;
    }
    for (int r = 0; r < 25; r++) {
      for (int c = 0; c < 25; c++) {
        double a = axis[c];
        double b = axis[r];
        z[r][c] = 0.3 + a * a * 2 + b * b + Math.sin(6 * a) * 0.2 + 0.5 * a * b;
      }
    }
    ContourTrace.ContourBuilder builder = ContourTrace.builder(axis, axis, z);
    builder.name(name);
    return builder.build();
  }

  private static Figure twoHeatmaps() {
    Layout layout =
        Layout.builder("Two heat maps")
            .grid(Grid.builder().rows(1).columns(2).pattern(Grid.Pattern.INDEPENDENT).build())
            .build();
    return new Figure(layout, heat("x", "y"), heat("x2", "y2"));
  }

  private static Figure subplots() {
    Layout layout =
        Layout.builder("Four seeds")
            .grid(Grid.builder().rows(2).columns(2).pattern(Grid.Pattern.INDEPENDENT).build())
            .build();
    double[] x = {0, 1, 2, 3};
    ScatterTrace[] traces = new ScatterTrace[4];
    for (int i = 0; i < 4; i++) {
      String number = i == 0 ? "" : Integer.toString(i + 1);
      traces[i] =
          ScatterTrace.builder(x, new double[] {i, 3 - i, 2, 1 + i})
              .name("seed " + i)
              .mode(ScatterTrace.Mode.LINE)
              .xAxis("x" + number)
              .yAxis("y" + number)
              .build();
    }
    return new Figure(layout, traces);
  }

  private static Figure secondAxis() {
    double[] x = {1, 2, 3, 4, 5};
    Layout layout =
        Layout.builder("Loss and time", "epoch", "loss")
            .yAxis2(
                Axis.builder()
                    .title("seconds")
                    .side(Axis.Side.right)
                    .overlaying(ScatterTrace.YAxis.Y)
                    .build())
            .build();
    return new Figure(
        layout,
        ScatterTrace.builder(x, new double[] {2, 1, .6, .4, .35})
            .name("loss")
            .mode(ScatterTrace.Mode.LINE)
            .build(),
        ScatterTrace.builder(x, new double[] {12, 24, 37, 48, 61})
            .name("time")
            .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
            .yAxis(ScatterTrace.YAxis.Y2)
            .build());
  }

  /** Returns trees with what jsplot cannot say. */
  static Map<String, Map<String, Object>> ofTrees() {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    all.put("notes", notes());
    all.put("soup", soup());
    all.put("histograms", histograms());
    all.put("labels", labels());
    all.put("symbols", symbols());
    all.put("steps", steps());
    all.put("colours", colours());
    all.put("signs", signs());
    all.put("groups", groups());
    all.put("map", map("heatmap"));
    all.put("levels", map("contour"));
    return all;
  }

  static Map<String, Object> tree(Map<String, Object> layout, List<Map<String, Object>> data) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("data", data);
    tree.put("layout", new LinkedHashMap<>(layout));
    return tree;
  }

  private static Map<String, Object> notes() {
    Map<String, Object> trace =
        Map.of(
            "type", "scatter",
            "mode", "markers",
            "name", "runs",
            "x", List.of(1, 2, 3, 4),
            "y", List.of(0.02, 0.035, 0.031, 0.08),
            "error_y", Map.of("type", "data", "array", List.of(0.004, 0.006, 0.002, 0.02)),
            "marker", Map.of("size", 9, "symbol", "diamond"));
    Map<String, Object> layout =
        Map.of(
            "title", Map.of("text", "Losses of <b>four</b> runs<br>with 95 % intervals"),
            "yaxis", Map.of("type", "log", "title", Map.of("text", "loss")),
            "xaxis", Map.of("title", Map.of("text", "run"), "dtick", 1),
            "shapes",
                List.of(
                    Map.of(
                        "type",
                        "line",
                        "xref",
                        "paper",
                        "x0",
                        0,
                        "x1",
                        1,
                        "y0",
                        0.03,
                        "y1",
                        0.03,
                        "line",
                        Map.of("dash", "dash", "color", "#d62728")),
                    Map.of(
                        "type",
                        "rect",
                        "x0",
                        1.5,
                        "x1",
                        2.5,
                        "yref",
                        "paper",
                        "y0",
                        0,
                        "y1",
                        1,
                        "fillcolor",
                        "rgba(44,160,44,0.15)",
                        "line",
                        Map.of("width", 0))),
            "annotations",
                List.of(
                    Map.of("x", 4, "y", Math.log10(0.08), "text", "diverged", "ax", -50, "ay", 30),
                    Map.of(
                        "xref",
                        "paper",
                        "yref",
                        "paper",
                        "x",
                        0.01,
                        "y",
                        0.98,
                        "xanchor",
                        "left",
                        "yanchor",
                        "top",
                        "showarrow",
                        false,
                        "text",
                        "threshold 0.03")));
    return tree(layout, List.of(trace));
  }

  private static Map<String, Object> soup() {
    List<String> names = List.of("ft.lr3e-5.seed1", "ft.lr1e-4.seed2", "ft.lr3e-4.seed3", "greedy");
    Map<String, Object> layout =
        Map.of(
            "title", Map.of("text", "Ingredients and soup"),
            "yaxis",
                Map.of(
                    "title",
                    Map.of("text", "accuracy"),
                    "tickformat",
                    ".1%",
                    "range",
                    List.of(0.9, 0.96)));
    return tree(
        layout,
        List.of(
            Map.of(
                "type",
                "bar",
                "name",
                "validation",
                "x",
                names,
                "y",
                List.of(0.931, 0.942, 0.925, 0.951),
                "error_y",
                Map.of("type", "constant", "value", 0.004)),
            Map.of(
                "type",
                "bar",
                "name",
                "test",
                "x",
                names,
                "y",
                List.of(0.927, 0.94, 0.921, 0.949))));
  }

  private static Map<String, Object> histograms() {
    Random random = new Random(3);
    List<Double> a = random.doubles(3000).map(u -> Math.log(u) * -0.02).boxed().toList();
    List<Double> b = random.doubles(3000).map(u -> 0.03 + u * 0.05).boxed().toList();
    return tree(
        Map.of("title", Map.of("text", "Weights"), "barmode", "overlay"),
        List.of(
            Map.of("type", "histogram", "name", "fc1.weight", "x", a),
            Map.of("type", "histogram", "name", "fc2.weight", "x", b)));
  }

  private static Map<String, Object> labels() {
    List<String> names =
        List.of(
            "layer1.0.conv1.weight",
            "layer1.0.conv2.weight",
            "layer2.0.conv1.weight",
            "layer2.0.conv2.weight",
            "layer3.0.conv1.weight",
            "layer3.0.conv2.weight",
            "fc.weight");
    return tree(
        Map.of(
            "title", Map.of("text", "Weights of each slot"),
            "xaxis", Map.of("title", Map.of("text", "slot"))),
        List.of(
            Map.of(
                "type",
                "bar",
                "x",
                names,
                "y",
                List.of(432, 2304, 4608, 9216, 18432, 36864, 640))));
  }

  private static Map<String, Object> symbols() {
    List<String> names =
        List.of(
            "circle",
            "square",
            "diamond",
            "cross",
            "x",
            "triangle-up",
            "triangle-down",
            "triangle-left",
            "triangle-right",
            "pentagon",
            "hexagon",
            "star",
            "hexagram",
            "circle-open",
            "square-open",
            "asterisk",
            "line-ns",
            "line-ew");
    List<Map<String, Object>> data = new ArrayList<>();
    for (String name : names) {
      int i = data.size();
      data.add(
          Map.of(
              "name",
              name,
              "mode",
              "markers",
              "x",
              List.of(i, i + 0.5),
              "y",
              List.of(i % 5, i % 5 + 1),
              "marker",
              Map.of("symbol", name, "size", 12)));
    }
    return tree(Map.of("title", Map.of("text", "Symbols")), data);
  }

  private static Map<String, Object> steps() {
    List<Map<String, Object>> data = new ArrayList<>();
    for (String shape : List.of("linear", "hv", "vh", "hvh", "vhv")) {
      int i = data.size();
      data.add(
          Map.of(
              "name",
              shape,
              "mode",
              "lines",
              "y",
              List.of(i, i + 2, i + 1),
              "line",
              Map.of("shape", shape, "dash", i == 0 ? "6px,2px" : "longdashdot")));
    }
    data.add(
        Map.of(
            "name",
            "texts",
            "mode",
            "markers+text",
            "x",
            List.of(0.2, 1.2),
            "y",
            List.of(6, 7),
            "text",
            List.of("first", "second"),
            "fill",
            "tozerox",
            "fillcolor",
            "rgba(0,0,0,0.1)",
            "error_x",
            Map.of("type", "percent", "value", 20)));
    return tree(Map.of("title", Map.of("text", "Steps")), data);
  }

  private static Map<String, Object> colours() {
    Map<String, Object> marker =
        Map.of(
            "size",
            List.of(10, 20, 30, 40),
            "color",
            List.of(0.1, 0.5, 0.7, 0.9),
            "showscale",
            true,
            "reversescale",
            true,
            "colorscale",
            List.of(List.of(0, "#fff"), List.of(1, "rgb(200,0,0)")),
            "colorbar",
            Map.of("title", Map.of("text", "loss")));
    return tree(
        Map.of("title", Map.of("text", "Colours"), "paper_bgcolor", "#f4f4ff"),
        List.of(
            Map.of(
                "mode",
                "markers",
                "x",
                List.of(1, 2, 3, 4),
                "y",
                List.of(1, 4, 2, 3),
                "marker",
                marker)));
  }

  private static Map<String, Object> signs() {
    List<String> names = List.of("a", "b", "c");
    return tree(
        Map.of("title", Map.of("text", "Signs"), "barmode", "relative"),
        List.of(
            Map.of(
                "type",
                "bar",
                "name",
                "up",
                "x",
                names,
                "y",
                List.of(3, -2, 4),
                "marker",
                Map.of("color", List.of("#1f77b4", "#aec7e8", "#1f77b4"))),
            Map.of("type", "bar", "name", "more", "x", names, "y", List.of(1, -1, -2)),
            Map.of(
                "name",
                "net",
                "x",
                names,
                "y",
                List.of(4, -3, 2),
                "marker",
                Map.of("symbol", "star", "size", 14, "color", "black"))));
  }

  private static Map<String, Object> groups() {
    List<String> places = List.of("p", "p", "p", "p", "q", "q", "q");
    return tree(
        Map.of("title", Map.of("text", "Groups"), "boxmode", "group"),
        List.of(
            Map.of("type", "box", "name", "A", "x", places, "y", List.of(1, 2, 3, 30, 4, 5, 6)),
            Map.of("type", "box", "name", "B", "x", places, "y", List.of(2, 3, 4, 5, 1, 2, 3))));
  }

  private static Map<String, Object> map(String type) {
    List<List<Double>> z = new ArrayList<>();
    for (int r = 0; r < 120; r++) {
      List<Double> row = new ArrayList<>();
      for (int c = 0; c < 150; c++) {
        row.add(r > 100 && c < 20 ? null : Math.sin(r / 20.0) * Math.cos(c / 25.0));
      }
      z.add(row);
    }
    return tree(
        Map.of("title", Map.of("text", "Map of " + type)),
        List.of(Map.of("type", type, "z", z, "colorscale", "RdBu")));
  }
}
