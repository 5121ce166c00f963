package org.stockpot.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A running kernel, reached through Jupyter's own client in Python. */
final class Jupyter implements AutoCloseable {

  /** One for each JVM of tests that runs at the same time. */
  private static final Path PREFIX =
      Machine.MODULE.resolve("target/it").resolve(System.getProperty("stockpot.fork", "1"));

  /** Where the kernel for the tests is found. */
  static final Path KERNELS = PREFIX.resolve("share/jupyter");

  private static final Gson GSON = new Gson();

  private final Process driver;
  private final Writer requests;
  private final BufferedReader answers;

  /** What a cell answered. */
  record Answer(JsonObject content) {

    String status() {
      return content.getAsJsonObject("reply").get("status").getAsString();
    }

    List<JsonObject> outputs(String type) {
      return StreamSupport.stream(content.getAsJsonArray("outputs").spliterator(), false)
          .map(JsonElement::getAsJsonObject)
          .filter(output -> output.get("type").getAsString().equals(type))
          .toList();
    }

    /** Returns what was printed. */
    String printed() {
      return outputs("stream").stream()
          .map(output -> output.get("text").getAsString())
          .collect(Collectors.joining());
    }

    /** Returns the texts of all results and displays. */
    List<String> texts(String type) {
      return outputs(type).stream()
          .map(output -> output.getAsJsonObject("data").get("text/plain").getAsString())
          .toList();
    }

    /** Returns what the error says, without colours; the empty string if there is none. */
    String error() {
      return outputs("error").stream()
          .flatMap(error -> error.getAsJsonArray("traceback").asList().stream())
          .map(line -> line.getAsString().replaceAll("\u001b\\[[;\\d]*m", ""))
          .collect(Collectors.joining("\n"));
    }

    String errorName() {
      return outputs("error").get(0).get("ename").getAsString();
    }
  }

  private Jupyter(Process driver) {
    this.driver = driver;
    requests = driver.outputWriter(UTF_8);
    answers = driver.inputReader(UTF_8);
  }

  /** Installs the kernel for the tests. */
  static void install() {
    install(Map.of());
  }

  /** Installs the kernel with what makes its start fast. */
  static void installFast() {
    install(Map.of("STOCKPOT_ARCHIVE", ""));
  }

  private static void install(Map<String, String> environment) {
    Machine.python();
    Machine.Ended end =
        Machine.stockpot(
            Path.of("/"),
            environment,
            "install",
            "--bundled",
            "--untried",
            "--prefix",
            PREFIX.toString());
    assertEquals(0, end.code(), end.text());
  }

  /** Starts the installed kernel. */
  static Jupyter start(Path folder, Map<String, String> environment) throws IOException {
    return start(folder, "stockpot", KERNELS, environment);
  }

  /** Starts a kernel of that name among the specifications of a folder. */
  static Jupyter start(Path folder, String kernel, Path jupyter, Map<String, String> environment)
      throws IOException {
    Path script = Machine.MODULE.resolve("src/test/resources/jupyter_driver.py");
    ProcessBuilder builder =
        new ProcessBuilder(Machine.python(), script.toString(), kernel)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JUPYTER_PATH", jupyter.toString());
    builder.environment().putAll(environment);
    return new Jupyter(builder.start());
  }

  /** Asks the driver; the pairs are names and values. */
  JsonObject ask(String action, Object... pairs) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("do", action);
    for (int i = 0; i < pairs.length; i += 2) {
      request.put((String) pairs[i], pairs[i + 1]);
    }
    try {
      requests.write(GSON.toJson(request) + "\n");
      requests.flush();
      JsonObject answer = GSON.fromJson(answers.readLine(), JsonObject.class);
      assertFalse(answer.has("failed"), () -> answer.get("failed").getAsString());
      return answer;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Answer run(String code) {
    return new Answer(ask("execute", "code", code));
  }

  /** Starts a cell; returns its name. */
  String send(String code) {
    return ask("send", "code", code).get("id").getAsString();
  }

  void awaitText(String id, String text) {
    ask("await_text", "id", id, "text", text);
  }

  void interrupt() {
    ask("interrupt");
  }

  Answer collect(String id, String... inputs) {
    return new Answer(ask("collect", "id", id, "inputs", List.of(inputs)));
  }

  /** Returns the kernel's own process. */
  ProcessHandle kernel() {
    return driver
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the process that a test may kill. */
  Process driver() {
    return driver;
  }

  /** Lets the driver end the kernel: one like IJava goes on when the driver is gone. */
  @Override
  public void close() throws IOException {
    requests.close();
    try {
      if (!driver.waitFor(20, TimeUnit.SECONDS)) {
        driver.destroy();
      }
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
    answers.close();
  }
}
