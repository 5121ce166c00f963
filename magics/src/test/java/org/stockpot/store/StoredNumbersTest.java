package org.stockpot.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.task.work.NumberCache;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.MemoryDirectory;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Role;

final class StoredNumbersTest {

  private static final List<String> KEY = List.of("trace", "seed 1");

  private static final double[] NUMBERS = {Math.PI, -0.0, Double.NaN, Double.MIN_VALUE};

  private final Bowl bowl = new Bowl(Layout.builder().add("w", Role.WEIGHT, 3).build());
  private final AtomicInteger computed = new AtomicInteger();

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  private StoredTask stored(boolean fresh) {
    return new StoredTask(Store.open(directory.resolve("store")), bowl, Duration.ZERO, fresh);
  }

  private double[] asked(StoredTask task, List<String> key) {
    NumberCache cache = task.as(NumberCache.class).orElseThrow();
    return cache.get(
        key,
        () -> {
          computed.incrementAndGet();
          return NUMBERS;
        });
  }

  @Test
  void numbersAreComputedOnce() {
    StoredTask first = stored(false);
    assertArrayEquals(NUMBERS, asked(first, KEY));
    StoredTask later = stored(false);
    assertArrayEquals(NUMBERS, asked(later, KEY));
    assertEquals(1, computed.get());
    assertEquals("reused 1 of 1 computation", later.saved());
    assertEquals(1, later.scores().size());
    asked(later, List.of("trace", "seed 2"));
    assertEquals(2, computed.get());
  }

  @Test
  void freshAsksAgainOnce() {
    asked(stored(false), KEY);
    StoredTask fresh = stored(true);
    asked(fresh, KEY);
    asked(fresh, KEY);
    assertEquals(2, computed.get());
  }

  @Test
  void anInterruptKeepsNothing() {
    StoredTask task = stored(false);
    assertThrows(
        CancellationException.class,
        () ->
            task.get(
                KEY,
                () -> {
                  throw new CancellationException();
                }));
    assertArrayEquals(NUMBERS, asked(task, KEY));
  }
}
