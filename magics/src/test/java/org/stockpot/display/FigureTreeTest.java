package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.text.Json;
import org.stockpot.text.Tree;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Font;
import tech.tablesaw.plotly.components.Grid;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.AbstractTrace;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.HistogramTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

final class FigureTreeTest {

  private static final double[] X = {1, 2, 3};

  private static final Map<String, Figure> API = Samples.ofApi();

  static Stream<String> kinds() {
    return API.keySet().stream();
  }

  private static Map<String, Object> trace(Trace trace) {
    return Tree.maps(FigureTree.of(new Figure(trace)), "data").get(0);
  }

  private static Map<String, Object> layout(Layout layout) {
    Trace trace = ScatterTrace.builder(X, X).build();
    return Tree.map(FigureTree.of(new Figure(layout, trace)).get("layout"));
  }

  private static Map<String, Object> axis(Axis axis) {
    return Tree.map(layout(Layout.builder().xAxis(axis).build()).get("xaxis"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindOfChartIsRead(String kind) {
    Map<String, Object> tree = FigureTree.of(API.get(kind));
    assertEquals(List.of("data", "layout", "config"), List.copyOf(tree.keySet()));
    assertFalse(Tree.title(Tree.map(tree.get("layout"))).isEmpty());
    for (Map<String, Object> trace : Tree.maps(tree, "data")) {
      assertTrue(trace.get("type") instanceof String);
      assertNumbers(trace);
    }
    assertFalse(Json.write(tree).matches("(?s).*(NaN|Infinity|&#39;|&amp;|&lt;).*"));
  }

  /** Coordinates are numbers wherever they are no labels or days. */
  private static void assertNumbers(Map<String, Object> trace) {
    for (String key : List.of("y", "z", "open", "values")) {
      for (Object value : Tree.list(trace, key)) {
        boolean digits = value instanceof String text && text.matches("-?[0-9.]+");
        assertFalse(digits, key + " has the text " + value);
      }
    }
  }

  @Test
  void titlesAreObjects() {
    Layout layout =
        Layout.builder("Chart", "across", "up").titleFont(Font.builder().size(20).build()).build();
    Map<String, Object> tree = layout(layout);
    assertEquals(
        Map.of("text", "Chart", "font", Map.of("size", 20, "family", "Open Sans")),
        tree.get("title"));
    assertEquals(Map.of("text", "across"), Tree.map(tree.get("xaxis")).get("title"));
    assertEquals(Map.of("text", "up"), Tree.map(tree.get("yaxis")).get("title"));
    assertFalse(tree.containsKey("titlefont"));
  }

  @Test
  void hostileTextStaysText() {
    String hostile = "</script><script>x()</script> ' \" \\ C:\\new &#39; &amp; 🍲\n}\\";
    Map<String, Object> tree =
        FigureTree.of(
            new Figure(
                Layout.builder(hostile, hostile).build(),
                ScatterTrace.builder(X, X)
                    .name(hostile)
                    .text(new String[] {hostile, "2", "NaN"})
                    .build(),
                BarTrace.builder(new Object[] {hostile, "b", "NaN"}, X).build()));
    Map<String, Object> layout = Tree.map(tree.get("layout"));
    List<Map<String, Object>> data = Tree.maps(tree, "data");
    assertEquals(hostile, Tree.title(layout));
    assertEquals(hostile, Tree.title(Tree.map(layout.get("xaxis"))));
    assertEquals(hostile, data.get(0).get("name"));
    assertEquals(List.of(hostile, "2", "NaN"), data.get(0).get("text"));
    assertEquals(List.of(hostile, "b", "NaN"), data.get(1).get("x"));
  }

  @Test
  void numbersAreNumbersAndHolesAreNull() {
    double[] y = {0.5, Double.NaN, Double.POSITIVE_INFINITY};
    Map<String, Object> trace = trace(ScatterTrace.builder(X, y).build());
    assertEquals(List.of(1L, 2L, 3L), trace.get("x"));
    assertEquals(Arrays.asList(0.5, null, null), trace.get("y"));
    DoubleColumn column = DoubleColumn.create("y", y);
    assertEquals(
        Arrays.asList(0.5, null, null),
        trace(ScatterTrace.builder(column, column).build()).get("y"));
    double[][] z = {{1, Double.NaN}, {Double.NEGATIVE_INFINITY, 2.5}};
    Object[] labels = {"a", "b"};
    assertEquals(
        List.of(Arrays.asList(1L, null), Arrays.asList(null, 2.5)),
        trace(HeatmapTrace.builder(labels, labels, z).build()).get("z"));
  }

  @Test
  void labelsWithLeadingZerosStayText() {
    Object[] labels = {"007", "1d", "0x1"};
    assertEquals(List.of("007", "1d", "0x1"), trace(BarTrace.builder(labels, X).build()).get("x"));
  }

  @Test
  void switchesAndSingleNumbersHaveTheirTypes() {
    Map<String, Object> trace =
        trace(
            ScatterTrace.builder(X, X)
                .opacity(0.5)
                .visible(AbstractTrace.Visibility.FALSE)
                .build());
    assertEquals(0.5, trace.get("opacity"));
    assertEquals(false, trace.get("visible"));
    Map<String, Object> axis =
        axis(
            Axis.builder()
                .autoRange(Axis.AutoRange.FALSE)
                .range(0.5, 3)
                .tickSettings(TickSettings.builder().dTick(2).tick0(1).nTicks(4).build())
                .build());
    assertEquals(false, axis.get("autorange"));
    assertEquals(List.of(0.5, 3L), axis.get("range"));
    assertEquals(2L, axis.get("dtick"));
    assertEquals(1L, axis.get("tick0"));
    assertEquals(4L, axis.get("nticks"));
    assertEquals("linear", axis.get("tickmode"));
    assertEquals(
        "reversed",
        axis(Axis.builder().autoRange(Axis.AutoRange.REVERSED).build()).get("autorange"));
    assertEquals(
        false, layout(Layout.builder().hoverMode(Layout.HoverMode.FALSE).build()).get("hovermode"));
  }

  @Test
  void ticksWithoutAStepAreChosenByPlotly() {
    Map<String, Object> axis =
        axis(
            Axis.builder()
                .tickSettings(
                    TickSettings.builder()
                        .arrayTicks(new double[] {1, 2}, new String[] {"a", "2"})
                        .build())
                .build());
    assertNull(axis.get("tickmode"));
    assertEquals(List.of(1L, 2L), axis.get("tickvals"));
    assertEquals(List.of("a", "2"), axis.get("ticktext"));
  }

  @Test
  void histogramsChooseTheirBins() {
    Map<String, Object> trace = trace(HistogramTrace.builder(X).build());
    for (String key : List.of("nbinsx", "nbinsy", "autobinx", "autobiny", "histnorm")) {
      assertFalse(trace.containsKey(key), key);
    }
    assertEquals(7, trace(HistogramTrace.builder(X).nBinsX(7).build()).get("nbinsx"));
  }

  @Test
  void whatTemplatesForgetIsReadFromFields() {
    Map<String, Object> layout =
        layout(
            Layout.builder()
                .plotBgColor("#eeeeee")
                .paperBgColor("#111111")
                .yAxis4(Axis.builder().title("fourth").build())
                .build());
    assertEquals("#eeeeee", layout.get("plot_bgcolor"));
    assertEquals("#111111", layout.get("paper_bgcolor"));
    assertEquals("fourth", Tree.title(Tree.map(layout.get("yaxis4"))));
    BarTrace.BarBuilder bars = BarTrace.builder(new Object[] {"a", "b", "c"}, X);
    bars.legendGroup("seeds");
    assertEquals("seeds", trace(bars.build()).get("legendgroup"));
  }

  @Test
  void hoverLabelsAreKept() {
    ScatterTrace trace =
        ScatterTrace.builder(X, X)
            .hoverLabel(HoverLabel.builder().bgColor("red").font(Font.builder().build()).build())
            .build();
    assertEquals("red", Tree.map(trace(trace).get("hoverlabel")).get("bgcolor"));
  }

  @Test
  void sizesOfNoOnesChoiceAreLeftOut() {
    assertNull(layout(Layout.builder("t").build()).get("width"));
    assertNull(layout(Layout.builder("t").build()).get("height"));
    assertNull(layout(Layout.builder().build()).get("width"));
    assertEquals(300, layout(Layout.builder("t").height(300).build()).get("height"));
    assertNull(layout(Layout.builder("t").height(300).build()).get("width"));
    assertEquals(500, layout(Layout.builder("t").width(500).build()).get("width"));
    assertEquals(900, layout(Layout.builder("t").width(900).build()).get("width"));
    Figure bars = API.get("bar-vertical");
    assertNull(Tree.map(FigureTree.of(bars).get("layout")).get("width"));
  }

  @Test
  void domainsAreExactInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      Map<String, Object> axis = axis(Axis.builder().domain(0.125f, 0.45f).build());
      assertEquals(List.of(0.125, 0.45), axis.get("domain"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void gridsKeepOnlyWhatWasChosen() {
    Grid grid =
        Grid.builder().rows(2).columns(3).xGap(0.25).pattern(Grid.Pattern.INDEPENDENT).build();
    Map<String, Object> tree = Tree.map(layout(Layout.builder().grid(grid).build()).get("grid"));
    assertEquals(
        Map.of(
            "rows",
            2,
            "columns",
            3,
            "xgap",
            0.25,
            "roworder",
            "top to bottom",
            "pattern",
            "independent"),
        tree);
  }

  @Test
  void dashesAndMarkersAreKept() {
    Map<String, Object> trace =
        trace(
            ScatterTrace.builder(X, X)
                .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
                .line(Line.builder().dash(Line.Dash.LONG_DASH).build())
                .marker(Marker.builder().symbol(Symbol.TRIANGLE_DOWN).color("#444").build())
                .build());
    assertEquals("longdash", Tree.map(trace.get("line")).get("dash"));
    assertEquals("triangle-down", Tree.map(trace.get("marker")).get("symbol"));
    assertEquals("#444", Tree.map(trace.get("marker")).get("color"));
    assertEquals("lines+markers", trace.get("mode"));
  }

  @Test
  void twoHeatMapsAreTwoTraces() {
    Map<String, Object> tree = FigureTree.of(Samples.ofTraces().get("two-heatmaps"));
    List<Map<String, Object>> data = Tree.maps(tree, "data");
    assertEquals(List.of("x", "x2"), data.stream().map(trace -> trace.get("xaxis")).toList());
  }

  @Test
  void configurationsAreRead() {
    Figure figure = new Figure(ScatterTrace.builder(X, X).build());
    assertEquals(Map.of(), FigureTree.of(figure).get("config"));
    figure.setConfig(Config.builder().displayModeBar(false).responsive(false).build());
    assertEquals(
        Map.of("displayModeBar", false, "responsive", false), FigureTree.of(figure).get("config"));
  }

  @Test
  void tracesOfTheUsersOwnClassAreRead() {
    Trace own =
        new Trace() {
          @Override
          public String asJavascript(int i) {
            return "var trace"
                + i
                + " = {type: 'scatter', y: [1, 2], error_y: {array: [0.1, 0.2]}}";
          }

          @Override
          public String name() {
            return "own";
          }

          @Override
          public HoverLabel hoverLabel() {
            return null;
          }

          @Override
          public boolean showLegend() {
            return true;
          }
        };
    assertEquals(Map.of("array", List.of(0.1, 0.2)), trace(own).get("error_y"));
  }
}
