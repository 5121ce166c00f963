package org.stockpot.data.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import org.stockpot.data.image.ImageStatistics;
import org.stockpot.data.source.DataSources;
import org.stockpot.format.file.NpzFile;
import org.stockpot.testing.NpzBytes;
import org.stockpot.testing.Python;

final class NpzDataTest {

  private static final Split SPLIT = new Split(0.2, 0.2, 0);

  @TempDir Path dir;

  private Data load(NpzBytes npz) throws IOException {
    return load(npz, LabelKind.AUTO, SPLIT);
  }

  private Data load(NpzBytes npz, LabelKind kind, Split split) throws IOException {
    Path file = Files.write(dir.resolve("a.npz"), npz.finish());
    return NpzData.load(file, kind, split);
  }

  private static byte[] pixels(int count) {
    byte[] pixels = new byte[count];
    new SplittableRandom(1).nextBytes(pixels);
    return pixels;
  }

  private static byte[] labels(int count) {
    return NpzBytes.longs(IntStream.range(0, count).mapToLong(i -> i % 4).toArray());
  }

  @Test
  void imagesOfBytesAreOnOneScale() throws IOException {
    Data data =
        load(
            new NpzBytes()
                .add("x", "|u1", "(40, 5, 6)", pixels(1200))
                .add("y", "<i8", "(40,)", labels(40)));
    assertEquals("a.npz [1, 5, 6], 4 classes, 24 training, 8 validation, 8 test", data.toString());
    assertArrayEquals(new double[] {0, 1}, ImageStatistics.of(data.training()), 1e-5);
  }

  /** The same images as idx files and as an array are the same data. */
  @Test
  void channelsComeFirst() throws IOException {
    byte[] first = pixels(40 * 3 * 4 * 5);
    byte[] last = new byte[first.length];
    for (int i = 0; i < first.length; i++) {
      last[i / 60 * 60 + i % 20 * 3 + i / 20 % 3] = first[i];
    }
    String digest =
        load(new NpzBytes()
                .add("x", "|u1", "(40, 3, 4, 5)", first)
                .add("y", "<i8", "(40,)", labels(40)))
            .digest();
    Data data =
        load(
            new NpzBytes()
                .add("X", "|u1", "(40, 4, 5, 3)", last)
                .add("Y", "<i8", "(40, 1)", labels(40)));
    assertEquals(digest, data.digest());
    assertEquals(List.of(3, 4, 5), data.shape());
  }

  /** Years with hours: floats cannot tell them apart, doubles can. */
  @Test
  void featuresAreStandardisedFromDoubles() throws IOException {
    double[] x =
        IntStream.range(0, 40)
            .boxed()
            .flatMapToDouble(i -> DoubleStream.of(1e9 + i * 1e-3, 5, i % 2))
            .toArray();
    Data data =
        load(
            new NpzBytes()
                .add("x", "<f8", "(40, 3)", NpzBytes.doubles(x))
                .add("y", "<i8", "(40,)", labels(40)));
    assertEquals(List.of(3), data.shape());
    Examples training = data.training();
    for (int feature = 0; feature < 3; feature++) {
      int f = feature;
      double[] values = IntStream.range(0, 24).mapToDouble(i -> training.input(i, f)).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      double sd = Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElseThrow());
      assertEquals(0, mean, 1e-4);
      assertEquals(feature == 1 ? 0 : 1, sd, 1e-4);
    }
    long distinct = IntStream.range(0, 24).mapToObj(i -> training.input(i, 0)).distinct().count();
    assertEquals(24, distinct);
  }

  @Test
  void partsOfTheFileArePartsOfTheData() throws IOException {
    NpzBytes two =
        new NpzBytes()
            .add("x_train", "|u1", "(40, 2, 2)", pixels(160))
            .add("y_train", "<i8", "(40,)", labels(40))
            .add("x_test", "|u1", "(8, 2, 2)", pixels(32))
            .add("y_test", "<i8", "(8,)", labels(8));
    Data data = load(two, LabelKind.AUTO, SPLIT.withTest(0));
    assertTrue(data.toString().endsWith("32 training, 8 validation, 8 test"), data.toString());
    assertArrayEquals(new int[] {0, 1, 2, 3, 0, 1, 2, 3}, data.test().labels());
    assertTrue(NpzData.hasTest(dir.resolve("a.npz")));
    NpzBytes three =
        new NpzBytes()
            .add("train_images", "|u1", "(40, 2, 2)", pixels(160))
            .add("train_labels", "|u1", "(40, 1)", new byte[40])
            .add("val_images", "|u1", "(4, 2, 2)", pixels(16))
            .add("val_labels", "|u1", "(4, 1)", new byte[4])
            .add("test_images", "|u1", "(8, 2, 2)", pixels(32))
            .add("test_labels", "|u1", "(8, 1)", new byte[8]);
    assertEquals("classes must be at least 2, got only [0]", refusal(() -> load(three)));
  }

  @Test
  void whichIsWhichCanBeSaid() throws IOException {
    NpzBytes npz =
        new NpzBytes()
            .add("data", "|u1", "(40, 4)", pixels(160))
            .add("images", "|u1", "(40, 2, 2)", pixels(160))
            .add("target", "<i8", "(40,)", labels(40))
            .add("target_names", "<U3", "(4,)", new byte[48]);
    Path file = Files.write(dir.resolve("d.npz"), npz.finish());
    assertEquals(
        "DIR/d.npz must hold arrays such as x and y, or x_train, y_train, x_test and y_test, got"
            + " both data and images (arrays: data, images, target, target_names); say which with"
            + " npz:FILE:INPUTS,LABELS",
        refusal(() -> NpzData.load(file, LabelKind.AUTO, SPLIT)));
    Data data = DataSources.standard().named("npz:" + file + ":images,target").load(SPLIT);
    assertEquals(List.of(1, 2, 2), data.shape());
    assertTrue(data.notes().contains("arrays left out: data, target_names"), "" + data.notes());
    assertTrue(
        refusal(() -> NpzData.load(file, "images", "names", LabelKind.AUTO, SPLIT))
            .contains("got no images and names"));
  }

  @Test
  void labelsAreClassesOrNumbersAsTheyLook() throws IOException {
    assertEquals(List.of("0", "1", "2", "3"), names("<i8", "(40,)", labels(40), LabelKind.AUTO));
    byte[] signs = NpzBytes.floats(range(i -> i % 2 * 2 - 1));
    assertEquals(List.of("-1", "1"), names("<f4", "(40,)", signs, LabelKind.AUTO));
    byte[] halves = NpzBytes.floats(range(i -> i * 0.5));
    assertEquals(List.of("y"), names("<f4", "(40,)", halves, LabelKind.AUTO));
    byte[] many = NpzBytes.floats(range(i -> i));
    assertEquals(List.of("y"), names("<f4", "(40,)", many, LabelKind.AUTO));
    assertEquals(List.of("y"), names("<i8", "(40,)", labels(40), LabelKind.REGRESSION));
    byte[] hot = NpzBytes.floats(flags(i -> i % 3 == i / 3 % 3));
    assertEquals(List.of("0", "1", "2"), names("<f4", "(40, 3)", hot, LabelKind.AUTO));
    byte[] several = NpzBytes.floats(flags(i -> i % 3 == i / 3 % 3 || i == 7));
    assertEquals(
        "DIR/a.npz: y of row 2 must be one class, a single 1 among 0, got [0.0, 1.0, 1.0]; --kind"
            + " regression takes the numbers as they are",
        refusal(() -> names("<f4", "(40, 3)", several, LabelKind.AUTO)));
    assertEquals(List.of("y0", "y1", "y2"), names("<f4", "(40, 3)", several, LabelKind.REGRESSION));
    byte[] gaps = NpzBytes.longs(LongStream.range(0, 40).map(i -> i * 7).toArray());
    assertEquals(
        "DIR/a.npz: y must be classes or numbers, got whole numbers of 40 distinct values with"
            + " gaps; say --kind classes or --kind regression",
        refusal(() -> names("<i8", "(40,)", gaps, LabelKind.AUTO)));
    assertEquals(
        "DIR/a.npz: y of row 1 must be a whole number for classes, got 0.5",
        refusal(() -> names("<f4", "(40,)", halves, LabelKind.CLASSES)));
  }

  private static double[] range(IntToDoubleFunction value) {
    return IntStream.range(0, 40).mapToDouble(value).toArray();
  }

  private static double[] flags(IntPredicate set) {
    return IntStream.range(0, 120).mapToDouble(i -> set.test(i) ? 1 : 0).toArray();
  }

  private List<String> names(String type, String shape, byte[] y, LabelKind kind)
      throws IOException {
    NpzBytes npz =
        new NpzBytes().add("x", "|u1", "(40, 2, 2)", pixels(160)).add("y", type, shape, y);
    return load(npz, kind, SPLIT).targets().names();
  }

  @Test
  void whatDoesNotFitIsNamedWithItsRow() throws IOException {
    double[] x = new double[80];
    x[7] = Double.NaN;
    assertEquals(
        "DIR/a.npz: x of row 3 must be finite, got NaN at 1",
        refusal(
            () ->
                load(
                    new NpzBytes()
                        .add("x", "<f4", "(40, 2)", NpzBytes.floats(x))
                        .add("y", "<i8", "(40,)", labels(40)))));
    assertEquals(
        "DIR/a.npz: y must hold a label for each of the 40 rows of x, got shape [39]",
        refusal(
            () ->
                load(
                    new NpzBytes()
                        .add("x", "|u1", "(40, 2)", pixels(80))
                        .add("y", "<i8", "(39,)", labels(39)))));
    NpzBytes unknown =
        new NpzBytes()
            .add("x_train", "|u1", "(40, 2)", pixels(80))
            .add("y_train", "<i8", "(40,)", labels(40))
            .add("x_test", "|u1", "(2, 2)", pixels(4))
            .add("y_test", "<i8", "(2,)", NpzBytes.longs(1, 4));
    assertEquals(
        "DIR/a.npz: y_test of row 1 must be that of a training example, got 4.0",
        refusal(() -> load(unknown, LabelKind.AUTO, SPLIT.withTest(0))));
    NpzBytes other =
        new NpzBytes()
            .add("x_train", "|u1", "(40, 2)", pixels(80))
            .add("y_train", "<i8", "(40,)", labels(40))
            .add("x_test", "|u1", "(2, 3)", pixels(6))
            .add("y_test", "<i8", "(2,)", NpzBytes.longs(1, 2));
    assertEquals(
        "DIR/a.npz: x_test and y_test must be like x_train and y_train, got [3] and 1 labels a row"
            + " for [2] and 1",
        refusal(() -> load(other, LabelKind.AUTO, SPLIT.withTest(0))));
    assertEquals(
        "DIR/a.npz must hold arrays such as x and y, or x_train, y_train, x_test and y_test, got x"
            + " without labels (arrays: x); say which with npz:FILE:INPUTS,LABELS",
        refusal(() -> load(new NpzBytes().add("x", "|u1", "(4, 2)", pixels(8)))));
    NpzBytes large =
        new NpzBytes()
            .add(
                "x",
                "<i8",
                "(40, 1)",
                NpzBytes.longs(LongStream.range(0, 40).map(i -> i << 55).toArray()))
            .add("y", "<i8", "(40,)", labels(40));
    assertTrue(refusal(() -> load(large)).contains("must lie within 2^53"));
    NpzBytes text =
        new NpzBytes().add("x", "<U3", "(4, 2)", new byte[96]).add("y", "<i8", "(4,)", labels(4));
    assertTrue(refusal(() -> load(text)).contains("must hold plain little-endian numbers"));
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    byte[] whole =
        new NpzBytes()
            .add("x", "|u1", "(40, 2)", pixels(80))
            .add("y", "<i8", "(40,)", labels(40))
            .finish();
    Path file = Files.write(dir.resolve("a.npz"), Arrays.copyOf(whole, whole.length / 2));
    assertTrue(
        refusal(() -> NpzData.load(file, LabelKind.AUTO, SPLIT))
            .startsWith(
                "DIR/a.npz: it must be an npz file, which is a zip of arrays, got a damaged"));
    NpzBytes lying =
        new NpzBytes()
            .add("x", "|u1", "(2000000000, 2)", pixels(80))
            .add("y", "<i8", "(40,)", labels(40));
    assertTrue(refusal(() -> load(lying)).contains("must have 4000000000 bytes, got 80"));
  }

  /** NumPy's own files: compressed, in columns, of all types, beside what pandas would compute. */
  @Test
  void numpysFilesGiveNumpysNumbers() throws IOException {
    Path out = dir.resolve("out");
    Files.createDirectories(out);
    Python.run(
        """
        import sys, numpy as np
        out = sys.argv[1]
        g = np.random.default_rng(3)
        y = np.arange(60) % 3
        for name in 'f8 f4 f2 i8 i4 i2 i1 u8 u4 u2 u1 b1'.split():
            x = (g.normal(size=(60, 4)) * 40 + 100).clip(1, 120).astype(name)
            if name == 'b1': x = g.random((60, 4)) < .5
            np.savez_compressed(f'{out}/{name}.npz', x=x, y=y, notes=np.array(['a', 'b']))
            d = x.astype('f8')
            one = name == 'u1'
            z = (d - d.mean(None if one else 0)) / d.std(None if one else 0)
            z.astype('<f8').tofile(f'{out}/{name}.raw')
        x = g.normal(size=(60, 4))
        np.savez(f'{out}/fortran.npz', x=np.asfortranarray(x), y=y)
        ((x - x.mean(0)) / x.std(0)).astype('<f8').tofile(f'{out}/fortran.raw')
        """,
        out);
    for (String name : List.of("f8 f4 f2 i8 i4 i2 i1 u8 u4 u2 u1 b1 fortran".split(" "))) {
      double[] expected = raw(out.resolve(name + ".raw"));
      NpzInputs inputs = new NpzInputs(out, NpzFile.npz(out.resolve(name + ".npz")).array("x"));
      inputs.forEach(
          inputs.scales(IntStream.range(0, 60).toArray()),
          (row, values, digest) -> {
            for (int j = 0; j < 4; j++) {
              assertEquals(expected[4 * row + j], values[j], 1e-6, name);
            }
          });
    }
  }

  private static double[] raw(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    double[] numbers = new double[bytes.remaining() / 8];
    bytes.asDoubleBuffer().get(numbers);
    return numbers;
  }

  /** Something that may fail to write a file. */
  private interface Work {
    Object run() throws IOException;
  }

  private String refusal(Work work) {
    return assertThrows(IllegalArgumentException.class, work::run)
        .getMessage()
        .replace(dir.toString(), "DIR");
  }
}
