package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.kernel.Machine.Ended;

/** The script, as a newcomer uses it. */
final class ScriptIT {

  @TempDir private Path folder;

  private void notebook(String... cells) throws IOException {
    Machine.write(folder.resolve("note book.ipynb"), cells);
  }

  private Ended run(String... arguments) {
    return Machine.stockpot(folder, Map.of(), arguments);
  }

  @Test
  void notebooksAreExecutedIntoAFolder() throws IOException {
    Machine.python();
    Files.writeString(folder.resolve("data.txt"), "from the notebook's folder");
    notebook("Files.readString(Path.of(\"data.txt\"))", "%stockpot");
    Ended end = run("run", "note book.ipynb", "-o", "out", "--timeout", "100");
    assertEquals(0, end.code(), end.text());
    assertTrue(end.text().contains("[2/2] %stockpot"), end.text());
    assertTrue(
        Files.readString(folder.resolve("out/note book.ipynb"))
            .contains("from the notebook's folder"));
    String page = Files.readString(folder.resolve("out/note book.html"));
    assertTrue(page.contains("from the notebook&#39;s folder"));
    assertFalse(page.matches("(?s).*<(script|link)[^>]* (src|href)=\"http.*"));
  }

  @Test
  void theLocaleDoesNotMatter() throws IOException {
    Machine.python();
    notebook("// größe 中 😀\n\"größe 中 😀\"", "%task digits mlp:4", "0.5");
    Map<String, String> plain = Map.of("LC_ALL", "C", "LANG", "C");
    Ended end = Machine.stockpot(folder, plain, "run", "note book.ipynb", "-o", "out");
    assertEquals(0, end.code(), end.text());
    String page = Files.readString(folder.resolve("out/note book.html"));
    assertTrue(page.contains("<pre>größe 中 😀</pre>"));
  }

  @Test
  void aFailedCellFailsTheRunAndLeavesTheRest() throws IOException {
    Machine.python();
    notebook("\"first\"", "int a = missing;", "\"never\"");
    Ended end = run("run", "note book.ipynb", "-o", "out");
    assertEquals(1, end.code(), end.text());
    assertTrue(end.text().contains("cannot find symbol"), end.text());
    String written = Files.readString(folder.resolve("out/note book.ipynb"));
    assertTrue(written.matches("(?s).*\"text/plain\": \\[\\s*\"first\".*"), written);
    assertTrue(Files.exists(folder.resolve("out/note book.html")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "cook # unknown command cook, known: install uninstall run notebook help",
        "run # run must be given a notebook, see stockpot help",
        "run no.ipynb # notebook must be a file, got no.ipynb",
        "run no.ipynb --fast # unknown option --fast, see stockpot help",
        "run -o # -o must be followed by a value",
        "notebook no.ipynb # notebook must be a file, got no.ipynb",
        "install --name a/b # name must be made of letters, digits, . _ -, got a/b",
        "install --colour # unknown option --colour, see stockpot help",
        "uninstall --prefix . # kernel must be installed, got none in ./share/jupyter/kernels/stockpot",
      })
  void mistakesAreOneLine(String arguments, String line) {
    Ended end = run(arguments.split(" ", -1));
    assertEquals("stockpot: " + line + "\n", end.text());
    assertEquals(2, end.code());
  }

  @Test
  void kernelsAreInstalledAndRemoved() throws IOException {
    String prefix = folder.toString();
    Path kernel = folder.resolve("share/jupyter/kernels/pot");
    Ended end =
        run(
            "install",
            "--bundled",
            "--prefix",
            prefix,
            "--name",
            "pot",
            "--display-name",
            "My \"P\"");
    assertEquals(0, end.code(), end.text());
    JsonObject spec = read(kernel);
    assertEquals("My \"P\"", spec.get("display_name").getAsString());
    assertEquals("message", spec.get("interrupt_mode").getAsString());
    assertEquals(0, run("uninstall", "--prefix", prefix, "--name", "pot").code());
    assertFalse(Files.exists(kernel));
  }

  @Test
  void aCopyOfIJavaIsExtended() throws IOException {
    Path kernels = folder.resolve("share/jupyter/kernels");
    Files.createDirectories(kernels.resolve("java"));
    String original =
        "{\"argv\":[\"java\",\"-jar\",\"ijava-1.3.0.jar\",\"{connection_file}\"],"
            + "\"display_name\":\"Java\",\"env\":{\"IJAVA_CLASSPATH\":\"a.jar\"}}";
    Files.writeString(kernels.resolve("java/kernel.json"), original);
    Ended end =
        Machine.stockpot(
            folder,
            Map.of("JUPYTER_PATH", folder.resolve("share/jupyter").toString()),
            "install",
            "--extend",
            "java",
            "--prefix",
            folder.toString());
    assertEquals(0, end.code(), end.text());
    JsonObject spec = read(kernels.resolve("stockpot"));
    JsonObject env = spec.getAsJsonObject("env");
    String jars = kernels.resolve("stockpot/lib").toRealPath().resolve("*.jar").toString();
    assertEquals("a.jar:" + jars, env.get("IJAVA_CLASSPATH").getAsString());
    assertEquals(
        "org.stockpot.kernel.ijava.IJavaExtension.install();",
        env.get("IJAVA_STARTUP_SCRIPT").getAsString());
    assertTrue(spec.get("argv").toString().contains("-Dfile.encoding=UTF-8"));
    assertEquals(original, Files.readString(kernels.resolve("java/kernel.json")));
  }

  private Ended install(Map<String, String> places, String... options) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", folder.toString());
    environment.put("XDG_DATA_HOME", "");
    environment.put("JUPYTER_DATA_DIR", "");
    environment.put("JUPYTER_PATH", "");
    environment.putAll(places);
    return Machine.stockpot(
        folder,
        environment,
        Stream.concat(Stream.of("install"), Stream.of(options)).toArray(String[]::new));
  }

  private void assertInstalled(String place, Ended end) {
    Path kernel = folder.resolve(place).resolve("kernels/stockpot");
    assertEquals(0, end.code(), end.text());
    assertTrue(Files.exists(kernel.resolve("kernel.json")), end.text());
  }

  @Test
  void kernelsGoWhereJupyterLooks() {
    String own =
        System.getProperty("os.name").startsWith("Mac")
            ? "Library/Jupyter"
            : ".local/share/jupyter";
    String data = folder.resolve("data").toString();
    assertInstalled(own, install(Map.of(), "--user"));
    assertInstalled(own, install(Map.of(), "--bundled"));
    assertInstalled("data", install(Map.of("JUPYTER_DATA_DIR", data)));
  }

  @Test
  void aPythonsOwnFolderIsAPlaceToo() {
    String python = folder.resolve("venv/bin/python").toString();
    Ended venv =
        Machine.run(
            folder,
            Map.of(),
            List.of(
                Machine.python(), "-m", "venv", "--without-pip", "--system-site-packages", "venv"));
    assertEquals(0, venv.code(), venv.text());
    assertInstalled(
        "venv/share/jupyter", install(Map.of("STOCKPOT_PYTHON", python), "--sys-prefix"));
  }

  private void original(String name, String flavour) throws IOException {
    Path kernel = folder.resolve(".local/share/jupyter/kernels/" + name);
    Files.createDirectories(kernel);
    Files.writeString(
        kernel.resolve("kernel.json"),
        "{\"argv\":[\"java\",\"-jar\",\"" + flavour + ".jar\",\"{connection_file}\"]}");
  }

  @Test
  void otherKernelsAreLeftAlone() throws IOException {
    original("stockpot", "other");
    assertEquals(
        "stockpot: kernel stockpot exists and is not Stockpot's, choose another --name\n",
        install(Map.of(), "--bundled").text());
    Ended end = Machine.stockpot(folder, Map.of("HOME", folder.toString()), "uninstall");
    assertTrue(end.text().startsWith("stockpot: kernel must be Stockpot's"), end.text());
    assertTrue(Files.exists(folder.resolve(".local/share/jupyter/kernels/stockpot/kernel.json")));
  }

  @Test
  void aCopyOfJJavaIsExtended() throws IOException {
    original("jj", "jjava-1.0-a6");
    Ended end = install(Map.of(), "--extend", "jj");
    assertInstalled(".local/share/jupyter", end);
    Path kernel = folder.resolve(".local/share/jupyter/kernels/stockpot");
    JsonObject env = read(kernel).getAsJsonObject("env");
    assertTrue(env.get("JJAVA_CLASSPATH").getAsString().endsWith("/lib/*.jar"), env.toString());
    assertFalse(env.has("IJAVA_STARTUP_SCRIPT"));
    end = install(Map.of(), "--extend", "kk", "--name", "more");
    assertEquals("stockpot: kernel must be one of ['jj'], got kk\n", end.text());
    assertFalse(Files.exists(kernel.resolveSibling("more")));
  }

  @Test
  void extendingIsOfferedWhereThereIsAKernelAndSomeoneToAsk() throws IOException {
    original("java", "ijava-1.3.0");
    Ended unasked = install(Map.of());
    assertInstalled(".local/share/jupyter", unasked);
    assertTrue(unasked.text().contains("--extend java would extend"), unasked.text());
    String ask =
        "echo y | \"$0\" -c 'import os, pty, sys;"
            + " sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' \"$1\" install";
    Ended asked =
        Machine.run(
            folder,
            Map.of("HOME", folder.toString(), "JUPYTER_PATH", ""),
            List.of(
                "sh", "-c", ask, Machine.python(), Machine.MODULE.resolve("stockpot").toString()));
    assertInstalled(".local/share/jupyter", asked);
    assertTrue(asked.text().contains("The kernel \"java\" is on this machine"), asked.text());
    JsonObject spec = read(folder.resolve(".local/share/jupyter/kernels/stockpot"));
    assertEquals("extends java", spec.getAsJsonObject("metadata").get("stockpot").getAsString());
  }

  private static JsonObject read(Path kernel) throws IOException {
    return new Gson().fromJson(Files.readString(kernel.resolve("kernel.json")), JsonObject.class);
  }

  @Test
  void helpNamesTheCommands() {
    Ended end = run("help");
    assertEquals(0, end.code());
    for (String command : List.of("install", "uninstall", "run NOTEBOOK", "notebook")) {
      assertTrue(end.text().contains("  " + command), command);
    }
  }
}
