package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.text.Json;
import org.stockpot.text.Tree;

/** Reports of results of every kind, in every format. */
final class ExportMagicsTest {

  @TempDir static Path directory;

  private static ShellNotebook notebook;
  private static Stockpot stockpot;

  private static Object magic(String line) {
    return ShellNotebook.magic(stockpot, line.replace("DIR", directory.toString()), null);
  }

  @BeforeAll
  static void begin() {
    notebook = new ShellNotebook();
    stockpot = new Stockpot(notebook);
    for (String line :
        List.of(
            "stockpot --store none -q",
            "task digits mlp:8 --as task -q",
            "train --for 20it --as base -q",
            "train --for 20it --seed 2 --as other -q",
            "imp --rounds 2 --for 20it --rewind 5it --seeds 1,2 --as imp -q",
            "barrier base other --samples 3 --as pair -q",
            "barrier imp --samples 3 --as steps -q",
            "mli base --samples 3 --as mli -q",
            "curvature base --top 2 --examples 50 --probes 6 --densities 2 --steps 5 --as bent -q",
            "instability --at init --for 10it --seeds 1 --samples 3 --as fork -q",
            "robustness imp --multiples 1 --samples 3 --as robust -q",
            "plane base --random --grid 3 --as plane -q",
            "finetune base --for 5it --seed 1..3 --as ft -q",
            "soup greedy ft.* --as soup -q",
            "soup pruned,uniform ft.* --as soups -q",
            "soup weighted base=0.5 ft.1=0.5 --as mix -q",
            "soup interpolate base ft.1 --samples 3 --as wise -q")) {
      magic(line);
    }
  }

  @AfterAll
  static void close() {
    notebook.close();
  }

  private static String read(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  @Test
  void everyKindOfResultHasItsReportAndItsPapers() throws IOException {
    Map<String, String> papers =
        Map.ofEntries(
            Map.entry("base", "kingma2015adam"),
            Map.entry("imp", "frankle2019lottery frankle2020linear"),
            Map.entry("pair", "entezari2022role paul2023unmasking"),
            Map.entry("steps", "paul2023unmasking frankle2019lottery"),
            Map.entry("mli", "lucas2021monotonic"),
            Map.entry("bent", "wu2000thick meyer2021hutch ubaru2017fast"),
            Map.entry("fork", "frankle2020linear"),
            Map.entry("robust", "paul2023unmasking frankle2019lottery"),
            Map.entry("plane", "li2018visualizing"),
            Map.entry("ft", "wortsman2022soups"),
            Map.entry("soup", "wortsman2022soups"),
            Map.entry("soups", "dansereau2023model wortsman2022soups"),
            Map.entry("mix", "wortsman2022soups"),
            Map.entry("wise", "wortsman2022robust"));
    for (Map.Entry<String, String> entry : papers.entrySet()) {
      String name = entry.getKey();
      magic("export " + name + " DIR/" + name + ".md -q");
      String text = read(name + ".md");
      for (String key : entry.getValue().split(" ", -1)) {
        assertTrue(text.contains("{" + key + ",\n"), name + " must cite " + key + "\n" + text);
      }
      assertTrue(text.contains("%task digits mlp:8"), text);
      assertTrue(text.contains(" --as " + name + "\n"), text);
      assertTrue(text.contains("1168 training, 270 validation, 359 test"), text);
      assertTrue(text.contains("PyTorch"), text);
      assertTrue(Pattern.compile("(?m)^\\| .* \\|\n\\| :?-+:? \\|").matcher(text).find(), text);
    }
  }

  @Test
  void linesMakeResultsAgainInOrder() throws IOException {
    magic("export soup pair DIR/order.md");
    String text = read("order.md");
    assertTrue(
        text.matches(
            "(?s).*```\n%task [^\n]*\n%train [^\n]*--as base\n%%?finetune [^\n]*\n%soup [^\n]*\n"
                + "%train [^\n]*--as other\n%barrier [^\n]*--as pair\n```.*"),
        text);
    assertEquals(1, text.split("--as base\n", -1).length - 1);
  }

  @Test
  void markdownHasItsPicturesBeside() throws Exception {
    List<?> files = (List<?>) magic("export imp DIR/new/folder/report.md");
    String text = read("new/folder/report.md");
    assertEquals(4, files.size());
    for (Object file : files.subList(1, files.size())) {
      Path picture = (Path) file;
      assertTrue(text.contains("](<report-files/" + picture.getFileName() + ">)"), text);
      DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
    }
    assertTrue(notebook.text().contains("its charts are 3 pictures in"), notebook.text());
  }

  @Test
  void pagesAreLiveAndNeedNoNetwork() throws IOException {
    magic("export imp DIR/report.html");
    String page = read("report.html");
    assertTrue(page.contains("data:image/svg+xml"), "no picture");
    assertTrue(page.contains("Plotly"), "no plotly.js");
    assertFalse(page.matches("(?s).*<(script|link|img)[^>]* (src|href)=\"http.*"));
    assertTrue(page.contains("@inproceedings{frankle2019lottery,"));
  }

  @Test
  void textOfDataIsEscaped() throws IOException {
    Path csv = directory.resolve("evil.csv");
    StringBuilder rows = new StringBuilder("a<script>alert(1)</script>,label\n");
    for (int i = 0; i < 300; i++) {
      rows.append(i).append(i % 2 == 0 ? ",<b>x|y</b>\n" : ",`z`\n");
    }
    Files.writeString(csv, rows);
    ShellNotebook.magic(stockpot, "task " + csv + " mlp:2 --label label -q", null);
    try {
      magic("train --for 5it --as evil -q");
      magic("export evil DIR/evil.html -q");
      assertFalse(read("evil.html").contains("<script>alert"));
      magic("export evil DIR/evil.md -q");
      assertFalse(read("evil.md").contains("\n<script>alert"));
    } finally {
      magic("task digits mlp:8 -q");
    }
  }

  @Test
  void notebooksAreOfNbformat4() throws IOException {
    magic("export imp soups DIR/report.ipynb");
    Map<String, Object> read = Json.read(read("report.ipynb"));
    assertEquals(4, read.get("nbformat"));
    assertEquals(5, read.get("nbformat_minor"));
    Set<String> ids = new HashSet<>();
    Set<String> kinds = Set.of("markdown", "code");
    int pictures = 0;
    for (Map<String, Object> cell : Tree.maps(read, "cells")) {
      assertTrue(kinds.contains(cell.get("cell_type")), cell::toString);
      assertTrue(ids.add((String) cell.get("id")), cell::toString);
      assertTrue(cell.get("source") instanceof String && cell.get("metadata") instanceof Map);
      boolean code = cell.get("cell_type").equals("code");
      assertEquals(code, cell.containsKey("outputs") && cell.containsKey("execution_count"));
      for (Map<String, Object> output : Tree.maps(cell, "outputs")) {
        assertEquals(Set.of("output_type", "data", "metadata"), output.keySet());
        pictures += Tree.map(output.get("data")).containsKey("image/svg+xml") ? 1 : 0;
      }
    }
    assertTrue(pictures >= 4, "" + pictures);
  }

  @Test
  void mistakesAreSaid() {
    for (String[] mistake :
        new String[][] {
          {"export imp report.pdf", "a report must end in .html, .md or .ipynb, got report.pdf"},
          {"export imp", "%export takes RESULT… FILE"},
          {"export bse DIR/x.md", "did you mean base?"},
        }) {
      String message = assertThrows(UsageException.class, () -> magic(mistake[0])).getMessage();
      assertTrue(message.contains(mistake[1]), message);
    }
  }

  @Test
  void whatJavaMadeSaysSo() throws Exception {
    notebook.evaluate("var byHand = imp.recipe();");
    String message =
        assertThrows(UsageException.class, () -> magic("export byHand DIR/x.md")).getMessage();
    assertTrue(message.startsWith("byHand must be a result of a magic"), message);
    try (Stream<Path> files = Files.list(directory)) {
      assertTrue(files.noneMatch(f -> f.endsWith("x.md")));
    }
  }
}
