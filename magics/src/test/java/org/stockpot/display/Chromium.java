package org.stockpot.display;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.stockpot.text.Json;

/** A headless Chromium with one page, driven over the DevTools protocol. */
final class Chromium {

  private static final long PATIENCE = 120;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path profile;
  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private CompletableFuture<Void> loaded = new CompletableFuture<>();
  private String session;

  private Chromium(Path profile, Process process, String address) {
    this.profile = profile;
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Listener())
            .join();
  }

  /** Returns where Chromium is on this machine. */
  static Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts Chromium with an empty page. */
  static Chromium start(Path program) throws IOException {
    Path profile = Files.createTempDirectory("chromium");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1000,800",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
    String mark = "DevTools listening on ";
    String line = errors.readLine();
    while (line != null && !line.startsWith(mark)) {
      line = errors.readLine();
    }
    if (line == null) {
      throw new IOException("chromium must start, got exit " + process.exitValue());
    }
    Thread drain = new Thread(() -> errors.lines().forEach(text -> {}), "chromium-errors");
    drain.setDaemon(true);
    drain.start();
    Chromium chromium = new Chromium(profile, process, line.substring(mark.length()));
    chromium.attach();
    return chromium;
  }

  private void attach() {
    JsonNode page = call("Target.createTarget", Map.of("url", "about:blank"));
    String target = page.get("targetId").asText();
    session =
        call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** Opens a page of the given HTML and waits until it has loaded. */
  void open(String html) throws IOException {
    troubles.clear();
    requests.clear();
    loaded = new CompletableFuture<>();
    Path file = Files.writeString(profile.resolve("page.html"), html);
    call("Page.navigate", Map.of("url", file.toUri().toString()));
    wait(loaded);
  }

  /** Lets all requests for addresses of a pattern fail from now on. */
  void block(String pattern) {
    call("Network.setBlockedURLs", Map.of("urls", List.of(pattern)));
  }

  /** Evaluates JavaScript; waits for promises; fails where it throws. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(answer.get("exceptionDetails").toString());
    }
    return answer.get("result").path("value");
  }

  /** Waits until JavaScript is true, or fails after a while. */
  void await(String condition) {
    evaluate(
        "new Promise((yes, no) => { const look = () => { if ("
            + condition
            + ") yes(true); else setTimeout(look, 20); };"
            + " setTimeout(() => no(new Error('not yet true')), 60000); look(); })");
  }

  /** Shows the page as it is printed. */
  void printMedia() {
    call("Emulation.setEmulatedMedia", Map.of("media", "print"));
  }

  /** Shows the page as it is on a screen. */
  void screenMedia() {
    call("Emulation.setEmulatedMedia", Map.of("media", "screen"));
  }

  /** Returns the errors that the page wrote to the console or did not catch. */
  List<String> troubles() {
    return troubles;
  }

  /** Returns the addresses outside the page that it asked for. */
  List<String> requests() {
    return requests;
  }

  private JsonNode call(String method, Map<String, Object> parameters) {
    int id = calls.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Map<String, Object> message = new HashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (session != null) {
      message.put("sessionId", session);
    }
    socket.sendText(Json.write(message), true).join();
    return wait(answer);
  }

  private static <T> T wait(CompletableFuture<T> future) {
    return future.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
  }

  private void receive(JsonNode message) {
    if (message.has("id")) {
      answers.remove(message.get("id").asInt()).complete(message.path("result"));
      return;
    }
    JsonNode event = message.path("params");
    switch (message.path("method").asText()) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Runtime.exceptionThrown" -> troubles.add(event.toString());
      case "Runtime.consoleAPICalled" -> {
        if (event.get("type").asText().matches("error|warning|assert")) {
          troubles.add(event.get("args").toString());
        }
      }
      case "Log.entryAdded" -> {
        if (event.path("entry").path("level").asText().equals("error")) {
          troubles.add(event.toString());
        }
      }
      case "Network.requestWillBeSent" -> {
        String url = event.path("request").path("url").asText();
        if (!url.matches("(?s)(file|data|blob|about):.*")) {
          requests.add(url);
        }
      }
      default -> {}
    }
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String message = text.toString();
        text.setLength(0);
        try {
          receive(JSON.readTree(message));
        } catch (IOException e) {
          troubles.add(e.toString());
        }
      }
      webSocket.request(1);
      return null;
    }
  }

  /** Ends Chromium and removes what it wrote. */
  void stop() throws IOException, InterruptedException {
    socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true).join();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    socket.abort();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
