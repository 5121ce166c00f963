package org.stockpot.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Data;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import org.stockpot.data.array.ArrayData;
import org.stockpot.data.array.NpzData;
import org.stockpot.data.image.CifarData;
import org.stockpot.data.image.CifarDataTest;
import org.stockpot.data.image.IdxData;
import org.stockpot.data.image.ImageData;
import org.stockpot.testing.NpzBytes;
import org.stockpot.weights.RowSet;

/**
 * A row is the same row in every split, whatever the split's scale made of its numbers: 60 grey
 * images of 3 × 2 pixels and 3 classes in all forms that are read.
 */
final class RowsOfReadersTest {

  private static final int COUNT = 60;
  private static final int SIZE = 6;
  private static final Split SPLIT = new Split(0.2, 0.2, 0);

  private final byte[] pixels = new byte[COUNT * SIZE];

  @TempDir Path dir;

  /** Loads data by a split. */
  private interface Reader {
    Data load(Split split) throws IOException;
  }

  @BeforeEach
  void fill() {
    new SplittableRandom(1).nextBytes(pixels);
  }

  private static RowSet all(Data data) {
    return data.training().rows().union(data.validation().rows()).union(data.test().rows());
  }

  /** Requires the same rows of two splits, of other scales. */
  private static RowSet rows(int count, Reader reader, Split split) throws IOException {
    Data first = reader.load(split);
    Data second = reader.load(split.withSeed(9));
    assertEquals(count, all(first).count());
    assertEquals(all(first), all(second));
    assertNotEquals(first.training().rows(), second.training().rows());
    assertTrue(first.training().rows().shared(second.validation().rows()) > 0);
    return all(first);
  }

  private void writeIdx(String prefix) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
    images.putInt(0x803).putInt(COUNT).putInt(3).putInt(2).put(pixels);
    Files.write(dir.resolve(prefix + "-images-idx3-ubyte"), images.array());
    ByteBuffer labels = ByteBuffer.allocate(8 + COUNT).putInt(0x801).putInt(COUNT);
    IntStream.range(0, COUNT).forEach(i -> labels.put((byte) (i % 3)));
    Files.write(dir.resolve(prefix + "-labels-idx1-ubyte"), labels.array());
  }

  private void writePng(Path root) throws IOException {
    for (int i = 0; i < COUNT; i++) {
      BufferedImage image = new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY);
      byte[] one = Arrays.copyOfRange(pixels, i * SIZE, (i + 1) * SIZE);
      image.getRaster().setDataElements(0, 0, 2, 3, one);
      Path folder = Files.createDirectories(root.resolve(Integer.toString(i % 3)));
      ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
    }
  }

  private Data npz(String type, String shape, byte[] x, Split split) throws IOException {
    byte[] y = NpzBytes.longs(IntStream.range(0, COUNT).mapToLong(i -> i % 3).toArray());
    NpzBytes file = new NpzBytes().add("x", type, shape, x).add("y", "<i8", "(60,)", y);
    return NpzData.load(Files.write(dir.resolve("a.npz"), file.finish()), LabelKind.AUTO, split);
  }

  @Test
  void aRowIsTheSameInEverySplitAndForm() throws IOException {
    writeIdx("train");
    RowSet idx = rows(COUNT, split -> IdxData.load(dir, split), SPLIT);
    writePng(dir.resolve("png"));
    assertEquals(
        idx, rows(COUNT, s -> ImageData.load(dir.resolve("png"), Optional.empty(), s), SPLIT));
    assertEquals(idx, rows(COUNT, s -> npz("|u1", "(60, 3, 2)", pixels, s), SPLIT));
    double[] numbers =
        IntStream.range(0, pixels.length).mapToDouble(i -> pixels[i] & 0xff).toArray();
    assertEquals(idx, rows(COUNT, s -> npz("<f8", "(60, 6)", NpzBytes.doubles(numbers), s), SPLIT));
    float[][] x = new float[COUNT][SIZE];
    IntStream.range(0, numbers.length).forEach(i -> x[i / SIZE][i % SIZE] = (float) numbers[i]);
    int[] y = IntStream.range(0, COUNT).map(i -> i % 3).toArray();
    assertEquals(idx, rows(COUNT, split -> ArrayData.of(x, y, split), SPLIT));
  }

  @Test
  void partsOfTheSourcesOwnHaveTheirRows() throws IOException {
    writeIdx("train");
    pixels[0]++;
    writeIdx("t10k");
    Split split = new Split(0.2, 0, 0);
    Data data = IdxData.load(dir, split);
    long shared = data.training().rows().union(data.validation().rows()).shared(data.test().rows());
    assertEquals(COUNT - 1, shared);
    rows(COUNT + 1, s -> IdxData.load(dir, s), split);
  }

  @Test
  void numbersToPredictAreOfTheRow() throws IOException {
    double[] x = IntStream.range(0, 120).mapToDouble(i -> Math.sin(i) * 1e6).toArray();
    double[] y = IntStream.range(0, COUNT).mapToDouble(i -> Math.cos(i)).toArray();
    Reader reader =
        split -> {
          NpzBytes file =
              new NpzBytes()
                  .add("x", "<f8", "(60, 2)", NpzBytes.doubles(x))
                  .add("y", "<f8", "(60,)", NpzBytes.doubles(y));
          Path written = Files.write(dir.resolve("a.npz"), file.finish());
          return NpzData.load(written, LabelKind.AUTO, split);
        };
    RowSet before = rows(COUNT, reader, SPLIT);
    y[7] += 1;
    assertEquals(COUNT - 1, before.shared(rows(COUNT, reader, SPLIT)));
  }

  @Test
  void cifarsRowsAreItsImages() throws IOException {
    for (int batch = 1; batch <= 5; batch++) {
      byte[] bytes = CifarDataTest.binary(20, 10, 1, batch);
      Files.write(dir.resolve("data_batch_" + batch + ".bin"), bytes);
    }
    Files.write(dir.resolve("test_batch.bin"), CifarDataTest.binary(30, 10, 1, 5));
    Split split = new Split(0.2, 0, 0);
    Data data = CifarData.cifar10(dir, split);
    long shared = data.training().rows().union(data.validation().rows()).shared(data.test().rows());
    assertEquals(20, shared, "the last batch starts with the same random bytes");
  }
}
