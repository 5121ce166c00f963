package org.stockpot.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a test's main class in a JVM of its own, with this one's class path. */
public final class ChildJvm {

  private ChildJvm() {}

  /** Returns the JDK that runs this. */
  public static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  /** Returns what the class printed; its errors go where this JVM's go. */
  public static String run(Path home, Class<?> main, List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(home, main, flags, arguments);
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed.strip();
  }

  /** Begins to run the class; its errors go where this JVM's go. */
  public static Process start(Path home, Class<?> main, List<String> flags, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
