package org.stockpot.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Data;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import org.stockpot.data.array.NpzData;
import org.stockpot.data.csv.ColumnRules;
import org.stockpot.data.table.RowRules;
import org.stockpot.data.table.TableData;
import org.stockpot.data.table.TableOptions;
import org.stockpot.testing.Cost;
import org.stockpot.testing.Fuzz;
import org.stockpot.testing.MemoryDirectory;
import org.stockpot.testing.NpzBytes;

final class ReaderFuzzTest {

  private static final List<String> TABLES =
      List.of(
          table("a,b,label\n", "1,2.5,x\n3,4.5,y\n5,6,x\n7,8,y\n9,1,x\n2,2,y\n4,4,x\n6,6,y\n"),
          table("a;b;label\n", "\"1\";true;0\n3;false;1\n5;;0\n7;true;1\n9;NA;0\n2;true;1\n"),
          table(
              "a\tb\tlabel\n",
              "1\t\"q \"\"r\"\"\"\t1.5\n2\ts\t2.5\n3\tt\t3.5\n4\ts\t4.5\n5\tt\t5\n"),
          table(
              "sep=;\nday;a;label\n",
              "31.01.2024;1.533,2 €;x\n01.02.2024;(2,5) €;y\n03.04.2024;-7,25 €;x\n"),
          table(
              "# c\n,a,b,label\n",
              "0,\"1,234.5\",inf,x\n1,2,nan,y\n2,3,\u22124,x\n3,4,5,y\n4,6,7,x\n5,8,9,y\n"));

  private static String table(String head, String rows) {
    return head + rows.repeat(5);
  }

  private static final List<TableOptions> OPTIONS =
      List.of(
          TableOptions.of("label"),
          TableOptions.of("label")
              .withColumns(
                  ColumnRules.defaults()
                      .withMissing(ColumnRules.Missing.INDICATOR)
                      .withDates(ColumnRules.Dates.DAY_FIRST)),
          TableOptions.of("label")
              .withColumns(ColumnRules.defaults().withMissing(ColumnRules.Missing.DROP))
              .withRows(RowRules.defaults().withDistinct(true)));

  /** No input takes longer than this, and none takes more memory than a small one should. */
  private static final long MOST_NANOS = 1_000_000_000L;

  /** How many inputs are read once before costs are measured. */
  private static final int WARM = 100;

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  @Test
  void anyTableIsReadOrRefusedInOneLine() throws IOException {
    int read = 0;
    long slowest = 0;
    Path file = directory.resolve("t.csv");
    for (int i = 0; i < Fuzz.INPUTS; i++) {
      SplittableRandom random = Fuzz.random(i);
      long began = System.nanoTime();
      byte[] valid = TABLES.get(i % TABLES.size()).getBytes(StandardCharsets.UTF_8);
      Files.write(file, Fuzz.changed(valid, random));
      try {
        TableOptions options = OPTIONS.get(random.nextInt(OPTIONS.size()));
        Data data = TableData.csv(file, options, Split.defaults().withRare(Split.Rare.TRAIN));
        assertTrue(data.training().count() > 0);
        read++;
      } catch (IllegalArgumentException | UncheckedIOException e) {
        requireNamed(e, i);
      }
      slowest = Math.max(slowest, System.nanoTime() - began);
    }
    System.out.println("CSV: " + Fuzz.INPUTS + " inputs, " + read + " read, all others refused");
    assertTrue(read > 0 && read < Fuzz.INPUTS);
    assertTrue(slowest < MOST_NANOS, "the slowest input took " + slowest + " ns");
  }

  @Test
  void anyIdxIsReadOrRefusedInOneLine() throws IOException {
    int read = 0;
    byte[] valid = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6};
    for (int i = 0; i < Fuzz.INPUTS; i++) {
      try {
        byte[] bytes = Fuzz.changed(valid, Fuzz.random(i));
        Idx idx = Idx.read(new ByteArrayInputStream(bytes), "train-images", 1 << 20);
        assertEquals(
            bytes.length - 4 - 4 * idx.shape().size(),
            idx.shape().stream().reduce(1, (a, b) -> a * b));
        read++;
      } catch (IllegalArgumentException e) {
        requireNamed(e, i);
      }
    }
    System.out.println("idx: " + Fuzz.INPUTS + " inputs, " + read + " read, all others refused");
    assertTrue(read > 0 && read < Fuzz.INPUTS);
  }

  @Test
  void anyCifarFileIsReadOrRefusedInOneLine() throws Exception {
    byte[] valid = CifarDataTest.binary(3, 10, 1, 1);
    readOrRefuse(
        "CIFAR",
        "data_batch_1.bin",
        (i, random) ->
            i % 3 == 0 ? CifarDataTest.binary(1 + i % 5, 11, 1, i) : Fuzz.changed(valid, random),
        file -> CifarBatch.binary(file, CifarFormat.CIFAR10.labels()));
  }

  @Test
  void anyPickleOfCifarIsReadOrRefusedInOneLine() throws Exception {
    byte[] valid = CifarPickle.batch(2, "labels", CifarDataTest.binary(2, 10, 1, 1), 1);
    readOrRefuse(
        "CIFAR's pickles",
        "data_batch_1",
        (i, random) ->
            i % 2 == 0
                ? Fuzz.changed(valid, random)
                : CifarPickle.changed(valid, CifarPickle.FRAME, random),
        file -> CifarBatch.pickled(file, CifarFormat.CIFAR10.labels()));
  }

  @Test
  void anyNpzIsReadOrRefusedInOneLine() throws Exception {
    byte[] x = NpzBytes.floats(IntStream.range(0, 90).mapToDouble(i -> i % 7).toArray());
    byte[] y = NpzBytes.longs(IntStream.range(0, 30).mapToLong(i -> i % 3).toArray());
    byte[] valid = npz("<f4", "(30, 3)", x, y);
    readOrRefuse(
        "npz",
        "a.npz",
        (i, random) ->
            i % 2 == 0
                ? Fuzz.changed(valid, random)
                : npz(
                    Fuzz.changed(i % 4 == 1 ? "<f4" : "|u1", random),
                    Fuzz.changed("(30, 3)", random),
                    x,
                    Fuzz.changed(y, random)),
        file -> NpzData.load(file, LabelKind.AUTO, Split.defaults()));
  }

  private static byte[] npz(String type, String shape, byte[] x, byte[] y) throws IOException {
    return new NpzBytes().add("x", type, shape, x).add("y", "<i8", "(30,)", y).finish();
  }

  @Test
  void anyImageIsReadOrRefusedInOneLine() throws Exception {
    List<byte[]> valid = new ArrayList<>();
    for (int type : new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY}) {
      for (String format : new String[] {"png", "jpg"}) {
        Path file = directory.resolve("image." + format);
        ImageDataTest.write(file, type, 9, 13, type);
        valid.add(Files.readAllBytes(file));
      }
    }
    valid.add(ImageDataTest.bytes(new BufferedImage(9, 7, BufferedImage.TYPE_BYTE_BINARY), "png"));
    readOrRefuse(
        "images",
        "image",
        (i, random) -> {
          byte[] changed = Fuzz.changed(valid.get(i % valid.size()), random);
          return i % 2 == 0 && PngFile.isOne(changed) ? PngBytes.mended(changed, 8) : changed;
        },
        DecodedImage::read);
  }

  @Test
  void anyIdxFileIsReadOrRefusedInOneLine() throws Exception {
    byte[] plain = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6};
    byte[] compressed = gzip(plain);
    readOrRefuse(
        "idx files",
        "train-images",
        (i, random) ->
            i % 2 == 0 ? Fuzz.changed(compressed, random) : gzip(Fuzz.changed(plain, random)),
        Idx::read);
  }

  /** Decompression stops where the header says that the data ends. */
  @Test
  void aBombDoesNotGoOff() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      out.write(new byte[] {0, 0, 8, 1, 0, 0, 0, 100});
      for (int i = 0; i < 64; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    Path file = Files.write(directory.resolve("train-labels"), bomb.toByteArray());
    Cost.limit(
        "a bomb",
        1 << 20,
        () ->
            assertTrue(
                assertThrows(IllegalArgumentException.class, () -> Idx.read(file))
                    .getMessage()
                    .endsWith("must hold 100 bytes behind its header, got more")));
  }

  /** What is read takes no more than four times its decoded size, and a megabyte for libraries. */
  @Test
  void memoryGrowsWithWhatIsThere() throws Exception {
    for (String format : new String[] {"png", "jpg"}) {
      Path image = directory.resolve("large." + format);
      ImageDataTest.write(image, BufferedImage.TYPE_3BYTE_BGR, 500, 600, 1);
      DecodedImage.read(image);
      Cost.limit(format, 4 * 900_000 + (1 << 20), () -> DecodedImage.read(image));
    }
    byte[] header = {0, 0, 8, 1, 0, 0x30, 0, 0};
    Path idx = Files.write(directory.resolve("idx"), gzip(Arrays.copyOf(header, 8 + 0x300000)));
    Cost.limit("idx", 4 * 0x300000 + (1 << 20), () -> Idx.read(idx));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    }
    return compressed.toByteArray();
  }

  /** Makes the bytes of one input. */
  @FunctionalInterface
  private interface Making {
    byte[] of(int input, SplittableRandom random) throws IOException;
  }

  /** Reads a file. */
  @FunctionalInterface
  private interface Reading {
    Object read(Path file);
  }

  /** Reads many files, and requires a result or a named error, in little time and memory. */
  private void readOrRefuse(String what, String name, Making making, Reading reading)
      throws Exception {
    int[] read = {0};
    Path file = directory.resolve(name);
    for (int i = 0; i < WARM; i++) {
      Files.write(file, making.of(i, Fuzz.random(i)));
      loadClasses(reading, file);
    }
    for (int i = 0; i < Fuzz.INPUTS; i++) {
      int input = i;
      byte[] bytes = making.of(i, Fuzz.random(i));
      Files.write(file, bytes);
      Cost.limit(
          what + " " + i,
          (2L << 20) + 4 * 1032L * bytes.length,
          () -> {
            try {
              reading.read(file);
              read[0]++;
            } catch (IllegalArgumentException | UncheckedIOException e) {
              requireNamed(e, input);
            }
          });
    }
    System.out.println(
        what + ": " + Fuzz.INPUTS + " inputs, " + read[0] + " read, all others refused");
    assertTrue(read[0] > 0 && read[0] < Fuzz.INPUTS);
  }

  /** The first readings load classes, which is no cost of a file. */
  private static void loadClasses(Reading reading, Path file) {
    try {
      reading.read(file);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      // It is looked at when it is read again.
    }
  }

  private static void requireNamed(RuntimeException e, int input) {
    assertFalse(String.valueOf(e.getMessage()).isBlank(), "input " + input);
    assertFalse(e instanceof NumberFormatException, "input " + input + ": " + e);
  }
}
