package org.stockpot.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RowSetTest {

  private static final long BELOW = (1L << 48) - 1;

  private static long[] random(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.longs(count).toArray();
  }

  private static RowSet set(long... rows) {
    return RowSet.of(rows);
  }

  @Test
  void setsOfFewRowsAreExact() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 200; trial++) {
      Set<Long> a = new HashSet<>();
      Set<Long> b = new HashSet<>();
      random.longs(random.nextInt(30), 0, 40).forEach(a::add);
      random.longs(random.nextInt(30), 0, 40).forEach(b::add);
      RowSet x = set(a.stream().mapToLong(r -> r).toArray());
      RowSet y = set(b.stream().mapToLong(r -> r).toArray());
      Set<Long> both = new HashSet<>(a);
      both.retainAll(b);
      Set<Long> either = new HashSet<>(a);
      either.addAll(b);
      Set<Long> rest = new HashSet<>(a);
      rest.removeAll(b);
      assertEquals(a.size(), x.count());
      assertEquals(both.size(), x.shared(y));
      assertEquals(both.size(), y.shared(x));
      assertEquals(set(either.stream().mapToLong(r -> r).toArray()), x.union(y));
      assertEquals(set(rest.stream().mapToLong(r -> r).toArray()), x.without(y));
      assertEquals(x, RowSet.parse(x.toString()));
    }
  }

  @Test
  void rowsCountOnceAndByFortyEightBits() {
    assertEquals(2, set(5, 3, 5, 3, 3).count());
    assertEquals(set(7), set(7 | 1L << 60));
    assertEquals(set(BELOW), set(-1L));
    assertEquals(0, RowSet.NONE.count());
    assertTrue(RowSet.NONE.isExact());
    assertEquals(RowSet.NONE, set());
  }

  @Test
  void setsUpToTheLimitAreExactAndBeyondEstimates() {
    RowSet full = RowSet.of(random(RowSet.MOST, 1));
    assertTrue(full.isExact());
    assertEquals(RowSet.MOST, full.count());
    long[] million = random(1_000_000, 2);
    RowSet large = RowSet.of(million);
    assertFalse(large.isExact());
    assertEquals(
        1e6, (double) large.count(), 15e3, "four standard deviations, 1 / sqrt(65536) each");
    RowSet part = RowSet.of(Arrays.copyOf(million, 10_000));
    assertEquals(1e4, (double) part.shared(large), 1600);
    assertEquals(part.shared(large), large.shared(part));
    assertEquals(0, part.without(large).count(), "those below the limit are all in it");
    assertEquals(0, large.shared(RowSet.of(random(10_000, 3))), "others are in neither sample");
    RowSet halves =
        RowSet.of(Arrays.copyOf(million, 500_000))
            .union(RowSet.of(Arrays.copyOfRange(million, 500_000, 1_000_000)));
    assertEquals(large, halves, "a union is the set of all");
  }

  @Test
  void textsAreBoundedAndReadBack() {
    for (int count : List.of(0, 1, 1000, RowSet.MOST, 200_000)) {
      RowSet set = RowSet.of(random(count, count));
      String text = set.toString();
      assertTrue(RowSet.isText(text));
      assertEquals(set, RowSet.parse(text));
      assertTrue(text.length() < 500_000, "" + text.length());
      assertTrue(text.length() < 32 + 10 * Math.min(count, RowSet.MOST), "" + text.length());
    }
    RowSet edges = set(0, 1, BELOW);
    assertEquals(edges, RowSet.parse(edges.toString()));
  }

  @Test
  void damagedTextsAreRefused() {
    for (String text :
        List.of("", "rows48:", "rows48:?", "rows:AAAA", encoded(), encoded(0), encoded(4, 0))) {
      assertThrows(IllegalArgumentException.class, () -> RowSet.parse(text), text);
    }
    String past = encoded(2, 1, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> RowSet.parse(past), "rows above the limit");
    assertThrows(
        IllegalArgumentException.class, () -> RowSet.parse("rows48:" + "A".repeat(10_000_000)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            RowSet.parse(
                "rows48:"
                    + Base64.getEncoder()
                        .encodeToString(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1})));
  }

  /** Encodes numbers of seven bits. */
  private static String encoded(int... numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return "rows48:" + Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void mutatedTextsAreReadOrRefused() {
    SplittableRandom random = new SplittableRandom(4);
    byte[] text =
        RowSet.of(random(50, 1)).toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    int read = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] mutated = text.clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        mutated[random.nextInt(7, text.length)] = (byte) random.nextInt(33, 127);
      }
      try {
        RowSet set = RowSet.parse(new String(mutated, java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals(set, RowSet.parse(set.toString()));
        read++;
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage() != null);
      }
    }
    assertTrue(read > 0);
  }
}
