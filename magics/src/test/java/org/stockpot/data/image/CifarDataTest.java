package org.stockpot.data.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Data;
import org.stockpot.data.Split;
import org.stockpot.testing.Python;

/** Files of CIFAR's form with random pixels and few images. */
public final class CifarDataTest {

  private static final Split SPLIT = new Split(0.2, 0, 0);

  /** Enough for an example of each of a hundred classes out of three of each. */
  private static final Split THIRD = SPLIT.withValidation(1 / 3.0);

  private static final int SIZE = 3072;

  @TempDir Path dir;

  /** Returns images of label i mod classes with random pixels, each behind its labels. */
  public static byte[] binary(int count, int classes, int labels, long seed) {
    byte[] bytes = new byte[count * (labels + SIZE)];
    new SplittableRandom(seed).nextBytes(bytes);
    for (int i = 0; i < count; i++) {
      bytes[i * (labels + SIZE) + labels - 1] = (byte) (i % classes);
    }
    return bytes;
  }

  private void write10(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int batch = 1; batch <= 5; batch++) {
      Files.write(folder.resolve("data_batch_" + batch + ".bin"), binary(20, 10, 1, batch));
    }
    Files.write(folder.resolve("test_batch.bin"), binary(30, 10, 1, 9));
  }

  @Test
  void cifar10IsReadAsItsArchiveUnpacks() throws IOException {
    write10(dir.resolve("cifar-10-batches-bin"));
    Files.writeString(
        dir.resolve("cifar-10-batches-bin/batches.meta.txt"),
        "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n");
    Data data = CifarData.cifar10(dir, SPLIT);
    assertEquals(
        "cifar10 [3, 32, 32], 10 classes, 80 training, 20 validation, 30 test", data.toString());
    assertEquals("frog", data.targets().names().get(6));
    assertTrue(
        data.notes()
            .contains(
                "not all of CIFAR-10: 100 of its 50,000 training images and 30 of its 10,000 test"
                    + " images"),
        data.notes().toString());
    assertEquals(
        data.digest(), CifarData.cifar10(dir.resolve("cifar-10-batches-bin"), SPLIT).digest());
  }

  /** The value of a pixel and the order of channels, rows and columns are the published ones. */
  @Test
  void pixelsAreOnTheScaleOfTheirChannel() throws IOException {
    write10(dir);
    byte[] test = binary(30, 10, 1, 9);
    Data data = CifarData.cifar10(dir, SPLIT);
    double[] means = {0.4914, 0.4822, 0.4465};
    double[] sds = {0.2470, 0.2435, 0.2616};
    for (int image = 0; image < 30; image++) {
      assertEquals(image % 10, data.test().label(image));
      for (int i = 0; i < SIZE; i++) {
        int pixel = test[image * (SIZE + 1) + 1 + i] & 0xff;
        int channel = i / 1024;
        assertEquals(
            (float) ((pixel / 255.0 - means[channel]) / sds[channel]), data.test().input(image, i));
      }
    }
    assertEquals(List.of("0", "1"), data.targets().names().subList(0, 2));
  }

  @Test
  void cifar100HasItsFineLabels() throws IOException {
    Files.write(dir.resolve("train.bin"), binary(300, 100, 2, 1));
    Files.write(dir.resolve("test.bin"), binary(100, 100, 2, 2));
    Files.writeString(
        dir.resolve("fine_label_names.txt"),
        IntStream.range(0, 100).mapToObj(i -> "c" + i + "\n").collect(Collectors.joining()));
    Data data = CifarData.cifar100(dir, THIRD);
    assertEquals(
        "cifar100 [3, 32, 32], 100 classes, 200 training, 100 validation, 100 test",
        data.toString());
    assertEquals("c99", data.targets().names().get(99));
    assertArrayEquals(IntStream.range(0, 100).toArray(), data.test().labels());
    Files.writeString(dir.resolve("fine_label_names.txt"), "one\ntwo\n");
    assertEquals(
        "DIR/fine_label_names.txt must name 100 classes, got 2",
        refusal(() -> CifarData.cifar100(dir, THIRD)));
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    String start =
        "DIR must hold the files data_batch_1, data_batch_2, data_batch_3, data_batch_4,"
            + " data_batch_5, test_batch of CIFAR-10, all with or all without .bin, as its archives"
            + " unpack, ";
    assertEquals(start + "but has none of them", refusal(() -> CifarData.cifar10(dir, SPLIT)));
    write10(dir);
    Files.delete(dir.resolve("data_batch_4.bin"));
    assertEquals(
        start + "but has no data_batch_4.bin", refusal(() -> CifarData.cifar10(dir, SPLIT)));
    Path none = dir.resolve("none");
    assertEquals(
        start.replace("DIR", "DIR/none") + "got no directory",
        refusal(() -> CifarData.cifar10(none, SPLIT)));
  }

  @Test
  void truncatedFilesAndFilesOfTheOtherSetAreRefused() throws IOException {
    write10(dir);
    Path file = dir.resolve("data_batch_2.bin");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 100));
    assertEquals(
        "DIR/data_batch_2.bin must hold whole images of 3073 bytes, got 2973 bytes of the last,"
            + " image 19",
        refusal(() -> CifarData.cifar10(dir, SPLIT)));
    Files.write(file, new byte[0]);
    assertEquals(
        "DIR/data_batch_2.bin must hold whole images of 3073 bytes, got an empty file",
        refusal(() -> CifarData.cifar10(dir, SPLIT)));
    Files.write(file, binary(20, 10, 2, 1));
    assertTrue(refusal(() -> CifarData.cifar10(dir, SPLIT)).contains("got 20 bytes of the last"));
  }

  @Test
  void labelsOutOfRangeAreNamedWithFileAndImage() throws IOException {
    write10(dir);
    Path file = dir.resolve("data_batch_3.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[7 * (SIZE + 1)] = 10;
    Files.write(file, bytes);
    assertEquals(
        "DIR/data_batch_3.bin: the label of image 7 must lie in 0 to 9, got 10",
        refusal(() -> CifarData.cifar10(dir, SPLIT)));
  }

  private void pickle10(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int batch = 1; batch <= 5; batch++) {
      byte[] bytes = CifarPickle.batch(20, "labels", binary(20, 10, 1, batch), 1);
      Files.write(folder.resolve("data_batch_" + batch), bytes);
    }
    byte[] test = CifarPickle.batch(30, "labels", binary(30, 10, 1, 9), 1);
    Files.write(folder.resolve("test_batch"), test);
  }

  /** Both versions hold the same images. */
  @Test
  void theVersionForPythonIsTheSameData() throws IOException {
    write10(dir.resolve("a"));
    pickle10(dir.resolve("b/cifar-10-batches-py"));
    Data binary = CifarData.cifar10(dir.resolve("a"), SPLIT);
    Data python = CifarData.cifar10(dir.resolve("b"), SPLIT);
    assertEquals(binary.digest(), python.digest());
    assertEquals(binary.test().rows(), python.test().rows());
    List<String> names = List.of("a b c d e f g h i j".split(" "));
    Files.write(
        dir.resolve("b/cifar-10-batches-py/batches.meta"), CifarPickle.names("label_names", names));
    assertEquals(names, CifarData.cifar10(dir.resolve("b"), SPLIT).targets().names());
  }

  @Test
  void cifar100OfPythonHasItsFineLabels() throws IOException {
    byte[] train = CifarPickle.batch(300, "fine_labels", binary(300, 100, 2, 1), 2);
    Files.write(dir.resolve("train"), train);
    byte[] test = CifarPickle.batch(100, "fine_labels", binary(100, 100, 2, 2), 2);
    Files.write(dir.resolve("test"), test);
    Data data = CifarData.cifar100(dir, THIRD);
    assertArrayEquals(IntStream.range(0, 100).toArray(), data.test().labels());
    Files.write(dir.resolve("test"), CifarPickle.batch(100, "labels", binary(100, 9, 2, 2), 2));
    assertEquals(
        "DIR/test: the dict must have a list of whole numbers under fine_labels, got none",
        refusal(() -> CifarData.cifar100(dir, THIRD)));
  }

  @Test
  void damagedPicklesAreNamed() throws IOException {
    pickle10(dir);
    Path file = dir.resolve("data_batch_2");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 100));
    assertEquals(
        "DIR/data_batch_2: the pickle is damaged or cut off",
        refusal(() -> CifarData.cifar10(dir, SPLIT)));
    Files.write(file, CifarPickle.batch(20, "labels", binary(20, 11, 1, 1), 1));
    assertEquals(
        "DIR/data_batch_2: the label of image 10 must lie in 0 to 9, got 10",
        refusal(() -> CifarData.cifar10(dir, SPLIT)));
    Files.write(file, "\u0080\u0002cos\nsystem\nU\u0002ls\u0085R.".getBytes(ISO_8859_1));
    assertTrue(refusal(() -> CifarData.cifar10(dir, SPLIT)).contains("got a call of os.system"));
  }

  /** What Python 3 and NumPy write today, in protocols 2 to 5, with keys of bytes or text. */
  @Test
  void picklesOfPythonAreRead() throws IOException {
    write10(dir);
    Python.run(
        """
        import sys, pickle, pathlib, numpy as np
        out = pathlib.Path(sys.argv[1])
        key = lambda name, i: name.encode() if i % 2 else name
        for i, f in enumerate(sorted(out.glob('*.bin'))):
            a = np.frombuffer(f.read_bytes(), 'u1').reshape(-1, 3073)
            d = {key('data', i): a[:, 1:].copy(), key('labels', i): a[:, 0].tolist()}
            pickle.dump(d, open(f.with_suffix(''), 'wb'), protocol=2 + i % 4)
        """,
        dir);
    Data binary = CifarData.cifar10(dir, SPLIT);
    for (int batch = 1; batch <= 5; batch++) {
      Files.delete(dir.resolve("data_batch_" + batch + ".bin"));
    }
    Files.delete(dir.resolve("test_batch.bin"));
    assertEquals(binary.digest(), CifarData.cifar10(dir, SPLIT).digest());
  }

  private String refusal(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run)
        .getMessage()
        .replace(dir.toString(), "DIR");
  }
}
