package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.stockpot.text.Tree;

final class ChartWriterTest {

  /** Draws where Java has no graphics, and prints what is said. */
  static final class WithoutGraphics {
    public static void main(String[] args) {
      try {
        ChartWriter.png(ChartWriter.svg(Samples.pruning()));
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
        System.out.println(Figures.withPng(Figures.display(Samples.pruning())).data().keySet());
      }
    }
  }

  @Test
  void aPngIsTwiceAsLargeAndShowsTheSame() throws IOException {
    byte[] png = ChartWriter.png(ChartWriter.svg(Samples.pruning()));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(1440, image.getWidth());
    assertEquals(900, image.getHeight());
    long colours =
        IntStream.range(0, 1440 * 900)
            .map(i -> image.getRGB(i % 1440, i / 1440))
            .distinct()
            .count();
    assertTrue(colours > 20, "a picture of " + colours + " colours");
    assertTrue(png.length < 200_000, png.length + " bytes");
  }

  @Test
  void everySampleCanBeDrawnInPixels() {
    Gallery.displays().values().stream()
        .map(display -> (String) display.data().get(Figures.SVG))
        .forEach(svg -> assertTrue(ChartWriter.png(svg).length > 1000));
  }

  @Test
  void withoutGraphicsThereIsNoPngAndItSaysWhy() throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "--limit-modules",
                "java.base,java.logging,java.naming,java.sql,java.xml",
                "-cp",
                System.getProperty("java.class.path"),
                WithoutGraphics.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(said.contains("a .png needs a Java with AWT"), said);
    assertTrue(
        said.contains("[" + Figures.PLOTLY + ", text/html, image/svg+xml, text/plain]"), said);
  }

  @Test
  void thePngStandsBesideTheSvg() {
    Display display = Figures.withPng(Figures.display(Samples.pruning()));
    assertEquals(
        List.of(Figures.PLOTLY, Display.HTML, Figures.SVG, Figures.PNG, Display.TEXT),
        List.copyOf(display.data().keySet()));
    assertTrue(display.data().get(Figures.PNG).toString().startsWith("iVBOR"));
  }

  @Test
  void aPageHoldsPlotlyOnce() {
    String page = ChartWriter.html("a <b>", List.of(Samples.pruning(), Samples.small()));
    assertEquals(2, page.split("DecompressionStream", -1).length);
    assertEquals(3, page.split("<div class=\"stockpot-figure", -1).length);
    assertTrue(page.contains("<title>a &lt;b&gt;</title>"));
    assertFalse(page.contains("https://"));
  }

  @Test
  void jsonIsTheFigureAlone() {
    Map<String, Object> tree =
        Tree.map(Figures.json(Samples.pruning()).data().get("application/json"));
    assertFalse(Tree.map(tree.get("layout")).containsKey("template"));
    assertTrue(Figures.json(Samples.pruning()).text().startsWith("{\"data\":["));
  }
}
