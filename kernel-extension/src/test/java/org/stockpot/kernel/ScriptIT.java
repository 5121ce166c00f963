package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
