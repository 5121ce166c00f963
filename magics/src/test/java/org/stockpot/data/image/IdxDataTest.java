package org.stockpot.data.image;

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
import org.stockpot.data.Data;
import org.stockpot.data.Split;
import org.stockpot.testing.MemoryDirectory;

final class IdxDataTest {

  private static final Split SPLIT = new Split(0.25, 0, 0);

  @TempDir(factory = MemoryDirectory.class)
  Path dir;

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
  void aSmallSetGivesValidationAnExampleOfEachClass() throws IOException {
    writeAll();
    assertEquals(IdxData.SPLIT.withValidation(0.1), IdxData.split(dir));
    assertEquals(4, IdxData.load(dir, IdxData.split(dir)).validation().count());
    write("train-images-idx3-ubyte.gz", true, pixels(1, 288), 48, 2, 3);
    write("train-labels-idx1-ubyte.gz", true, labels(48), 48);
    assertEquals(IdxData.SPLIT, IdxData.split(dir));
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
    refused(
        "/t10k-labels-idx1-ubyte must hold as many labels as DIR/t10k-images-idx3-ubyte images, got"
            + " 7 and 8");
    write("t10k-labels-idx1-ubyte", false, new byte[8], 8, 1);
    refused(
        "/t10k-images-idx3-ubyte must hold images of 3 dimensions and DIR/t10k-labels-idx1-ubyte"
            + " labels of 1, got shapes [8, 2, 3] and [8, 1]");
  }

  @Test
  void imagesOfAnotherSizeThanTheTrainingImagesAreRefused() throws IOException {
    writeAll();
    write("t10k-images-idx3-ubyte", false, new byte[32], 8, 2, 2);
    String like = " like DIR/train-images-idx3-ubyte.gz, got ";
    refused("/t10k-images-idx3-ubyte must hold images of [1, 2, 3]" + like + "[1, 2, 2]");
    write("t10k-images-idx3-ubyte", false, new byte[48], 8, 3, 2);
    refused("/t10k-images-idx3-ubyte must hold images of [1, 2, 3]" + like + "[1, 3, 2]");
  }

  @Test
  void namesWithDotsAndInCapitalsAreMnistsToo() throws IOException {
    writeAll();
    String digest = IdxData.load(dir, SPLIT).digest();
    rename("train-images-idx3-ubyte.gz", "train-images.idx3-ubyte.gz");
    rename("train-labels-idx1-ubyte.gz", "Train-Labels.idx1-ubyte.GZ");
    rename("t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte");
    rename("t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte");
    assertEquals(digest, IdxData.load(dir, SPLIT).digest());
  }

  @Test
  void compressionShowsInTheBytesAndNotInTheName() throws IOException {
    writeAll();
    String digest = IdxData.load(dir, SPLIT).digest();
    write("t10k-images-idx3-ubyte", true, pixels(2, 48), 8, 2, 3);
    write("train-labels-idx1-ubyte.gz", false, labels(40), 40);
    assertEquals(digest, IdxData.load(dir, SPLIT).digest());
  }

  @Test
  void setsOfEmnistAreToldByTheirNames() throws IOException {
    writeAll();
    String digest = IdxData.load(dir, SPLIT).digest();
    renameAll("emnist-digits-");
    Data digits = IdxData.load(dir, SPLIT);
    assertEquals(digest, digits.digest());
    assertEquals("emnist-digits", digits.name());
    assertTrue(digits.notes().get(1).startsWith("EMNIST's files hold each image transposed"));
    writeAll();
    renameAll("emnist-letters-");
    refused(
        " must hold one set, got emnist-digits, emnist-letters; say which, such as"
            + " idx:DIR/emnist-digits");
    assertEquals("emnist-letters", IdxData.load(dir.resolve("emnist-letters"), SPLIT).name());
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> IdxData.load(dir.resolve("emnist"), SPLIT))
            .getMessage();
    assertEquals(
        dir.resolve("emnist") + " must be a directory or a set of idx files in one, got neither",
        message);
  }

  private void renameAll(String prefix) throws IOException {
    rename("train-images-idx3-ubyte.gz", prefix + "train-images-idx3-ubyte.gz");
    rename("train-labels-idx1-ubyte.gz", prefix + "train-labels-idx1-ubyte.gz");
    rename("t10k-images-idx3-ubyte", prefix + "test-images-idx3-ubyte");
    rename("t10k-labels-idx1-ubyte", prefix + "test-labels-idx1-ubyte");
  }

  @Test
  void twoFilesForOnePartAreRefused() throws IOException {
    writeAll();
    Files.copy(dir.resolve("t10k-images-idx3-ubyte"), dir.resolve("test-images-idx3-ubyte"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> IdxData.load(dir, SPLIT)).getMessage();
    assertEquals(
        "there must be one file like t10k-images-idx3-ubyte, got "
            + dir.resolve("t10k-images-idx3-ubyte")
            + " and "
            + dir.resolve("test-images-idx3-ubyte"),
        message);
  }

  @Test
  void withoutATestPartOneIsDrawnWhereItIsAskedFor() throws IOException {
    writeAll();
    Files.delete(dir.resolve("t10k-images-idx3-ubyte"));
    Files.delete(dir.resolve("t10k-labels-idx1-ubyte"));
    refused(
        " must hold test images, such as t10k-images-idx3-ubyte, or take some from its training"
            + " images: add --test 0.2");
    Data data = IdxData.load(dir, SPLIT.withTest(0.2));
    assertEquals(
        dir.getFileName() + " [1, 2, 3], 4 classes, 22 training, 10 validation, 8 test",
        data.toString());
  }

  @Test
  void labelsThatNumberNoClassAreNamedWithTheirRow() throws IOException {
    writeAll();
    byte[] labels = labels(40);
    labels[17] = (byte) 200;
    write("train-labels-idx1-ubyte.gz", true, labels, 40);
    refused(
        "/train-labels-idx1-ubyte.gz: the label of row 17 must number a class, from 0 without large"
            + " gaps, got 200 where all images have only 5 labels");
    writeAll();
    byte[] test = labels(8);
    test[6] = 4;
    write("t10k-labels-idx1-ubyte", false, test, 8);
    refused(
        "/t10k-labels-idx1-ubyte: the label of row 6 must be that of a training image, got 4 where"
            + " those have {0, 1, 2, 3}");
  }

  @Test
  void coloursComeFirstOrLast() throws IOException {
    writeAll();
    byte[] first = pixels(5, 40 * 3 * 4 * 5);
    byte[] last = new byte[first.length];
    for (int i = 0; i < first.length; i++) {
      int pixel = i % 20;
      int channel = i / 20 % 3;
      last[i / 60 * 60 + pixel * 3 + channel] = first[i];
    }
    write("train-images-idx3-ubyte.gz", true, first, 40, 3, 4, 5);
    write("t10k-images-idx3-ubyte", false, Arrays.copyOf(first, 480), 8, 3, 4, 5);
    Data data = IdxData.load(dir, SPLIT);
    assertEquals(List.of(3, 4, 5), data.shape());
    write("train-images-idx3-ubyte.gz", true, last, 40, 4, 5, 3);
    write("t10k-images-idx3-ubyte", false, Arrays.copyOf(last, 480), 8, 4, 5, 3);
    assertEquals(data.digest(), IdxData.load(dir, SPLIT).digest());
    write("train-images-idx3-ubyte.gz", true, first, 40, 5, 4, 3, 1);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> IdxData.load(dir, SPLIT))
            .getMessage()
            .contains("1 to 4 dimensions"));
  }

  @Test
  void imagesMayHaveAnySize() throws IOException {
    write("train-images-idx3-ubyte", false, pixels(1, 40 * 33 * 17), 40, 33, 17);
    write("train-labels-idx1-ubyte", false, labels(40), 40);
    Data data = IdxData.load(dir, SPLIT.withTest(0.2));
    assertEquals(List.of(1, 33, 17), data.shape());
    assertArrayEquals(new double[] {0, 1}, ImageStatistics.of(data.training()), 1e-6);
  }

  @Test
  void imagesThatAreAllTheSameAreRefused() throws IOException {
    writeAll();
    write("train-images-idx3-ubyte.gz", true, new byte[240], 40, 2, 3);
    Exception e = assertThrows(IllegalArgumentException.class, () -> IdxData.load(dir, SPLIT));
    assertEquals(
        "the pixels of the training images must vary, got the same everywhere", e.getMessage());
  }

  private void rename(String from, String to) throws IOException {
    Files.move(dir.resolve(from), dir.resolve(to));
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
    assertEquals("DIR" + message, e.getMessage().replace(dir.toString(), "DIR"));
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
