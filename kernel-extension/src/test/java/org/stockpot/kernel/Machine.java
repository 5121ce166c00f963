package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.Gson;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the tests find on this machine: Python with Jupyter, JDKs, the script. */
final class Machine {

  /** The module's folder, where Maven runs the tests. */
  static final Path MODULE = Path.of("").toAbsolutePath();

  private static final String MODULES = "nbclient, nbconvert, jupyter_client";

  private Machine() {}

  /** What a process said and how it ended. */
  record Ended(int code, String text) {}

  /** Runs a process to its end. */
  static Ended run(Path folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder.toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  /**
   * Runs the script from a folder that is not its own; kernels get no archive of classes, which
   * takes seconds, unless the environment says otherwise.
   */
  static Ended stockpot(Path folder, Map<String, String> environment, String... arguments) {
    Stream<String> command =
        Stream.concat(Stream.of(MODULE.resolve("stockpot").toString()), Stream.of(arguments));
    Map<String, String> all = new HashMap<>(Map.of("STOCKPOT_ARCHIVE", "none"));
    all.putAll(environment);
    return run(folder, all, command.toList());
  }

  /**
   * Returns a Python with Jupyter; without one, the test is skipped, or fails where it must run.
   */
  static String python() {
    String named = System.getenv("STOCKPOT_PYTHON");
    return Stream.of(named, "python3", "/usr/bin/python3")
        .filter(Objects::nonNull)
        .filter(Machine::hasJupyter)
        .findFirst()
        .orElseGet(
            () ->
                missing(
                    "STOCKPOT_REQUIRE_JUPYTER",
                    "no Python with the modules " + MODULES + " on this machine"));
  }

  private static boolean hasJupyter(String python) {
    try {
      return run(MODULE, Map.of(), List.of(python, "-c", "import " + MODULES)).code() == 0;
    } catch (UncheckedIOException absent) {
      return false;
    }
  }

  private static String missing(String required, String message) {
    return "1".equals(System.getenv(required)) ? fail(message) : abort(message);
  }

  /** Returns a Python with the Notebook of version 6, the last one that is called classic. */
  static String pythonWithClassicNotebook() {
    String python = python();
    String major = "import notebook; assert notebook.__version__.startswith('6')";
    if (run(MODULE, Map.of(), List.of(python, "-c", major)).code() == 0) {
      return python;
    }
    return missing("STOCKPOT_REQUIRE_JUPYTER", "no classic Notebook on this machine");
  }

  /** Returns a Python with JupyterLab 4, as {@code .ci/setup} makes one; else skips the test. */
  static String pythonWithLab() {
    String cache =
        System.getenv()
            .getOrDefault("XDG_CACHE_HOME", Path.of(System.getenv("HOME"), ".cache").toString());
    Path python = Path.of(cache, "stockpot/jupyterlab/bin/python");
    return Files.isExecutable(python)
        ? python.toString()
        : abort("no JupyterLab 4 on this machine, .ci/setup installs it where pip can");
  }

  /** Returns Chromium's program; without one, the test is skipped, or fails where it must run. */
  static String chromium() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseGet(() -> missing("STOCKPOT_REQUIRE_CHROMIUM", "no chromium on the PATH"));
  }

  /** Opens a page that reaches this machine alone, and returns what the browser printed. */
  static String browse(Path folder, String url, String task) throws IOException {
    Path profile = Files.createTempDirectory(folder, "chromium");
    ProcessBuilder builder =
        new ProcessBuilder(
            chromium(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--user-data-dir=" + profile,
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
            "--window-size=1000,4000",
            "--virtual-time-budget=30000",
            task,
            url);
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Writes a notebook of code cells. */
  static void write(Path file, String... cells) throws IOException {
    String json =
        Stream.of(cells)
            .map(
                cell ->
                    "{\"cell_type\":\"code\",\"execution_count\":null,\"metadata\":{},"
                        + "\"outputs\":[],\"source\":"
                        + new Gson().toJson(cell)
                        + "}")
            .collect(Collectors.joining(",", "{\"cells\":[", "],\"metadata\":{},"));
    Files.writeString(file, json + "\"nbformat\":4,\"nbformat_minor\":4}");
  }

  /** Returns the JDK of this process and one of version 25, if it is installed beside it. */
  static List<Path> javas() throws IOException {
    Path own = Path.of(System.getProperty("java.home"));
    try (Stream<Path> others = Files.list(own.getParent())) {
      Stream<Path> newer =
          others.filter(home -> !home.equals(own) && version(home).startsWith("25")).limit(1);
      return Stream.concat(Stream.of(own), newer).toList();
    }
  }

  private static String version(Path home) {
    try {
      return Files.readString(home.resolve("release"))
          .lines()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", "").strip())
          .findFirst()
          .orElse("");
    } catch (IOException notJava) {
      return "";
    }
  }
}
