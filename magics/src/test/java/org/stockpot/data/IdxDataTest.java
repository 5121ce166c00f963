package org.stockpot.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxDataTest {

  private static final Split SPLIT = new Split(0.25, 0, 0);

  @TempDir Path dir;

  @Test
  void filesOfMnistsLayoutAreRead() throws IOException {
    writeAll();
    Data data = IdxData.load(dir, SPLIT);
    assertEquals(
        dir.getFileName() + " [1, 2, 3], 4 classes, 30 training, 10 validation, 8 test",
        data.toString());
    assertArrayEquals(new double[] {0, 1}, ImageStatistics.of(data.training()), 1e-6);
    assertEquals(List.of("0", "1", "2", "3"), data.targets().names());
  }

  @Test
  void theTestSetKeepsItsOrderAndDoesNotMoveTheScale() throws IOException {
    writeAll();
    Data data = IdxData.load(dir, SPLIT);
    write("t10k-images-idx3-ubyte", false, pixels(9, 48), 8, 2, 3);
    Data changed = IdxData.load(dir, SPLIT);
    assertEquals(data.training().digest(), changed.training().digest());
    assertArrayEquals(new int[] {0, 1, 2, 3, 0, 1, 2, 3}, changed.test().labels());
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    writeAll();
    Files.delete(dir.resolve("t10k-labels-idx1-ubyte"));
    refused(
        " must hold the files train-images-idx3-ubyte, train-labels-idx1-ubyte,"
            + " t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, plain or as .gz, but has no"
            + " t10k-labels-idx1-ubyte");
  }

  @Test
  void filesThatDoNotFitAreRefused() throws IOException {
    writeAll();
    write("t10k-labels-idx1-ubyte", false, new byte[7], 7);
    refused(" must hold as many labels as images, got 7 and 8");
    write("t10k-labels-idx1-ubyte", false, new byte[8], 8, 1);
    refused(" must hold images of 3 dimensions and labels of 1, got shapes [8, 2, 3] and [8, 1]");
  }

  @Test
  void imagesOfAnotherSizeThanTheTrainingImagesAreRefused() throws IOException {
    writeAll();
    write("t10k-images-idx3-ubyte", false, new byte[32], 8, 2, 2);
    Exception e = assertThrows(IllegalArgumentException.class, () -> IdxData.load(dir, SPLIT));
    assertEquals(
        "test must be like training, 30 examples of 6 labelled inputs, got 8 examples of 4 labelled"
            + " inputs",
        e.getMessage());
  }

  @Test
  void damagedCompressionIsNamed() throws IOException {
    writeAll();
    Path images = dir.resolve("train-images-idx3-ubyte.gz");
    byte[] bytes = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(bytes, bytes.length / 2));
    Exception e = assertThrows(UncheckedIOException.class, () -> IdxData.load(dir, SPLIT));
    assertTrue(e.getMessage().startsWith("cannot read " + images + ": "), e.getMessage());
  }

  @Test
  void damagedFilesGiveNamedErrors() throws IOException {
    writeAll();
    SplittableRandom random = new SplittableRandom(7);
    List<String> names = List.of("train-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte");
    for (int i = 0; i < 2_000; i++) {
      Path file = dir.resolve(names.get(i % 2));
      byte[] whole = Files.readAllBytes(file);
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      try {
        assertEquals(30, IdxData.load(dir, SPLIT).training().count());
      } catch (IllegalArgumentException | UncheckedIOException e) {
        assertTrue(e.getMessage().matches(".+ must .+|cannot read .+"), e.getMessage());
      }
      Files.write(file, whole);
    }
  }

  private void refused(String message) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> IdxData.load(dir, SPLIT));
    assertEquals(dir + message, e.getMessage());
  }

  private void writeAll() throws IOException {
    write("train-images-idx3-ubyte.gz", true, pixels(1, 240), 40, 2, 3);
    write("train-labels-idx1-ubyte.gz", true, labels(40), 40);
    write("t10k-images-idx3-ubyte", false, pixels(2, 48), 8, 2, 3);
    write("t10k-labels-idx1-ubyte", false, labels(8), 8);
  }

  private void write(String name, boolean gzip, byte[] values, int... shape) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    plain.write(new byte[] {0, 0, 8, (byte) shape.length});
    for (int dimension : shape) {
      plain.write(ByteBuffer.allocate(4).putInt(0, dimension).array());
    }
    plain.write(values);
    try (OutputStream file = Files.newOutputStream(dir.resolve(name));
        OutputStream out = gzip ? new GZIPOutputStream(file) : file) {
      plain.writeTo(out);
    }
  }

  private static byte[] pixels(long seed, int count) {
    byte[] pixels = new byte[count];
    new SplittableRandom(seed).nextBytes(pixels);
    return pixels;
  }

  private static byte[] labels(int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 4);
    }
    return labels;
  }
}
