package org.stockpot.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.task.Availability;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.analysis.PreActivations;
import org.stockpot.task.analysis.UnitMoments;
import org.stockpot.task.work.NumberCache;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.MemoryDirectory;
import org.stockpot.testing.WhiteInputs;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
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
  void repairsAreMeasuredOnce() {
    Layout layout =
        Layout.builder().add("fc1.weight", Role.WEIGHT, 3, 2).add("fc1.bias", Role.BIAS, 3).build();
    Bowl units = new Bowl(layout);
    Line line = new Line(units.init(1), units.init(2));
    List<Point> made = new ArrayList<>();
    for (boolean known : List.of(true, false)) {
      Store store = Store.open(directory.resolve("store"));
      StoredTask task = new StoredTask(store, units, Duration.ZERO, false);
      units.units =
          Availability.of(known ? WhiteInputs.of(layout) : unreadable(WhiteInputs.of(layout)));
      made.add(Statistics.REPAIR.at(line, 0.3, task));
      Score score = task.test().score(made.get(0));
      assertNotEquals(score, task.test().score(line.at(0.3)));
    }
    assertEquals(made.get(0), made.get(1));
  }

  private static PreActivations unreadable(PreActivations units) {
    return new PreActivations() {
      @Override
      public List<Layer> layers() {
        return units.layers();
      }

      @Override
      public int examples() {
        return units.examples();
      }

      @Override
      public List<UnitMoments> moments(Point at, List<Layer> layers) {
        throw new AssertionError("these are kept");
      }
    };
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
