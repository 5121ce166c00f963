package org.stockpot.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Data;

final class MnistTest {

  private static final int[] T10K = {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009};

  @Test
  void mnist10kIsTheTestSetPartedAnew() {
    Data data = Mnist.load10k(Mnist.SPLIT_10K);
    assertEquals(
        "mnist-10k [1, 28, 28], 10 classes, 8000 training, 1000 validation, 1000 test",
        data.toString());
    int[] counts = new int[10];
    Stream.of(data.training(), data.validation(), data.test())
        .flatMapToInt(part -> IntStream.of(part.labels()))
        .forEach(label -> counts[label]++);
    assertArrayEquals(T10K, counts);
    assertEquals("the 10,000 test images of MNIST, parted anew: not MNIST", data.notes().get(1));
  }

  /** 0.1325 and 0.3105 are the mean and the sd of the test set's p / 255. */
  @Test
  void pixelsAreOnTheScaleOfMnist() {
    Data data = Mnist.load10k(Mnist.SPLIT_10K);
    double[] expected = {(0.1325 - 0.1307) / 0.3081, 0.3105 / 0.3081};
    assertArrayEquals(expected, ImageStatistics.of(data.training()), 0.01);
    assertEquals((float) ((0 - 0.1307) / 0.3081), data.test().input(0, 0));
  }

  @Test
  void theDefaultDataIsTheSameEverywhere() {
    String digest = Mnist.load10k(Mnist.SPLIT_10K).digest();
    assertEquals("fb76a6d890a1b7d926251be85d5fd4e9371eb69d69b7fd47d017a9e27cc7e51a", digest);
    assertNotEquals(digest, Mnist.load10k(Mnist.SPLIT_10K.withSeed(1)).digest());
  }

  @Test
  void wholeMnistHasThePapersParts() {
    Data data = Mnist.load(directory(), Mnist.SPLIT);
    assertEquals(
        "mnist [1, 28, 28], 10 classes, 55000 training, 5000 validation, 10000 test",
        data.toString());
    assertArrayEquals(new double[] {0, 1}, ImageStatistics.of(data.training()), 2e-3);
    int[] counts = new int[10];
    IntStream.of(data.test().labels()).forEach(label -> counts[label]++);
    assertArrayEquals(T10K, counts);
    assertArrayEquals(new int[] {7, 2, 1, 0, 4}, data.test().take(5).labels());
  }

  @Test
  void filesThatAreNotMnistsAreRefused(@TempDir Path copy) throws IOException {
    for (String name :
        new String[] {
          "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"
        }) {
      Path from = directory().resolve(name + ".gz");
      assumeTrue(Files.exists(from), "the files of stockpot.mnist are not compressed");
      try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(from))) {
        byte[] bytes = in.readAllBytes();
        bytes[bytes.length - 1] ^= (byte) (name.startsWith("t10k-l") ? 1 : 0);
        Files.write(copy.resolve(name), bytes);
      }
    }
    Exception e = assertThrows(IllegalArgumentException.class, () -> Mnist.load(copy, Mnist.SPLIT));
    assertEquals(
        copy.resolve("t10k-labels-idx1-ubyte")
            + " must be MNIST's, of md5 27ae3e4e09519cfbb04c329615203637, got ",
        e.getMessage().replaceAll("[0-9a-f]{32};.*", ""));
  }

  private static Path directory() {
    Path root = Path.of("").toAbsolutePath().getParent();
    String given = System.getProperty("stockpot.mnist");
    Path directory =
        given == null ? root.resolveSibling("shared").resolve("data/mnist") : Path.of(given);
    assumeTrue(
        Files.isDirectory(directory),
        "skipped: no MNIST in " + directory + ", give -Dstockpot.mnist=DIR");
    return directory;
  }
}
