package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.text.Json;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.BarTrace;

/**
 * Opens what is emitted in a real browser. Skipped where there is none, unless the environment has
 * {@code STOCKPOT_REQUIRE_CHROMIUM=1}.
 */
final class ChromiumTest {

  private static final String PLOTS = "document.querySelectorAll('.js-plotly-plot').length";
  private static final String DRAWN =
      "document.querySelectorAll('.js-plotly-plot .main-svg').length";

  private static final String NOTE = "document.querySelector('.stockpot-note').textContent";

  /** Lets a page give up after a fiftieth of the time. */
  private static final String HURRY =
      "<script>{ const slow = window.setInterval;"
          + " window.setInterval = (f, ms) => slow(f, ms / 50); }</script>";

  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Chromium.find();
    if (program.isPresent()) {
      chromium = Chromium.start(program.get());
    } else if ("1".equals(System.getenv("STOCKPOT_REQUIRE_CHROMIUM"))) {
      throw new AssertionError("chromium must be on the PATH, got " + System.getenv("PATH"));
    }
  }

  @BeforeEach
  void skip() {
    assumeTrue(chromium != null, "no chromium on the PATH: pages are not tested");
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (chromium != null) {
      chromium.stop();
    }
  }

  private static String html(Display display) {
    return (String) display.data().get(Display.HTML);
  }

  private static String loader() {
    return html(PlotlyJs.display(PlotlyJs.Mode.OFFLINE));
  }

  private static String page(List<String> outputs) {
    return "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<body>\n"
        + String.join("\n", outputs)
        + "\n</body>";
  }

  private static String figure() {
    return html(Figures.display(Samples.pruning()));
  }

  private static int number(String expression) {
    return chromium.evaluate(expression).asInt();
  }

  private static void awaitPlots(int count) {
    chromium.await(PLOTS + " === " + count + " && " + DRAWN + " >= " + count);
  }

  @Test
  void everySampleIsDrawnWithoutErrorsAndWithoutTheNetwork() throws IOException {
    List<String> outputs = new ArrayList<>(List.of(loader()));
    Gallery.displays().values().forEach(display -> outputs.add(html(display)));
    int charts = outputs.size() - 1;
    chromium.open(page(outputs));
    awaitPlots(charts);
    chromium.await(
        "[...document.images].every(image => image.offsetHeight === 0)"
            + " && [...document.querySelectorAll('.stockpot-note')].every(n => !n.textContent)");
    assertEquals(List.of(), chromium.troubles());
    assertEquals(List.of(), chromium.requests());
    assertEquals(
        "Iterative magnitude pruning of LeNet-300-100",
        chromium.evaluate("document.querySelector('.gtitle').textContent").asText());
  }

  @Test
  void withoutScriptsThePictureIsSeenWithANote() throws IOException {
    chromium.open(page(List.of(figure().replaceAll("(?s)<script>.*</script>", ""))));
    assertEquals(
        "Static picture: in a trusted notebook, whose scripts run, this is a live chart.",
        chromium.evaluate(NOTE).asText());
    assertEquals(0, number("document.scripts.length"));
    assertTrue(number("document.images[0].naturalWidth") >= 700);
    assertTrue(number("document.images[0].offsetHeight") >= 400);
  }

  @Test
  void figuresBeforePlotlyWaitForIt() throws IOException {
    chromium.open(page(List.of(figure(), figure(), loader(), loader())));
    awaitPlots(2);
    assertEquals(List.of(), chromium.troubles());
  }

  @Test
  void anOutputRenderedAgainIsDrawnAgainAndOnlyOnce() throws IOException {
    chromium.open(page(List.of(loader(), "<main>" + figure() + "</main>")));
    awaitPlots(1);
    String again =
        "(html => { const main = document.querySelector('main'); main.innerHTML = html;"
            + " const old = main.querySelector('script'); const fresh ="
            + " document.createElement('script'); fresh.textContent = old.textContent;"
            + " old.replaceWith(fresh); const more = document.createElement('script');"
            + " more.textContent = old.textContent; main.append(more); })("
            + Json.write(figure())
            + ")";
    chromium.evaluate(again);
    awaitPlots(1);
    assertEquals(List.of(), chromium.troubles());
  }

  @Test
  void anOutputThatWasOffThePageIsDrawnWhenItComesBack() throws IOException {
    chromium.open(page(List.of("<main>" + figure() + "</main>", loader())));
    awaitPlots(1);
    chromium.evaluate("void (window.main = document.querySelector('main'))");
    chromium.evaluate("window.main.remove()");
    chromium.evaluate(
        "void (window.main.innerHTML = " + Json.write(figure()) + ", document.body.append(main))");
    awaitPlots(1);
    assertEquals(List.of(), chromium.troubles());
  }

  @Test
  void aLoaderOfModulesOnThePageDoesNotMatter() throws IOException {
    String require = "<script>window.define = () => { throw 'amd' }; define.amd = {};</script>";
    chromium.open(page(List.of(require, loader(), figure())));
    awaitPlots(1);
    assertEquals(List.of(), chromium.troubles());
  }

  @Test
  void withoutPlotlyThePictureStaysWithANote() throws IOException {
    chromium.open(page(List.of(HURRY, figure())));
    chromium.await(NOTE + ".startsWith('Static picture: ')");
    assertEquals(
        "Static picture: no output on this page brings plotly.js. For live charts, type"
            + " %stockpot --charts offline and run a cell with a chart again.",
        chromium.evaluate(NOTE).asText());
    assertEquals(1, number("document.images.length"));
    assertEquals(List.of(), chromium.requests());
  }

  @Test
  void whatPlotlyCannotDrawStaysAPicture() throws IOException {
    String broken =
        "<script>window.Plotly = {newPlot: () => Promise.reject(new Error('no'))};</script>";
    chromium.open(page(List.of(broken, loader(), figure())));
    chromium.await(NOTE + ".includes('Error: no')");
    assertTrue(number("document.images[0].offsetHeight") > 100);
  }

  @Test
  void connectedPagesAskOneHostAfterTheOther() throws IOException {
    String loader = html(PlotlyJs.display(PlotlyJs.Mode.CONNECTED));
    chromium.block("https://*");
    chromium.open(page(List.of(HURRY, loader, figure())));
    chromium.await(NOTE + ".includes('fetched')");
    assertEquals(2, chromium.requests().size());
    assertTrue(chromium.requests().get(0).startsWith("https://cdn.jsdelivr.net/npm/plotly.js-"));
    assertTrue(chromium.requests().get(1).startsWith("https://unpkg.com/plotly.js-dist-min@"));
    assertEquals("Static picture: plotly.js cannot be fetched.", chromium.evaluate(NOTE).asText());
  }

  @Test
  void hostileTextDoesNotRun() throws IOException {
    String hostile =
        "</script><script>window.hit=1</script><img src=x onerror=\"window.hit=2\">"
            + "<a href=\"javascript:window.hit=3\">l</a><svg onload=\"window.hit=4\"></svg>";
    Object[] names = {hostile, "b"};
    Figure figure =
        new Figure(
            Layout.builder(hostile, hostile, hostile).showLegend(true).build(),
            BarTrace.builder(names, new double[] {1, 2}).name(hostile).build());
    Display progress =
        new ProgressBar(
                hostile,
                hostile,
                new ProgressBar.Amount(1, 2, 0.5),
                new ProgressBar.Time(Duration.ZERO, Optional.empty(), OptionalDouble.empty()),
                Map.of(hostile, 1.0),
                ProgressBar.State.RUNNING,
                hostile)
            .display();
    Display table = Tables.display(Table.create(hostile, StringColumn.create(hostile, hostile)));
    chromium.open(
        page(List.of(loader(), html(Figures.display(figure)), html(progress), html(table))));
    awaitPlots(1);
    assertEquals("undefined", chromium.evaluate("typeof window.hit").asText());
    assertEquals(
        0,
        number(
            "[...document.querySelectorAll('a')].filter(a => /javascript/.test(a.href ||"
                + " a.getAttribute('xlink:href'))).length"));
    assertEquals(List.of(), chromium.requests());
  }

  @Test
  void textIsLightOnDarkPagesAndDarkOnLightOnes() throws IOException {
    String fill = "getComputedStyle(document.querySelector('.gtitle')).fill";
    for (String dark :
        List.of(
            "<body style=\"background:#1e1e1e\">",
            "<body data-jp-theme-light=\"false\">",
            "<body class=\"vscode-dark\">")) {
      chromium.open(page(List.of(dark, loader(), figure())).replace("<body>\n", ""));
      awaitPlots(1);
      assertEquals("rgb(214, 214, 214)", chromium.evaluate(fill).asText(), dark);
    }
    chromium.open(page(List.of(loader(), figure())));
    awaitPlots(1);
    assertEquals("rgb(51, 51, 51)", chromium.evaluate(fill).asText());
  }

  @Test
  void chartsAreAsWideAsThePageAndFollowIt() throws IOException {
    chromium.open(
        page(List.of(loader(), "<div id=cell style=\"width:700px\">" + figure() + "</div>")));
    awaitPlots(1);
    String width = "document.querySelector('.main-svg').getBoundingClientRect().width";
    chromium.await(width + " === 700");
    chromium.evaluate("document.querySelector('#cell').style.width = '500px'");
    chromium.await(width + " === 500");
    assertEquals(500, number("document.querySelector('.js-plotly-plot').offsetWidth"));
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 800, 1200})
  void nothingIsCutAndNothingLiesOnSomethingElse(int width) throws IOException {
    List<String> outputs = new ArrayList<>(List.of(loader()));
    List<Figure> figures = Geometry.figures();
    figures.forEach(figure -> outputs.add(html(Figures.display(figure))));
    String body = "<body style=\"margin:0;width:" + width + "px\">";
    chromium.open(page(outputs).replace("<body>", body));
    awaitPlots(figures.size());
    chromium.await(Geometry.SETTLED);
    assertEquals("[]", Json.write(Geometry.faults(chromium.evaluate(Geometry.FAULTS))));
    assertEquals(List.of(), chromium.troubles());
  }

  @Test
  void onPaperThePicturesAreSeenWhichFitIt() throws IOException {
    Display solid = Figures.display(Samples.ofApi().get("scatter3d"));
    chromium.open(page(List.of(loader(), figure(), html(solid))));
    awaitPlots(2);
    chromium.printMedia();
    chromium.await("document.images[0].offsetHeight > 100");
    assertEquals(0, number("document.querySelector('.js-plotly-plot').offsetHeight"));
    assertTrue(number("document.querySelectorAll('.js-plotly-plot')[1].offsetHeight") > 100);
    chromium.screenMedia();
    chromium.await("document.images[0].offsetHeight === 0");
  }
}
