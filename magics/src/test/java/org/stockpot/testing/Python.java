package org.stockpot.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs Python as an oracle, where it has PyTorch and NumPy. */
public final class Python {

  private static final Optional<String> PYTHON =
      Stream.of("python3", "/usr/bin/python3").filter(Python::hasTorch).findFirst();

  private Python() {}

  private static boolean hasTorch(String python) {
    try {
      run(List.of(python, "-c", "import torch, numpy"));
      return true;
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }

  /** Runs a script and returns what it prints; skips the test if there is no PyTorch. */
  public static String run(String script, Path... arguments) throws IOException {
    Assumptions.assumeTrue(PYTHON.isPresent(), "needs a Python with PyTorch and NumPy");
    List<String> command = new ArrayList<>(List.of(PYTHON.get(), "-c", script));
    Stream.of(arguments).forEach(a -> command.add(a.toString()));
    return run(command);
  }

  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(printed);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return printed;
  }
}
