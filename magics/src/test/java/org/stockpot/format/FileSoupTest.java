package org.stockpot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.EntryReader;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.testing.Points;
import org.stockpot.testing.Python;
import org.stockpot.testing.SparseFile;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class FileSoupTest {

  private static final Layout LENET = Points.lenet();

  @TempDir Path directory;

  private Path save(String name, Point point, Mask mask, String by) {
    Path file = directory.resolve(name);
    new Checkpoint(point, mask, Map.of("by", by, "data", "mnist")).save(file);
    return file;
  }

  private Path save(String name, Point point) {
    return save(name, point, Mask.full(point.layout()), name);
  }

  @Test
  void theMeanIsTheCentroidBitForBit() {
    Path out = directory.resolve("mean.safetensors");
    List<Double> weights = List.of(0.3, 1.7, -0.4, 2.0);
    List<Path> files = new ArrayList<>();
    Centroid centroid = new Centroid(LENET);
    for (int i = 0; i < weights.size(); i++) {
      Point point = Points.random(LENET, i);
      centroid.add(point, weights.get(i));
      files.add(save("f" + i + (i == 2 ? ".npz" : ".safetensors"), point));
    }
    FileSoup.average(files, weights, out);
    assertEquals(centroid.mean(), Checkpoint.load(out, LENET).point());
    Path npz = directory.resolve("mean.npz");
    FileSoup.average(files, weights, npz);
    assertEquals(centroid.mean(), Checkpoint.load(npz, LENET).point());
  }

  @Test
  void theMeanOfEqualFilesIsThatFileBitForBit() {
    Mask mask = Mask.keeping(Points.small(), i -> i % 2 == 0);
    Point point = Points.random(Points.small(), 3).masked(mask);
    Path file = save("a.safetensors", point, mask, "me");
    for (int n = 1; n <= 7; n++) {
      Path out = directory.resolve("mean.safetensors");
      FileSoup.average(Collections.nCopies(n, file), out);
      Checkpoint mean = Checkpoint.load(out);
      assertEquals(point, mean.point());
      assertEquals(mask, mean.mask());
    }
  }

  @Test
  void theMeanSaysWhatItIsMadeOfAndWhatAllShare() {
    Mask mask = Mask.keeping(Points.small(), i -> i % 2 == 0);
    Path a = save("a.safetensors", Points.random(Points.small(), 1).masked(mask), mask, "a");
    Path b = save("b.safetensors", Points.random(Points.small(), 2));
    Path out = directory.resolve("mean.safetensors");
    FileSoup.average(List.of(a, b), out);
    Checkpoint mean = Checkpoint.load(out);
    assertEquals(
        Map.of("data", "mnist", "ingredients", "a.safetensors b.safetensors", "weights", "1.0 1.0"),
        mean.provenance());
    assertEquals(Mask.full(Points.small()), mean.mask());
  }

  @Test
  void aSoupOfPyTorchsFilesIsPyTorchsMean() throws IOException {
    Path out = directory.resolve("mean.safetensors");
    Python.run(
        """
        import sys, torch
        torch.manual_seed(1)
        a, b = ({'w': torch.randn(70, 9000).double(), 'n': torch.tensor(i), 's': torch.tensor(1.5)} for i in (4, 5))
        torch.save({'state_dict': a}, sys.argv[1] + '/a.pt')
        torch.save(b, sys.argv[1] + '/b.pt', _use_new_zipfile_serialization=False)
        open(sys.argv[1] + '/raw', 'wb').write(((a['w'].float().double() + b['w'].float().double()) / 2).float().numpy().tobytes())
        """,
        directory);
    FileSoup.average(List.of(directory.resolve("a.pt"), directory.resolve("b.pt")), out);
    TensorFile mean = TensorFiles.open(out);
    float[] values = new float[70 * 9000];
    EntryReader.read(mean.tensor("w"), values, 0);
    float[] expected = new float[values.length];
    ByteBuffer.wrap(Files.readAllBytes(directory.resolve("raw")))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(expected);
    assertArrayEquals(expected, values);
    assertEquals(4, mean.tensor("n").source().open().read());
    assertEquals(DataType.I64, mean.tensor("n").type());
  }

  private String refusal(List<Path> files, List<Double> weights) {
    Path out = directory.resolve("out.safetensors");
    String message =
        assertThrows(IllegalArgumentException.class, () -> FileSoup.average(files, weights, out))
            .getMessage();
    assertFalse(Files.exists(out));
    return message.replace(directory + "/", "");
  }

  @Test
  void whatCannotBeAveragedIsNamed() throws IOException {
    Path a = save("a.safetensors", Points.random(Points.small(), 1));
    Path lenet = save("l.safetensors", Points.random(LENET, 1));
    assertEquals("a soup must have at least one file, got none", refusal(List.of(), List.of()));
    assertTrue(refusal(List.of(a), List.of(1.0, 2.0)).startsWith("a soup must have one finite"));
    assertTrue(refusal(List.of(a, a), List.of(1.0, -1.0)).startsWith("the weights of a mean"));
    assertEquals(
        "l.safetensors must have the tensors of a.safetensors, got fc1.weight [300, 784] against"
            + " [6, 4]",
        refusal(List.of(a, lenet), List.of(1.0, 1.0)));
    byte[] bytes = Files.readAllBytes(a);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, Float.NaN);
    Path nan = Files.write(directory.resolve("nan.safetensors"), bytes);
    assertEquals(
        "nan.safetensors: tensor other must hold finite numbers, got NaN",
        refusal(List.of(a, nan), List.of(1.0, 1.0)));
    assertEquals(
        "cannot read none.safetensors: no such file or directory",
        refusal(List.of(a, directory.resolve("none.safetensors")), List.of(1.0, 1.0)));
  }

  @Test
  void anInterruptStopsASoupAndLeavesNothing() throws IOException {
    Path a = save("a.safetensors", Points.random(LENET, 1));
    Path out = directory.resolve("out.safetensors");
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> FileSoup.average(List.of(a, a), out));
    assertTrue(Thread.interrupted());
    try (var left = Files.list(directory)) {
      assertEquals(List.of(a), left.toList());
    }
  }

  @Test
  void tensorsBeyondTwoGigabytesAreReadByPlace() throws IOException {
    Path file = directory.resolve("big.safetensors");
    long big = 600_000_000;
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[600000000],\"data_offsets\":[0,2400000000]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[2400000000,2400000008]}}  ";
    SparseFile.write(file, header, big + 2, 1.5f, -2.5f);
    Layout layout = Layout.builder().add("b", Role.WEIGHT, 2).build();
    assertEquals(
        Point.of(layout, 1.5f, -2.5f), Checkpoint.load(file, layout, Map.of("a", "")).point());
  }
}
