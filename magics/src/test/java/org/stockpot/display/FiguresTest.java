package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.stockpot.text.Html;
import org.stockpot.text.Json;
import org.stockpot.text.Tree;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

final class FiguresTest {

  private static final Path GOLDEN = Path.of("src/test/resources/org/stockpot/display/figure.json");
  private static final double[] X = {1, 2, 3};

  private static Figure titled(String title) {
    return new Figure(
        Layout.builder(title).build(), ScatterTrace.builder(X, X).name(title).build());
  }

  private static String html(Figure figure) {
    return (String) Figures.display(figure).data().get(Display.HTML);
  }

  @Test
  void theBundleIsRichestFirst() {
    assertEquals(
        List.of(Figures.PLOTLY, Display.HTML, Figures.SVG, Display.TEXT),
        List.copyOf(Figures.display(titled("t")).data().keySet()));
  }

  @Test
  void theTextIsOneLine() {
    assertEquals(
        "chart: Loss over time; 1 scatter trace: Loss over time",
        Figures.display(titled("Loss\nover\u0007time")).text().replace('\u0007', ' '));
    assertEquals("chart: 1 scatter trace", Figures.display(new Figure(trace())).text());
  }

  private static Trace trace() {
    return ScatterTrace.builder(X, X).build();
  }

  @Test
  void theTreeIsGolden() throws IOException {
    Display display = Figures.display(Samples.small());
    Map<String, Object> tree = Tree.copy(Tree.map(display.data().get(Figures.PLOTLY)));
    Tree.child(tree, "layout").remove("template");
    String json = Json.write(tree).replace("},", "},\n") + "\n";
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, json);
    }
    assertEquals(Files.readString(GOLDEN), json);
  }

  @Test
  void theSameFigureIsTheSameBytes() {
    assertEquals(
        Figures.display(Samples.pruning()).data(), Figures.display(Samples.pruning()).data());
    assertNotEquals(html(titled("a")), html(titled("b")));
  }

  @Test
  void hostileTextEndsNeitherScriptNorAttribute() {
    String hostile = "</script><!--<script>\" onload='x()'>${1}`\\";
    String html = html(titled(hostile));
    assertEquals(1, count(html, "</script>"));
    assertEquals(1, count(html, "<script"));
    assertEquals(0, count(html, "<!--"));
    String script = html.substring(html.indexOf("<script>") + 8, html.indexOf("</script>"));
    assertFalse(Pattern.compile("<[a-zA-Z/!?]").matcher(script).find());
    Matcher image =
        Pattern.compile("<img alt=\"([^\"<>]*)\" style=\"max-width:100%\" src=").matcher(html);
    assertTrue(image.find());
    assertTrue(Html.unescape(image.group(1)).contains(hostile));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void everyTreeIsAsWideAsThePageAndOnItsBackground() {
    Map<String, Object> tree = Tree.map(Figures.display(titled("t")).data().get(Figures.PLOTLY));
    Map<String, Object> layout = Tree.map(tree.get("layout"));
    assertEquals(true, layout.get("autosize"));
    assertEquals(450, layout.get("height"));
    assertEquals(true, Tree.map(tree.get("config")).get("responsive"));
    Map<String, Object> template = Tree.map(Tree.map(layout.get("template")).get("layout"));
    assertEquals("rgba(0,0,0,0)", template.get("paper_bgcolor"));
  }

  @Test
  void whatTheUserChoseWins() {
    Layout layout = Layout.builder("t").width(640).height(320).plotBgColor("#ffeedd").build();
    Map<String, Object> tree =
        Tree.map(Figures.display(new Figure(layout, trace())).data().get(Figures.PLOTLY));
    Map<String, Object> chosen = Tree.map(tree.get("layout"));
    assertEquals(640, chosen.get("width"));
    assertEquals(320, chosen.get("height"));
    assertEquals("#ffeedd", chosen.get("plot_bgcolor"));
    assertFalse(chosen.containsKey("autosize"));
  }

  @Test
  void secondAxesDoNotDrawASecondGrid() {
    Figure figure = Samples.ofTraces().get("second-axis");
    Map<String, Object> tree = Tree.map(Figures.display(figure).data().get(Figures.PLOTLY));
    Map<String, Object> axis = Tree.map(Tree.map(tree.get("layout")).get("yaxis2"));
    assertEquals(false, axis.get("showgrid"));
  }

  @Test
  void aTreeGivenStaysUnchanged() {
    Map<String, Object> tree = Samples.ofTrees().get("notes");
    Map<String, Object> before = Tree.copy(tree);
    Figures.display(tree);
    assertEquals(before, tree);
  }

  @Test
  void treesMayHaveHoles() {
    Map<String, Object> trace = Map.of("y", List.of(1.0, Double.NaN, Float.NEGATIVE_INFINITY, 2));
    Map<String, Object> tree =
        Tree.map(
            Figures.display(Samples.tree(Map.of(), List.of(trace))).data().get(Figures.PLOTLY));
    assertEquals(Arrays.asList(1.0, null, null, 2), Tree.maps(tree, "data").get(0).get("y"));
  }

  @Test
  void aFigureThatCannotBeReadSaysWhy() {
    Figure broken = new Figure(ScatterTrace.builder(X, X).build());
    broken.setTraces((Trace) null);
    Display display = Figures.display(broken);
    assertTrue(display.text().startsWith("this figure cannot be read: "), display.text());
    assertTrue(display.data().get(Display.HTML).toString().contains("cannot be read"));
  }
}
