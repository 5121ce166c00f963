package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.display.Figures;

final class ChartFilesTest {

  @TempDir private Path folder;

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  @BeforeEach
  void train() {
    magic("stockpot --store none");
    magic("task digits mlp:8");
    magic("imp --rounds 1 --for 5it --as imp");
    notebook.shown().clear();
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  private String save(String words, String file) throws IOException {
    Path path = folder.resolve(file);
    assertEquals(List.of(path), magic("save " + words.replace("FILE", path.toString())));
    return new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void aResultIsSavedAsThePictureOfItsFirstChart() throws IOException {
    String svg = save("imp FILE", "a.svg");
    assertTrue(svg.startsWith("<svg") && svg.contains("Iterative pruning"), svg);
    assertTrue(notebook.text().contains("--chart takes also slots, magnitudes"), notebook.text());
    assertTrue(save("imp FILE --chart slots", "b.svg").contains("Where the weights went"));
    assertTrue(save("imp FILE", "c.png").startsWith("\u0089PNG"));
  }

  @Test
  void aPageHasAllChartsOfAResult() throws IOException {
    String page = save("imp FILE", "a.html");
    assertEquals(4, page.split("<div class=\"stockpot-figure", -1).length);
  }

  @Test
  void aFigureOfTheUserIsSavedByItsVariable() throws Exception {
    notebook.evaluate(
        "var mine = new tech.tablesaw.plotly.components.Figure("
            + "tech.tablesaw.plotly.traces.ScatterTrace.builder("
            + "new double[] {1, 2}, new double[] {3, 4}).build());");
    assertTrue(save("mine FILE", "mine.svg").startsWith("<svg"));
  }

  @Test
  void whatHasNoChartIsSaidWithWhatThereIs() {
    assertEquals(
        "chart must be one of chart, slots, magnitudes for imp, got slot",
        message("save imp x.svg --chart slot"));
    assertTrue(message("save impp x.svg").startsWith("no result or variable named impp"));
  }

  private String message(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }

  @Test
  void figureShowsPlotlysJson() {
    magic("train --for 2it --figure");
    assertTrue(notebook.text().contains("{\"data\":[{"), notebook.text());
    assertFalse(notebook.shown().stream().anyMatch(d -> d.data().containsKey(Figures.PLOTLY)));
  }

  @Test
  void picturesInPixelsAreThereWhenAskedFor() {
    magic("stockpot --pictures png");
    magic("train --for 2it");
    assertTrue(notebook.shown().stream().anyMatch(d -> d.data().containsKey(Figures.PNG)));
  }

  @Test
  void plotlyIsInOneOutputWhateverIsShown() {
    magic("train --for 2it");
    magic("train --for 3it");
    long carriers =
        notebook.shown().stream()
            .filter(d -> String.valueOf(d.data().get("text/html")).contains("DecompressionStream"))
            .count();
    assertEquals(1, carriers);
  }
}
