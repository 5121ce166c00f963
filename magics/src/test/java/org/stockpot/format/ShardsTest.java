package org.stockpot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.EntryReader;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.testing.ChildJvm;
import org.stockpot.testing.Points;
import org.stockpot.testing.SparseFile;
import org.stockpot.text.Json;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Checkpoints in several files. */
final class ShardsTest {

  private static final Layout NET = Points.small();

  @TempDir Path directory;

  /** Writes a point in parts of some slots each, and their index. */
  private Path shards(String name, Point point, String ending, int parts) throws IOException {
    Map<String, String> map = new LinkedHashMap<>();
    List<Slot> slots = NET.slots();
    for (int part = 0; part < parts; part++) {
      String file = "%s-%05d-of-%05d%s".formatted(name, part + 1, parts, ending);
      List<Tensor> tensors = new ArrayList<>();
      for (int i = part; i < slots.size(); i += parts) {
        tensors.add(Tensor.of(slots.get(i), point.values(slots.get(i))));
        map.put(slots.get(i).name(), file);
      }
      Path written = directory.resolve(name + ".pt");
      Path safe = directory.resolve(name + ".safetensors");
      Path to = ending.equals(".bin") ? written : safe;
      TensorFiles.write(to, tensors, Map.of());
      Files.move(to, directory.resolve(file));
    }
    return index(name + ending, map);
  }

  private Path index(String name, Map<String, String> map) throws IOException {
    return Files.writeString(
        directory.resolve(name + ".index.json"),
        Json.write(Map.of("metadata", Map.of("total_size", 1), "weight_map", map)));
  }

  private String refusal(Path file) {
    return assertThrows(FormatException.class, () -> Checkpoint.load(file, NET))
        .getMessage()
        .replace(directory + "/", "");
  }

  @Test
  void partsAreReadThroughTheirIndex() throws IOException {
    Point point = Points.random(NET, 1);
    for (String ending : new String[] {".safetensors", ".bin"}) {
      Checkpoint loaded = Checkpoint.load(shards("model", point, ending, 3), NET);
      assertEquals(point, loaded.point());
      assertTrue(loaded.notes().get(0).startsWith("read from 3 parts: model-00001-of-00003"));
    }
  }

  @Test
  void soupsOfPartsAreTheCentroid() throws IOException {
    Point a = Points.random(NET, 1);
    Point b = Points.random(NET, 2);
    Path out = directory.resolve("mean.safetensors");
    List<Path> files = List.of(shards("a", a, ".safetensors", 2), shards("b", b, ".bin", 4));
    FileSoup.average(files, List.of(1.0, 3.0), out);
    assertEquals(new Centroid(NET).add(a, 1).add(b, 3).mean(), Checkpoint.load(out, NET).point());
  }

  @Test
  void aPartAloneNamesItsIndex() throws IOException {
    shards("model", Points.random(NET, 1), ".safetensors", 2);
    Path part = directory.resolve("model-00001-of-00002.safetensors");
    assertTrue(
        refusal(part)
            .startsWith(
                part.getFileName()
                    + ": it is part 1 of 2: load model.safetensors.index.json beside it; slot "),
        refusal(part));
    Files.delete(directory.resolve("model.safetensors.index.json"));
    assertTrue(
        refusal(part)
            .contains(
                "load the index, such as model.safetensors.index.json, which is not beside it"),
        refusal(part));
  }

  @Test
  void indicesThatLieAreNamed() throws IOException {
    shards("model", Points.random(NET, 1), ".safetensors", 2);
    String part = "model-00001-of-00002.safetensors";
    assertEquals(
        "m.index.json: part " + part + " must have tensor x, as the index says",
        refusal(index("m", Map.of("x", part))));
    assertEquals(
        "m.index.json: part none.safetensors must lie beside the index, got no such file",
        refusal(index("m", Map.of("x", "none.safetensors"))));
    for (String out : new String[] {"../x", "/etc/passwd", "a/b", "", "m.index.json"}) {
      assertEquals(
          "m.index.json: parts must lie beside their index, got " + out,
          refusal(index("m", Map.of("x", out))));
    }
    assertEquals(
        "m.index.json: an index must have a weight_map of files by tensor, got none",
        refusal(index("m", Map.of())));
    Path broken = Files.writeString(directory.resolve("b.index.json"), "{\"weight_map\":");
    assertEquals("b.index.json: an index must be one JSON object", refusal(broken));
  }

  /**
   * Ten gigabytes on a heap of 512 megabytes at full size; the suite takes a twentieth of both, as
   * a heap that grew with the files would not do for either.
   */
  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void memoryDoesNotGrowWithTheFiles() throws Exception {
    long megabytes = Long.getLong("stockpot.shards", 512);
    int parts = 5;
    List<String> indices = new ArrayList<>();
    for (String name : new String[] {"a", "b"}) {
      Map<String, String> map = new LinkedHashMap<>();
      for (int part = 0; part < parts; part++) {
        Path file = directory.resolve(name + part + ".safetensors");
        sparse(file, "w" + part, megabytes * 1_000_000 / parts / 4, name.equals("a") ? 1 : 3);
        map.put("w" + part, file.getFileName().toString());
      }
      indices.add(index(name, map).toString());
    }
    Path out = directory.resolve("mean.safetensors");
    String heap = "-Xmx" + Math.max(48, megabytes / 20) + "m";
    String printed =
        ChildJvm.run(
            ChildJvm.home(),
            Averages.class,
            List.of(heap),
            indices.get(0),
            indices.get(1),
            out.toString());
    assertEquals("0.0 2.0", printed);
    Files.delete(out);
  }

  /** Writes a tensor of zeros whose last number is another, without the zeros. */
  private static void sparse(Path file, String name, long size, float last) throws IOException {
    String header =
        "{\"%s\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(name, size, 4 * size);
    SparseFile.write(file, header, size, last);
  }

  /** Averages two files into a third, and prints its first and its last number. */
  static final class Averages {

    private Averages() {}

    public static void main(String[] args) throws IOException {
      FileSoup.average(List.of(Path.of(args[0]), Path.of(args[1])), Path.of(args[2]));
      Tensor last = TensorFiles.open(Path.of(args[2])).tensor("w4");
      try (EntryReader in = EntryReader.ofWeights(last)) {
        float[] chunk = new float[1 << 16];
        in.floats(chunk, 0, 1);
        float first = chunk[0];
        for (long left = last.size() - 1; left > 0; left -= chunk.length) {
          int count = (int) Math.min(left, chunk.length);
          in.floats(chunk, 0, count);
          if (left <= chunk.length) {
            System.out.println(first + " " + chunk[count - 1]);
          }
        }
      }
    }
  }
}
