package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.kernel.Jupyter.Answer;

/** The extension in a kernel on JJava's base, installed and tried by the script. */
final class JJavaIT {

  @TempDir private static Path folder;

  private static Jupyter kernel;

  @BeforeAll
  static void start() throws IOException {
    Machine.python();
    Path jupyter = folder.resolve("share/jupyter");
    Path original = Files.createDirectories(jupyter.resolve("kernels/jjava"));
    List<String> command =
        List.of("java", "-cp", classPath(), "org.dflib.jjava.distro.JJava", "{connection_file}");
    Files.writeString(original.resolve("kernel.json"), new Gson().toJson(Map.of("argv", command)));
    Machine.Ended end =
        Machine.stockpot(
            folder,
            Map.of("JUPYTER_PATH", jupyter.toString()),
            "install",
            "--extend",
            "jjava",
            "--prefix",
            folder.toString());
    assertEquals(0, end.code(), end.text());
    kernel = Jupyter.start(folder, "stockpot", jupyter, Map.of());
    assertEquals("", kernel.run("%task digits lenet-300-100 -q").error());
  }

  /** Returns what is in JJava's own jar, and the class that plays it. */
  private static String classPath() {
    String names = ".*/(jjava-jupyter|gson|jeromq|jnacl|slf4j-api)-[^/]*\\.jar";
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(path -> path.matches(names) || path.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @AfterAll
  static void stop() throws IOException {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static long tables(Answer answer) {
    return Stream.of("display_data", "execute_result")
        .flatMap(type -> answer.texts(type).stream())
        .filter(text -> text.startsWith("Training: "))
        .count();
  }

  @Test
  void eachResultIsShownOnce() {
    String train = "%train --for 1it";
    assertEquals(1, tables(kernel.run(train)));
    assertEquals(2, tables(kernel.run(train + "\n" + train)));
    assertEquals(1, tables(kernel.run("var net = " + train)));
    assertEquals(1, tables(kernel.run("%%train\nfor = 1it")));
    assertEquals(2, tables(kernel.run("for (int i = 0; i < 2; i++) {\n  " + train + "\n}")));
    assertEquals(0, tables(kernel.run(train + " --quiet")));
    Answer before = kernel.run(train + "\n1 + 1");
    assertEquals(1, tables(before));
    assertEquals(List.of("2"), before.texts("execute_result"));
    assertEquals(1, tables(kernel.run("net")));
  }

  @Test
  void anInterruptEndsTheCellWithWhatIsFinished() {
    String cell = kernel.send("%imp --rounds 20 --for 20ep --as stopped\n\"rest\"");
    kernel.awaitText(cell, "round 1 of 20");
    kernel.interrupt();
    Answer end = kernel.collect(cell);
    assertTrue(end.error().contains("line magic 'imp': the cell was interrupted"), end.error());
    assertFalse(end.error().contains("Base64"), end.error());
    String shown = end.texts("display_data").toString();
    assertTrue(shown.contains("Iterative pruning: digits lenet-300-100\n"), shown);
    assertTrue(shown.contains("chart: Iterative pruning"), shown);
    List<String> bars =
        end.texts("update_display_data").stream().filter(text -> !text.isEmpty()).toList();
    assertTrue(bars.get(bars.size() - 1).startsWith("■ imp: interrupted after"), bars.toString());
    assertEquals(List.of("1"), kernel.run("stopped.replicates().size()").texts("execute_result"));
  }
}
