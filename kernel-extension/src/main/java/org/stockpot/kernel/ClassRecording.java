package org.stockpot.kernel;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Plays a first notebook to a kernel in this process, as a front end would, so that the JVM can
 * note which classes that takes. It ends the process.
 */
public final class ClassRecording {

  private static final List<String> CELLS =
      List.of(
          "%task digits mlp:64,32",
          "%imp --rounds 3",
          "int two = 1 + 1;\nSystem.out.println(two);\ntwo",
          "1 / (two - two)",
          "%stockpot");

  private static final int PATIENCE_MILLIS = 120_000;
  private static final String DELIMITER = "<IDS|MSG>";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  private final ZMQ.Socket shell;
  private final HMACGenerator signing;

  private ClassRecording(ZMQ.Socket shell, HMACGenerator signing) {
    this.shell = shell;
    this.signing = signing;
  }

  /**
   * Plays it.
   *
   * @param arguments none
   * @throws IOException if there is no place for a file
   * @throws GeneralSecurityException if this Java cannot sign messages
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    KernelConnectionProperties connection = connection();
    Path file = Files.createTempFile("rehearsal", ".json");
    file.toFile().deleteOnExit();
    Files.writeString(file, connection.toJsonString());
    Thread player = new Thread(() -> play(connection), "front end");
    player.setDaemon(true);
    player.start();
    Main.main(new String[] {file.toString()});
  }

  private static void play(KernelConnectionProperties connection) {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
      shell.setReceiveTimeOut(PATIENCE_MILLIS);
      shell.connect(
          connection.getTransport() + "://" + connection.getIp() + ":" + connection.getShellPort());
      new ClassRecording(shell, connection.createHMACGenerator()).play();
      System.exit(0);
    } catch (GeneralSecurityException | RuntimeException failure) {
      System.exit(1);
    }
  }

  private void play() {
    ask("kernel_info", new JsonObject());
    for (String cell : CELLS) {
      JsonObject request = at("code", cell);
      request.addProperty("silent", false);
      request.addProperty("store_history", true);
      request.addProperty("allow_stdin", false);
      request.addProperty("stop_on_error", false);
      ask("execute", request);
    }
    JsonObject cursor = at("code", "var three = two.");
    cursor.addProperty("cursor_pos", 4);
    ask("complete", cursor);
    ask("inspect", cursor);
  }

  private static JsonObject at(String name, String value) {
    JsonObject content = new JsonObject();
    content.addProperty(name, value);
    return content;
  }

  private void ask(String what, JsonObject content) {
    JsonObject header = at("msg_id", UUID.randomUUID().toString());
    header.addProperty("username", "rehearsal");
    header.addProperty("session", "rehearsal");
    header.addProperty("date", "2026-01-01T00:00:00.000000Z");
    header.addProperty("msg_type", what + "_request");
    header.addProperty("version", "5.3");
    byte[] head = header.toString().getBytes(StandardCharsets.UTF_8);
    byte[] body = content.toString().getBytes(StandardCharsets.UTF_8);
    shell.sendMore(DELIMITER);
    shell.sendMore(signing.calculateSignature(head, EMPTY, EMPTY, body));
    shell.sendMore(head);
    shell.sendMore(EMPTY);
    shell.sendMore(EMPTY);
    shell.send(body);
    while (!received().equals(what + "_reply")) {}
  }

  /** Returns the type of the next message. */
  private String received() {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = shell.recv();
      if (frame == null) {
        throw new IllegalStateException("the kernel does not answer");
      }
      frames.add(frame);
    } while (shell.hasReceiveMore());
    String header = new String(frames.get(frames.size() - 4), StandardCharsets.UTF_8);
    return JsonParser.parseString(header).getAsJsonObject().get("msg_type").getAsString();
  }

  private static KernelConnectionProperties connection() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        sockets.add(new ServerSocket(0));
      }
      int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      return new KernelConnectionProperties(
          "127.0.0.1",
          ports[0],
          ports[1],
          ports[2],
          ports[3],
          ports[4],
          "tcp",
          "hmac-sha256",
          UUID.randomUUID().toString());
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
