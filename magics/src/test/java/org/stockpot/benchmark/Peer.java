package org.stockpot.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A program, in PyTorch or ours on one core, that prints one JSON object per task. */
record Peer(List<String> command) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One printed object. */
  record Line(String task, String how, double seconds, double accuracy) {}

  /** Returns whether this machine's Python has PyTorch. */
  static boolean isThere(String python) {
    try {
      return new ProcessBuilder(python, "-c", "import torch, numpy").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Line> run(String... arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(all + " ended with " + process.exitValue());
      }
      List<Line> lines = new ArrayList<>();
      for (String line : text.lines().toList()) {
        lines.add(line(JSON.readTree(line)));
      }
      return lines;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what was reached: accuracy, that of the last round, or the weights kept. */
  private static Line line(JsonNode node) {
    JsonNode reached = node.path("test_accuracy");
    for (String name : List.of("validation_accuracy", "kept")) {
      reached = node.has(name) ? node.get(name) : reached;
    }
    JsonNode last = reached.isArray() ? reached.get(reached.size() - 1) : reached;
    return new Line(
        node.get("task").asText(),
        node.path("how").asText(),
        node.get("seconds").asDouble(),
        last.asDouble(Double.NaN));
  }
}
