package org.stockpot.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.stockpot.data.Examples;

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

  /** Returns a script of the tests' resources, such as {@code edge.py}. */
  public static String script(String name) throws IOException {
    try (InputStream in = Python.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Writes numbers as float32 into {@code name.f32}, for NumPy's {@code fromfile}. */
  public static void write(Path folder, String name, float... values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(folder.resolve(name + ".f32"), bytes.array());
  }

  /** Writes inputs and labels of examples of classes, as x and y. */
  public static void write(Path folder, Examples examples) throws IOException {
    float[] labels = new float[examples.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = examples.label(i);
    }
    write(folder, "x", examples.inputs());
    write(folder, "y", labels);
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
