package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class PlotlyJsTest {

  private static String html(PlotlyJs.Mode mode) {
    return (String) PlotlyJs.display(mode).data().get(Display.HTML);
  }

  @Test
  void theEmbeddedScriptIsTheOneOfTheWebJar() throws IOException {
    Matcher packed =
        Pattern.compile("atob\\('([A-Za-z0-9+/=]+)'\\)").matcher(html(PlotlyJs.Mode.OFFLINE));
    assertTrue(packed.find());
    byte[] gzip = Base64.getDecoder().decode(packed.group(1));
    byte[] code = new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
    String path = "/META-INF/resources/webjars/plotly.js-dist/" + PlotlyJs.VERSION + "/plotly.js";
    try (InputStream jar = PlotlyJs.class.getResourceAsStream(path)) {
      assertArrayEquals(jar.readAllBytes(), code);
    }
    assertTrue(gzip.length < 2_000_000, "gzip of " + gzip.length + " bytes");
  }

  @Test
  void thereIsNothingToRead() {
    assertEquals("", PlotlyJs.display(PlotlyJs.Mode.OFFLINE).text());
    assertEquals(
        "plotly.js not loaded: charts are static pictures",
        PlotlyJs.display(PlotlyJs.Mode.NONE).text());
  }

  @Test
  void connectedPagesCheckWhatTheyFetch() {
    String html = html(PlotlyJs.Mode.CONNECTED);
    assertTrue(html.length() < 9000, "" + html.length());
    assertEquals(
        2, html.split("https://[a-z.]+/[^\"]*@3\\.3\\.1/plotly\\.min\\.js", -1).length - 1);
    assertTrue(html.contains("\"sha384-"));
  }

  @Test
  void itMovesToEachExecutionThatShowsFigures() {
    PlotlyJs session = new PlotlyJs(PlotlyJs.Mode.CONNECTED);
    PlotlyJs.Move first = session.beforeFigure(OptionalLong.of(1)).orElseThrow();
    assertEquals(Optional.empty(), first.before());
    assertEquals(Optional.empty(), session.beforeFigure(OptionalLong.of(1)));
    PlotlyJs.Move second = session.beforeFigure(OptionalLong.of(2)).orElseThrow();
    assertEquals(Optional.of(first.id()), second.before());
    assertEquals("", second.nothing().data().get(Display.HTML));
    assertEquals(first.display(), second.display());
  }

  @Test
  void itMovesToEachFigureWhereExecutionsAreNotTold() {
    PlotlyJs session = new PlotlyJs(PlotlyJs.Mode.CONNECTED);
    PlotlyJs.Move first = session.beforeFigure(OptionalLong.empty()).orElseThrow();
    PlotlyJs.Move second = session.beforeFigure(OptionalLong.empty()).orElseThrow();
    assertEquals(Optional.of(first.id()), second.before());
    assertFalse(new PlotlyJs(PlotlyJs.Mode.NONE).beforeFigure(OptionalLong.empty()).isPresent());
  }

  @Test
  void scriptsHaveNothingThatOldPagesTakeForTags() {
    for (PlotlyJs.Mode mode :
        new PlotlyJs.Mode[] {PlotlyJs.Mode.OFFLINE, PlotlyJs.Mode.CONNECTED}) {
      String code = html(mode).replaceAll("^<script>|</script>$", "");
      assertFalse(Pattern.compile("<[a-zA-Z/!]").matcher(code).find());
    }
  }
}
