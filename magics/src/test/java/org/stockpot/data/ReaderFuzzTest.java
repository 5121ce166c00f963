package org.stockpot.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.table.ColumnRules;
import org.stockpot.testing.Fuzz;
import org.stockpot.testing.MemoryDirectory;

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
        Idx idx = Idx.read(new ByteArrayInputStream(bytes), "train-images");
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

  private static void requireNamed(RuntimeException e, int input) {
    assertFalse(String.valueOf(e.getMessage()).isBlank(), "input " + input);
    assertFalse(e instanceof NumberFormatException, "input " + input + ": " + e);
  }
}
