package org.stockpot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.testing.Points;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class CheckpointTest {

  private static final Layout SMALL = Points.small();

  @TempDir Path directory;

  @Test
  void whatIsSavedComesBackBitForBit() {
    Path file = directory.resolve("a.safetensors");
    for (long seed = 1; seed <= 20; seed++) {
      Mask mask = Mask.keeping(SMALL, i -> i % 3 != 0);
      Point point = Points.random(SMALL, seed).masked(mask);
      Checkpoint saved = new Checkpoint(point, mask, Map.of("seed", "" + seed, "ü \"<", "\n"));
      saved.save(file);
      assertEquals(saved, Checkpoint.load(file));
      assertEquals(saved, Checkpoint.load(file, SMALL));
    }
  }

  @Test
  void filesOfOlderRolesLoadAndTheirMasksOnlyWherePruningMay() {
    Layout older =
        Layout.builder().add("emb", Role.WEIGHT, 2, 3).add("fc", Role.WEIGHT, 2, 2).build();
    Layout now =
        Layout.builder().add("emb", Role.EMBEDDING, 2, 3).add("fc", Role.WEIGHT, 2, 2).build();
    Path file = directory.resolve("older.safetensors");
    Mask dense = Mask.keeping(older, i -> i != 7);
    Point point = Points.random(older, 3).masked(dense);
    new Checkpoint(point, dense, Map.of()).save(file);
    Checkpoint loaded = Checkpoint.load(file, now);
    assertEquals(point.values(), loaded.point().values());
    assertEquals(now, loaded.point().layout());
    assertEquals(1, loaded.mask().pruned());
    Mask table = Mask.keeping(older, i -> i != 2);
    new Checkpoint(point.masked(table), table, Map.of()).save(file);
    String message =
        assertThrows(FormatException.class, () -> Checkpoint.load(file, now)).getMessage();
    assertTrue(message.contains("its mask prunes slot emb, which is embedding here"), message);
    assertTrue(message.contains("--prunable"), message);
  }

  /** A header of 640 bytes begins as a pickle does, one of 19,280 as a zip file. */
  @Test
  void headersOfAnyLengthAreRead() {
    Path file = directory.resolve("a.safetensors");
    Layout layout = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    for (int length = 0; length < 700; length += 4) {
      reads(file, layout, length);
    }
    for (int length = 18_900; length < 19_300; length += 4) {
      reads(file, layout, length);
    }
  }

  private static void reads(Path file, Layout layout, int length) {
    Map<String, String> provenance = Map.of("text", "x".repeat(length));
    Checkpoint saved = new Checkpoint(Point.of(layout, 1f), Mask.full(layout), provenance);
    saved.save(file);
    assertEquals(saved, Checkpoint.load(file));
  }

  @Test
  void equalCheckpointsAreEqualBytes() throws IOException {
    Checkpoint checkpoint =
        new Checkpoint(Points.random(SMALL, 1), Mask.full(SMALL), Map.of("a", "1", "b", "2"));
    Path a = directory.resolve("a.safetensors");
    Path b = directory.resolve("b.safetensors");
    checkpoint.save(a);
    checkpoint.save(b);
    assertArrayEquals(Files.readAllBytes(a), Files.readAllBytes(b));
  }

  @Test
  void signedZerosAndSubnormalsAreKept() {
    Layout layout = Layout.builder().add("w", Role.WEIGHT, 2, 2).build();
    Point point = Point.of(layout, -0f, 0f, Float.MIN_VALUE, -Float.MAX_VALUE);
    Path file = directory.resolve("a.safetensors");
    new Checkpoint(point, Mask.full(layout), Map.of()).save(file);
    Point loaded = Checkpoint.load(file).point();
    assertEquals(point, loaded);
    assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(loaded.at(0)));
  }

  @Test
  void anotherLayoutIsNamedByItsFirstDifferingSlot() {
    Path file = directory.resolve("a.safetensors");
    new Checkpoint(Points.random(SMALL, 1), Mask.full(SMALL), Map.of()).save(file);
    String message =
        assertThrows(FormatException.class, () -> Checkpoint.load(file, Points.lenet()))
            .getMessage();
    assertEquals(
        file
            + ": layouts differ at slot fc1.weight: fc1.weight WEIGHT [300, 784] against fc1.weight"
            + " WEIGHT [6, 4]",
        message);
  }

  @Test
  void aFailedSaveLeavesWhatWasThere() throws IOException {
    Path file = directory.resolve("a.safetensors");
    Files.writeString(file, "mine");
    List<Tensor> broken = List.of(new Tensor("w", DataType.F32, List.of(9L), () -> null));
    assertThrows(NullPointerException.class, () -> TensorFiles.write(file, broken, Map.of()));
    assertEquals("mine", Files.readString(file));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() throws IOException {
    Point point = Points.random(SMALL, 1);
    Point broken =
        Point.build(
            SMALL,
            w -> {
              point.values().get(w);
              w[25] = Float.NaN;
            });
    Path file = directory.resolve("a.safetensors");
    assertEquals(
        "weights must be finite, got NaN in fc1.bias at 1",
        assertThrows(
                FormatException.class,
                () -> new Checkpoint(broken, Mask.full(SMALL), Map.of()).save(file))
            .getMessage());
    new Checkpoint(point, Mask.full(SMALL), Map.of()).save(file);
    byte[] bytes = Files.readAllBytes(file);
    int fromEnd = (SMALL.size() - 25) * Float.BYTES;
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(bytes.length - fromEnd, Float.NEGATIVE_INFINITY);
    Files.write(file, bytes);
    assertEquals(
        file
            + ": weights must be finite, got fc1.bias (1 infinite of 6); --allow-nonfinite loads"
            + " them as they are",
        assertThrows(FormatException.class, () -> Checkpoint.load(file)).getMessage());
  }

  @Test
  void filesThatCannotBeReachedAreNamed() {
    Path missing = directory.resolve("no.safetensors");
    assertEquals(
        "cannot read " + missing + ": no such file or directory",
        assertThrows(FormatException.class, () -> Checkpoint.load(missing)).getMessage());
    Checkpoint checkpoint = new Checkpoint(Points.random(SMALL, 1), Mask.full(SMALL), Map.of());
    Path inFolders = directory.resolve("no/folder/a.safetensors");
    checkpoint.save(inFolders);
    assertTrue(Files.exists(inFolders));
    Path nowhere = inFolders.resolve("b.safetensors");
    assertTrue(
        assertThrows(FormatException.class, () -> checkpoint.save(nowhere))
            .getMessage()
            .startsWith("cannot write " + nowhere + ": "));
    assertTrue(
        assertThrows(FormatException.class, () -> checkpoint.save(directory.resolve("a.bin")))
            .getMessage()
            .startsWith("a file to write must end in .safetensors"));
  }
}
