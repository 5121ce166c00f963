package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that makes the bundled kernel start fast. */
final class ArchiveIT {

  @TempDir private Path folder;

  private Path kernel() {
    return folder.resolve("share/jupyter/kernels/stockpot");
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(kernel().resolve("kernel"))) {
      return files.filter(file -> file.toString().contains(".jsa")).toList();
    }
  }

  /** Starts the kernel's program with no notebook; it says so, and a JVM may say what it maps. */
  private String said(Path java, String flags) {
    String script = kernel().resolve("kernel/start.sh").toString();
    Map<String, String> environment =
        Map.of("JAVA_HOME", java.toString(), "STOCKPOT_JVM_OPTS", flags);
    return Machine.run(folder, environment, List.of("sh", script)).text();
  }

  @Test
  void itIsUsedWhereItFitsAndElseIgnoredInSilence() throws IOException {
    Machine.python();
    List<Path> javas = Machine.javas();
    Map<String, String> environment =
        Map.of("STOCKPOT_ARCHIVE", "", "JAVA_HOME", javas.get(0).toString());
    Machine.Ended end =
        Machine.stockpot(
            Path.of("/"), environment, "install", "--bundled", "--prefix", folder.toString());
    assertEquals(0, end.code(), end.text());
    assertEquals(1, archives().size());

    String silent = "the kernel must be started with a connection file, by Jupyter\n";
    String loud = "-Xlog:class+load=info";
    String shared = "org.stockpot.kernel.Main source: shared objects file (top)";
    assertEquals(silent, said(javas.get(0), ""));
    assertTrue(said(javas.get(0), loud).contains(shared));
    for (Path other : javas.subList(1, javas.size())) {
      assertEquals(silent, said(other, ""));
      assertFalse(said(other, loud).contains(shared));
      lend(archives().get(0), other);
      assertEquals(silent, said(other, ""));
    }
    touch(kernel().resolve("kernel"));
    assertEquals(silent, said(javas.get(0), ""));
    assertFalse(said(javas.get(0), loud).contains(shared));
  }

  /** Gives a Java the archive of another, under the name that it looks for. */
  private void lend(Path archive, Path java) throws IOException {
    List<Path> before = new ArrayList<>(archives());
    String script = kernel().resolve("kernel/start.sh").toString();
    Machine.run(folder, Map.of("JAVA_HOME", java.toString()), List.of("sh", script, "--rehearse"));
    List<Path> own = new ArrayList<>(archives());
    own.removeAll(before);
    assertEquals(1, own.size());
    Files.delete(own.get(0));
    Files.copy(archive, own.get(0));
  }

  private static void touch(Path jars) throws IOException {
    try (Stream<Path> files = Files.list(jars)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
      }
    }
  }
}
