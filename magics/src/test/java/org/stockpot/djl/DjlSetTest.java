package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.Split;
import org.stockpot.data.source.DataSources;

final class DjlSetTest {

  private static final int IMAGES = 40;
  private static final Split SPLIT = new Split(0.25, 0, 0);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final String PLACE = "dataset/cv/ai/djl/basicdataset/";

  @TempDir Path cache;

  @Test
  void whatIsInTheCacheNeedsNoNetwork() throws IOException {
    Path files = Files.createDirectories(cache.resolve(PLACE + "mnist/1.0"));
    Files.writeString(cache.resolve(PLACE + "mnist/metadata.json"), mnistIndex(""));
    writeMnist(files);
    Data data = DjlSet.MNIST.load(SPLIT, archive(closedPort()));
    assertEquals(
        "djl:mnist [1, 28, 28], 10 classes, 30 training, 10 validation, 40 test", data.toString());
    assertEquals((float) ((5 / 255.0 - 0.1307) / 0.3081), data.test().input(0, 5));
    assertEquals((float) ((255 / 255.0 - 0.1307) / 0.3081), data.test().input(0, 255));
    assertArrayEquals(new int[] {0, 1, 2}, data.test().take(3).labels());
  }

  @Test
  void coloursHaveTheirOwnScales() throws IOException {
    Path files = Files.createDirectories(cache.resolve(PLACE + "cifar10/1.0"));
    Files.writeString(
        cache.resolve(PLACE + "cifar10/metadata.json"),
        index("cifar10", "", "data_batch.bin", "test_batch.bin"));
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    for (int i = 0; i < IMAGES; i++) {
      batch.write(i % 10);
      batch.write(filled(1024, 10));
      batch.write(filled(1024, 20));
      batch.write(filled(1024, 30));
    }
    Files.write(files.resolve("data_batch.bin"), batch.toByteArray());
    Files.write(files.resolve("test_batch.bin"), batch.toByteArray());
    Data data = DjlSet.CIFAR10.load(SPLIT, archive(closedPort()));
    assertEquals(List.of(3, 32, 32), data.shape());
    assertEquals("frog", data.targets().names().get(6));
    assertEquals((float) ((10 / 255.0 - 0.4914) / 0.2470), data.test().input(3, 0));
    assertEquals((float) ((20 / 255.0 - 0.4822) / 0.2435), data.test().input(3, 1024));
    assertEquals((float) ((30 / 255.0 - 0.4465) / 0.2616), data.test().input(3, 3071));
  }

  @Test
  void whatIsNotInTheCacheIsFetchedOnce(@TempDir Path remote) throws IOException {
    writeMnist(remote);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          boolean asked = path.endsWith("/mnist/metadata.json");
          byte[] body =
              asked
                  ? mnistIndex(uri + "files/").getBytes(StandardCharsets.UTF_8)
                  : gzip(remote, path);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    Data fetched;
    try {
      fetched = DjlSet.MNIST.load(SPLIT, archive(uri));
    } finally {
      server.stop(0);
    }
    assertEquals(fetched.digest(), DjlSet.MNIST.load(SPLIT, archive(uri)).digest());
  }

  @Test
  void withoutANetworkTheErrorSaysWhatToDo() throws IOException {
    URI uri = closedPort();
    String message =
        assertThrows(
                UncheckedIOException.class, () -> DjlSet.FASHION_MNIST.load(SPLIT, archive(uri)))
            .getMessage();
    assertTrue(
        message.startsWith(
            "djl:fashion-mnist must be in "
                + cache
                + " or come from "
                + uri
                + ", got java.net.ConnectException: "),
        message);
    assertTrue(message.endsWith("; connect once, or read its files with idx:DIR"), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void aSilentNetworkIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      Exception e =
          assertTimeoutPreemptively(
              Duration.ofSeconds(30),
              () ->
                  assertThrows(
                      UncheckedIOException.class, () -> DjlSet.CIFAR10.load(SPLIT, archive(uri))));
      assertTrue(e.getMessage().contains("SocketTimeoutException"), e.getMessage());
    }
  }

  @Test
  void theSourcesHaveNames() {
    DataSources sources = DataSources.standard().with(DjlData.sources());
    for (String name : new String[] {"djl:mnist", "djl:fashion-mnist", "djl:cifar10"}) {
      DataSource source = sources.named(name);
      assertEquals(name, source.name());
      assertEquals(0, source.split().test());
    }
    Exception e = assertThrows(IllegalArgumentException.class, () -> sources.named("djl:cifar-10"));
    assertTrue(e.getMessage().contains("did you mean djl:cifar10?"), e.getMessage());
  }

  private DjlArchive archive(URI uri) {
    return new DjlArchive(uri, cache, PATIENCE);
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
  }

  private static void writeMnist(Path files) throws IOException {
    byte[] images = new byte[16 + IMAGES * 784];
    byte[] labels = new byte[8 + IMAGES];
    for (int i = 0; i < IMAGES * 784; i++) {
      images[16 + i] = (byte) (i % 784);
    }
    for (int i = 0; i < IMAGES; i++) {
      labels[8 + i] = (byte) (i % 10);
    }
    for (String part : new String[] {"train", "t10k"}) {
      Files.write(files.resolve(part + "-images"), images);
      Files.write(files.resolve(part + "-labels"), labels);
    }
  }

  private static String mnistIndex(String base) {
    return index(
        "mnist",
        base,
        "train_data=train-images",
        "train_labels=train-labels",
        "test_data=t10k-images",
        "test_labels=t10k-labels");
  }

  /** An index as DJL's archive has it; items are names, or keys and names. */
  private static String index(String artifact, String base, String... items) {
    List<String> files =
        List.of(items).stream()
            .map(item -> item.contains("=") ? item.split("=") : new String[] {item, item})
            .map(item -> "\"" + item[0] + "\":{\"uri\":\"" + base + item[1] + ".gz\"}")
            .toList();
    return "{\"metadataVersion\":\"0.2\",\"resourceType\":\"dataset\",\"application\":\"cv\","
        + "\"groupId\":\"ai.djl.basicdataset\",\"artifactId\":\""
        + artifact
        + "\","
        + "\"artifacts\":[{\"version\":\"1.0\",\"files\":{"
        + String.join(",", files)
        + "}}]}";
  }

  private static byte[] gzip(Path remote, String path) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1).replace(".gz", "");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      Files.copy(remote.resolve(name), out);
    }
    return bytes.toByteArray();
  }

  private static byte[] filled(int count, int value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
