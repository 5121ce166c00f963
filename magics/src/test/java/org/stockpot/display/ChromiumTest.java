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
    chromium.await("document.querySelectorAll('.stockpot-figure > img').length === 0");
    assertEquals(List.of(), chromium.troubles());
    assertEquals(List.of(), chromium.requests());
    assertEquals(
        "Iterative magnitude pruning of LeNet-300-100",
        chromium.evaluate("document.querySelector('.gtitle').textContent").asText());
  }

  @Test
  void withoutScriptsThePictureIsSeen() throws IOException {
    chromium.open(page(List.of(figure().replaceAll("(?s)<script>.*</script>", ""))));
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
  void aLoaderOfModulesOnThePageDoesNotMatter() throws IOException {
    String require = "<script>window.define = () => { throw 'amd' }; define.amd = {};</script>";
    chromium.open(page(List.of(require, loader(), figure())));
    awaitPlots(1);
    assertEquals(List.of(), chromium.troubles());
  }

  @Test
  void withoutPlotlyThePictureStaysWithANote() throws IOException {
    chromium.open(page(List.of(HURRY, figure())));
    chromium.await("document.querySelector('.stockpot-figure > div')");
    assertEquals(
        "Static picture: plotly.js is not on this page.",
        chromium.evaluate("document.querySelector('.stockpot-figure').textContent").asText());
    assertEquals(1, number("document.images.length"));
    assertEquals(List.of(), chromium.requests());
  }

  @Test
  void whatPlotlyCannotDrawStaysAPicture() throws IOException {
    String broken =
        "<script>window.Plotly = {newPlot: () => Promise.reject(new Error('no'))};</script>";
    chromium.open(page(List.of(broken, figure())));
    chromium.await("document.querySelector('.stockpot-figure > div')");
    assertEquals(1, number("document.images.length"));
    assertTrue(
        chromium
            .evaluate("document.querySelector('.stockpot-figure').textContent")
            .asText()
            .contains("Error: no"));
  }

  @Test
  void connectedPagesAskOneHostAfterTheOther() throws IOException {
    String loader = html(PlotlyJs.display(PlotlyJs.Mode.CONNECTED));
    chromium.block("https://*");
    chromium.open(page(List.of(HURRY, loader, figure())));
    chromium.await("document.querySelector('.stockpot-figure > div')");
    assertEquals(2, chromium.requests().size());
    assertTrue(chromium.requests().get(0).startsWith("https://cdn.jsdelivr.net/npm/plotly.js-"));
    assertTrue(chromium.requests().get(1).startsWith("https://unpkg.com/plotly.js-dist-min@"));
    assertEquals(
        "Static picture: plotly.js cannot be fetched.",
        chromium.evaluate("document.querySelector('.stockpot-figure').textContent").asText());
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
            "[...document.querySelectorAll('a')].filter(a => /javascript/.test(a.href || a.getAttribute('xlink:href'))).length"));
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
  void chartsAreAsWideAsThePage() throws IOException {
    chromium.open(page(List.of(loader(), "<div style=\"width:500px\">" + figure() + "</div>")));
    awaitPlots(1);
    assertEquals(500, number("document.querySelector('.js-plotly-plot').offsetWidth"));
    assertEquals(450, number("document.querySelector('.main-svg').getBoundingClientRect().height"));
    assertEquals(500, number("document.querySelector('.main-svg').getBoundingClientRect().width"));
  }
}
