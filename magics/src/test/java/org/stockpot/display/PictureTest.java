package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.picture.Picture;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class PictureTest {

  private static final String PLACEHOLDER = "open in a notebook to see this chart";

  private static final Map<String, Display> SAMPLES = Gallery.displays();

  static Stream<String> samples() {
    return SAMPLES.keySet().stream();
  }

  private static String svg(String sample) {
    return (String) SAMPLES.get(sample).data().get(Figures.SVG);
  }

  private static String svg(Map<String, Object> layout, List<Map<String, Object>> data) {
    return Picture.of(Samples.tree(layout, data));
  }

  private static Document parse(String svg) {
    return assertDoesNotThrow(
        () ->
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg))));
  }

  private static List<String> texts(String svg) {
    NodeList nodes = parse(svg).getElementsByTagName("text");
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsWellFormedAndDrawn(String sample) {
    String svg = svg(sample);
    parse(svg);
    assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
    assertEquals(sample.equals("scatter3d"), texts(svg).contains(PLACEHOLDER));
    assertTrue(svg.length() < 120_000, () -> "picture of " + svg.length() + " bytes");
  }

  @Test
  void unknownTracesAskForANotebook() {
    String svg = svg(Map.of("title", Map.of("text", "Rivers")), List.of(Map.of("type", "sankey")));
    assertEquals(List.of("Rivers", PLACEHOLDER), texts(svg));
  }

  @Test
  void hostileTextStaysText() {
    String hostile = "\" onload=\"x()\"/><script>'&\u0000\uD83D";
    String svg =
        svg(
            Map.of("title", Map.of("text", hostile), "xaxis", Map.of("title", hostile)),
            List.of(
                Map.of(
                    "name",
                    hostile,
                    "mode",
                    "lines+markers",
                    "x",
                    List.of(hostile, "b"),
                    "y",
                    List.of(1, 2),
                    "line",
                    Map.of("color", hostile, "dash", hostile),
                    "marker",
                    Map.of("symbol", hostile)),
                Map.of("type", "bar", "x", List.of("b"), "y", List.of(3), "name", "bars")));
    Document document = parse(svg);
    assertEquals(0, document.getElementsByTagName("script").getLength());
    assertFalse(svg.contains("\" onload"));
    assertTrue(texts(svg).contains("\" onload=\"x()\"/><script>'& \uFFFD"), texts(svg)::toString);
  }

  @Test
  void longTracesAreThinnedButKeepTheirPeaks() {
    List<Object> y = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      y.add(i == 777_777 ? 50.0 : Math.sin(i / 1e5));
    }
    String svg = svg(Map.of(), List.of(Map.of("mode", "lines", "y", y)));
    assertTrue(svg.length() < 60_000, () -> "picture of " + svg.length() + " bytes");
    Object peak = y.get(777_777);
    y.set(777_777, 0.0);
    String flat = svg(Map.of(), List.of(Map.of("mode", "lines", "y", y)));
    assertFalse(texts(flat).contains("40"));
    assertEquals(50.0, peak);
    assertTrue(texts(svg).contains("40"));
  }

  @Test
  void manyMarkersAreThinned() {
    List<Double> x = IntStream.range(0, 100_000).mapToObj(i -> Math.cos(i * 1.7) * i).toList();
    List<Double> y = IntStream.range(0, 100_000).mapToObj(i -> Math.sin(i * 1.7) * i).toList();
    String svg = svg(Map.of(), List.of(Map.of("mode", "markers", "x", x, "y", y)));
    assertTrue(svg.length() < 60_000, () -> "picture of " + svg.length() + " bytes");
  }

  @Test
  void gapsInALineStayGaps() {
    List<Object> y = Arrays.asList(1, 2, null, 3, 4);
    String svg = svg(Map.of(), List.of(Map.of("mode", "lines", "y", y)));
    String bridged = svg(Map.of(), List.of(Map.of("mode", "lines", "y", y, "connectgaps", true)));
    assertEquals(2, strokes(svg));
    assertEquals(1, strokes(bridged));
  }

  /** Counts the parts of the line in the first colour. */
  private static int strokes(String svg) {
    String path = svg.lines().filter(line -> line.contains("#0072b2")).findFirst().orElseThrow();
    return path.split("M", -1).length - 1;
  }

  @Test
  void linesAreToldApartWithoutColour() {
    String svg = svg("pruning");
    assertTrue(svg.contains("stroke-dasharray=\"8,6\""), svg);
    assertTrue(svg.contains("stroke-linecap=\"round\""));
  }

  @Test
  void everyTraceIsNamedInTheLegend() {
    assertTrue(texts(svg("barrier")).containsAll(List.of("train", "test error")));
    assertTrue(texts(svg("pie")).containsAll(List.of("magnitude", "random", "L1")));
    assertFalse(texts(svg("line")).contains("trace 0"));
  }

  @Test
  void moreTracesThanFitAreCounted() {
    List<Map<String, Object>> data = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      data.add(Map.of("name", "run " + i, "y", List.of(i, i + 1)));
    }
    List<String> texts = texts(svg(Map.of(), data));
    assertTrue(texts.stream().anyMatch(text -> text.matches("… \\d+ more")), texts::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"scatter", "bar", "histogram", "box", "heatmap", "contour", "pie", "ohlc"})
  void tracesWithoutDataAreEmptyCharts(String type) {
    String svg = svg(Map.of(), List.of(Map.of("type", type)));
    parse(svg);
    assertFalse(svg.contains("NaN"), svg);
    assertFalse(texts(svg).contains(PLACEHOLDER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scatter", "bar", "histogram", "box"})
  void oneValueIsDrawn(String type) {
    for (double value : new double[] {0, 5, -1e300, 1e-300}) {
      String svg =
          svg(Map.of(), List.of(Map.of("type", type, "x", List.of(value), "y", List.of(value))));
      assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
      assertFalse(texts(svg).contains(PLACEHOLDER));
    }
  }

  @Test
  void theCardHasTheUsersSize() {
    String svg = svg(Map.of("width", 300, "height", 200), List.of(Map.of("y", List.of(1, 2))));
    assertTrue(svg.contains("width=\"300\" height=\"200\" viewBox=\"0 0 300 200\""));
  }

  @Test
  void barsOnAxesOfLogarithmsStandOnTheFloor() {
    String svg =
        svg(
            Map.of("yaxis", Map.of("type", "log")),
            List.of(Map.of("type", "bar", "x", List.of("a", "b"), "y", List.of(0.01, 10))));
    assertFalse(svg.contains("NaN"), svg);
    assertTrue(texts(svg).containsAll(List.of("0.01", "1")), texts(svg)::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear", "log", "date", "category"})
  void rangesBeyondAllReasonAreSurvived(String type) {
    Map<String, Object> axis = Map.of("type", type, "range", List.of(-1e300, 1e300));
    Map<String, Object> trace =
        Map.of("x", List.of(1, 1e308, -1e308), "y", List.of(1e-308, 3, 1e308));
    String svg = svg(Map.of("xaxis", axis, "yaxis", axis), List.of(trace));
    assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
    assertFalse(texts(svg).contains(PLACEHOLDER));
  }

  @Test
  void axesThatOverlieOneAnotherAreSurvived() {
    Map<String, Object> layout =
        Map.of("yaxis", Map.of("overlaying", "y2"), "yaxis2", Map.of("overlaying", "y"));
    String svg =
        svg(layout, List.of(Map.of("y", List.of(1, 2)), Map.of("yaxis", "y2", "y", List.of(3, 4))));
    assertFalse(texts(svg).contains(PLACEHOLDER));
  }

  @Test
  void countsAndStacksHaveLogarithmsOfTheirSums() {
    List<Integer> samples = IntStream.range(0, 1000).mapToObj(i -> i < 990 ? 1 : 2).toList();
    Map<String, Object> log = Map.of("yaxis", Map.of("type", "log"), "barmode", "stack");
    List<String> counts = texts(svg(log, List.of(Map.of("type", "histogram", "x", samples))));
    assertTrue(counts.containsAll(List.of("10", "100", "1000")), counts::toString);
    assertFalse(counts.contains("10⁵"), counts::toString);
    Map<String, Object> bar = Map.of("type", "bar", "x", List.of("a", "b"), "y", List.of(60, 6));
    List<String> stacks = texts(svg(log, List.of(bar, bar)));
    assertTrue(stacks.contains("100"), stacks::toString);
    assertFalse(stacks.contains("1000"), stacks::toString);
  }

  @Test
  void heatMapsMayBeGivenByEdges() {
    Map<String, Object> trace =
        Map.of(
            "type",
            "heatmap",
            "x",
            List.of(0, 1, 10),
            "y",
            List.of(5),
            "z",
            List.of(List.of(1, 2)));
    assertTrue(texts(svg(Map.of(), List.of(trace))).containsAll(List.of("0", "10", "5.0")));
  }

  @Test
  void titlesOfPlotlyLoseTheirTags() {
    String title = "a <b>bold</b> title<br>in <sub>two</sub> lines & 1 < 2";
    List<String> texts =
        texts(svg(Map.of("title", Map.of("text", title)), List.of(Map.of("y", List.of(1)))));
    assertEquals(List.of("a bold title", "in two lines & 1 < 2"), texts.subList(0, 2));
  }

  @Test
  void sizesOfHistogramsFollowTheirFunctionAndNorm() {
    List<Integer> x = List.of(1, 1, 2, 2, 2, 2, 2, 2, 2, 2);
    Map<String, Object> trace = Map.of("type", "histogram", "x", x, "histnorm", "percent");
    assertTrue(texts(svg(Map.of(), List.of(trace))).contains("80"));
    Map<String, Object> means =
        Map.of(
            "type",
            "histogram",
            "x",
            List.of("a", "a", "b"),
            "y",
            List.of(10, 30, 5),
            "histfunc",
            "avg");
    assertTrue(texts(svg(Map.of(), List.of(means))).containsAll(List.of("a", "b", "20")));
  }
}
