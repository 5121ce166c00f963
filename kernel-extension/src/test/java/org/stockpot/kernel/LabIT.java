package org.stockpot.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.kernel.Machine.Ended;

/**
 * Notebooks whose cells were run again, cleared and deleted, opened in JupyterLab 4, light and
 * dark, trusted and not. Leaves screenshots in {@code target/screenshots}.
 */
final class LabIT {

  private static final String CARRIER = "DecompressionStream";

  private static final String TRUST =
      """
      import nbformat, sys
      from nbformat.sign import NotebookNotary
      for name in sys.argv[1:]:
          NotebookNotary().sign(nbformat.read(name, 4))
      """;

  /** What is seen: charts alive, as pictures, what is said under them, and texts that are cut. */
  private static final String LOOK =
      """
      (() => {
        const places = [...document.querySelectorAll('.stockpot-figure')];
        const box = element => element.getBoundingClientRect();
        const cut = places.filter(p => p.querySelector('.main-svg')).flatMap(place => {
          const all = box(place.querySelector('.main-svg'));
          return [...place.querySelectorAll('text')].filter(text => {
            const b = box(text);
            return b.width && (b.left < all.left - 1 || b.right > all.right + 1 ||
              b.top < all.top - 1 || b.bottom > all.bottom + 1);
          }).map(text => text.textContent);
        });
        const title = document.querySelector('.gtitle');
        return {
          charts: places.length,
          live: places.filter(p => p.querySelector('.main-svg')).length,
          pictures: places.filter(p => box(p.querySelector('img')).height > 100).length,
          notes: [...new Set(places.map(p => p.querySelector('.stockpot-note').textContent))],
          cut,
          ink: title ? getComputedStyle(title).fill : '',
        };
      })()
      """;

  /** Brings a chart to where a screenshot shows it. */
  private static final String SHOW =
      """
      document.querySelectorAll('.jp-Dialog').forEach(dialog => dialog.remove());
      document.querySelectorAll('.stockpot-figure')[0].scrollIntoView();
      """;

  @TempDir private static Path folder;

  private static Process server;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    String lab = Machine.pythonWithLab();
    Machine.chromium();
    Jupyter.install();
    Path script = Machine.MODULE.resolve("src/test/resources/rerun_notebook.py");
    Ended end =
        Machine.run(
            folder,
            Map.of("JUPYTER_PATH", Jupyter.KERNELS.toString()),
            List.of(Machine.python(), script.toString(), "stockpot", folder.toString()));
    assertEquals(0, end.code(), end.text());
    String rerun = Files.readString(folder.resolve("rerun.ipynb"));
    Files.writeString(
        folder.resolve("untrusted.ipynb"),
        rerun.replace("%train --for 20it", "%train  --for 20it"));
    end =
        Machine.run(
            folder,
            environment(),
            List.of(lab, "-c", TRUST, "rerun.ipynb", "cleared.ipynb", "deleted.ipynb"));
    assertEquals(0, end.code(), end.text());
    serve(lab);
  }

  private static Map<String, String> environment() {
    return Map.of(
        "HOME",
        folder.toString(),
        "JUPYTERLAB_SETTINGS_DIR",
        folder.resolve("settings").toString(),
        "JUPYTER_NO_CONFIG",
        "1");
  }

  private static void serve(String lab) throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            lab,
            "-m",
            "jupyterlab",
            "--no-browser",
            "--allow-root",
            "--port=" + port,
            "--IdentityProvider.token=test",
            "--LabApp.extension_manager=readonly");
    builder
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .environment()
        .putAll(environment());
    server = builder.start();
    BufferedReader log = server.inputReader();
    StringBuilder said = new StringBuilder();
    String line = log.readLine();
    while (line != null && !line.contains("Use Control-C")) {
      said.append(line).append('\n');
      line = log.readLine();
    }
    assertTrue(line != null, "JupyterLab did not start: " + said);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.destroy();
    }
  }

  private static int count(String name, String part) throws IOException {
    return Files.readString(folder.resolve(name)).split(part, -1).length - 1;
  }

  @Test
  void aSavedNotebookHoldsPlotlyOnceWhateverWasRunAgainOrDeleted() throws IOException {
    assertEquals(1, count("rerun.ipynb", CARRIER));
    assertEquals(0, count("cleared.ipynb", CARRIER));
    assertEquals(1, count("deleted.ipynb", CARRIER));
  }

  @Test
  void chartsAreLiveWhereScriptsRunAndPicturesWithAWordElsewhere() throws IOException {
    List<Map<String, Object>> pages = new ArrayList<>();
    pages.add(page("rerun", "Light", "look.live === 5"));
    pages.add(page("deleted", "Dark", "look.live === 4"));
    pages.add(page("cleared", "Light", "look.notes.every(note => note.includes('%stockpot'))"));
    pages.add(page("untrusted", "Dark", "look.charts === 5"));
    JsonArray seen = look(pages);
    JsonObject rerun = seen(seen, 0, 5, 0, "[\"\"]");
    assertEquals("rgb(51, 51, 51)", rerun.get("ink").getAsString());
    JsonObject deleted = seen(seen, 1, 4, 0, "[\"\"]");
    assertEquals("rgb(214, 214, 214)", deleted.get("ink").getAsString());
    seen(
        seen,
        2,
        0,
        4,
        "[\"Static picture: no output on this page brings plotly.js. For live charts, type"
            + " %stockpot --charts offline and run a cell with a chart again.\"]");
    seen(
        seen,
        3,
        0,
        5,
        "[\"Static picture: in a trusted notebook, whose scripts run, this is a live chart.\"]");
  }

  private static JsonObject seen(JsonArray all, int index, int live, int pictures, String notes) {
    JsonObject answer = all.get(index).getAsJsonObject();
    JsonObject seen = answer.getAsJsonObject("seen");
    assertEquals(live, seen.get("live").getAsInt(), answer::toString);
    assertEquals(pictures, seen.get("pictures").getAsInt(), answer::toString);
    assertEquals(notes, seen.get("notes").toString());
    assertEquals("[]", seen.get("cut").toString());
    assertEquals("[]", answer.get("troubles").toString());
    return seen;
  }

  private static Map<String, Object> page(String name, String theme, String condition)
      throws IOException {
    Path pictures = Files.createDirectories(Machine.MODULE.resolve("target/screenshots"));
    Map<String, Object> page = new LinkedHashMap<>();
    Path settings = folder.resolve("settings/@jupyterlab/apputils-extension");
    page.put(
        "files",
        Map.of(
            settings.resolve("themes.jupyterlab-settings").toString(),
            "{\"theme\": \"JupyterLab " + theme + "\"}",
            settings.resolve("notification.jupyterlab-settings").toString(),
            "{\"checkForUpdates\": false, \"doNotDisturbMode\": true, \"fetchNews\": \"false\"}"));
    page.put("url", "http://localhost:" + port + "/lab/tree/" + name + ".ipynb?reset&token=test");
    page.put("await", "(look => look.charts > 0 && (" + condition + "))(" + LOOK + ")");
    page.put("before", SHOW);
    page.put("look", LOOK);
    page.put("picture", pictures.resolve("lab-" + name + ".png").toString());
    return page;
  }

  private static JsonArray look(List<Map<String, Object>> pages) throws IOException {
    Path script = Machine.MODULE.resolve("src/test/resources/look_at_pages.py");
    Process process =
        new ProcessBuilder(
                Machine.pythonWithLab(), script.toString(), Machine.chromium(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Writer out = process.outputWriter(UTF_8)) {
      out.write(new Gson().toJson(pages));
    }
    String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Gson().fromJson(answer, JsonArray.class);
  }
}
