package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.kernel.Machine.Ended;

/**
 * Opens an executed notebook in a live classic Notebook, which has no network but itself. Leaves
 * screenshots in {@code target/screenshots}.
 */
final class ClassicNotebookIT {

  private static final String FIGURE = "<div class=\"stockpot-figure";
  private static final String DRAWN = "class=\"[^\"]*js-plotly-plot";
  private static final String PICTURE = "<img alt=\"chart: [^>]*src=\"data:image/svg";

  private static final String SIGN =
      """
      import nbformat, sys
      from nbformat.sign import NotebookNotary
      NotebookNotary().sign(nbformat.read(sys.argv[1], 4))
      """;

  @TempDir private static Path folder;

  private static Process server;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    String python = Machine.pythonWithClassicNotebook();
    Machine.chromium();
    Machine.write(
        folder.resolve("chart.ipynb"),
        "%task digits mlp:16",
        "%imp --rounds 2 --for 1ep",
        "Table.create(\"<script>hurt()</script>\", StringColumn.create(\"</script>\", \"<b>\"))");
    Ended end = Machine.stockpot(folder, Map.of(), "run", "chart.ipynb", "-o", "out");
    assertEquals(0, end.code(), end.text());
    Map<String, String> home = Map.of("HOME", folder.toString());
    Path trusted = folder.resolve("trusted.ipynb");
    Path untrusted = folder.resolve("untrusted.ipynb");
    String executed = Files.readString(folder.resolve("out/chart.ipynb"));
    Files.writeString(trusted, executed);
    Files.writeString(untrusted, executed.replace("%task digits", "%task  digits"));
    end = Machine.run(folder, home, List.of(python, "-c", SIGN, trusted.toString()));
    assertEquals(0, end.code(), end.text());
    serve(python, home);
  }

  private static void serve(String python, Map<String, String> home) throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            python,
            "-m",
            "notebook",
            "--no-browser",
            "--allow-root",
            "--port=" + port,
            "--NotebookApp.token=test");
    builder.directory(folder.toFile()).redirectErrorStream(true).environment().putAll(home);
    server = builder.start();
    BufferedReader log = server.inputReader();
    String line = log.readLine();
    while (line != null && !line.contains("Use Control-C")) {
      line = log.readLine();
    }
    assertTrue(line != null, "the notebook server did not start");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.destroy();
    }
  }

  private static String open(String name) throws IOException {
    String url = "http://localhost:" + port + "/notebooks/" + name + ".ipynb?token=test";
    Path pictures = Files.createDirectories(Machine.MODULE.resolve("target/screenshots"));
    Path picture = pictures.resolve("classic-" + name + ".png");
    Machine.browse(folder, url, "--screenshot=" + picture);
    assertTrue(Files.size(picture) > 10_000);
    return Machine.browse(folder, url, "--dump-dom");
  }

  private static long count(String pattern, String page) {
    return Pattern.compile(pattern).matcher(page).results().count();
  }

  @Test
  void inATrustedNotebookChartsAreDrawn() throws IOException {
    String page = open("trusted");
    assertEquals(3, count(FIGURE, page));
    assertEquals(3, count(DRAWN, page));
    assertFalse(page.contains("<script>hurt()"), "a table's name became a script");
  }

  @Test
  void inAnUntrustedNotebookTheirPicturesAreSeen() throws IOException {
    String page = open("untrusted");
    assertEquals(3, count(FIGURE, page));
    assertEquals(0, count(DRAWN, page));
    assertEquals(3, count(PICTURE, page));
    assertTrue(page.contains("&lt;script&gt;hurt()"), "tables are seen, too");
  }
}
