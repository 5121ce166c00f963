package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressMeterTest {

  private static final long MILLI = 1_000_000;

  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 500 * MILLI);
  private final List<String> frames = Collections.synchronizedList(new ArrayList<>());
  private final ProgressMeter meter =
      new ProgressMeter("imp", display -> frames.add(display.text()), time::get);

  private String last() {
    return frames.get(frames.size() - 1);
  }

  private void pass(long millis) {
    time.addAndGet(millis * MILLI);
  }

  @Test
  void aSecondHasFiveFrames() {
    meter.plan(10_000);
    for (int i = 0; i < 10_000; i++) {
      pass(1);
      meter.done(1);
    }
    assertEquals(51, frames.size());
  }

  @Test
  void theFirstCallIsDrawnAtOnce() {
    meter.plan(100);
    assertEquals(List.of("imp: 0% · 0 of 100 · 0.0 s, ? left"), frames);
  }

  @Test
  void theTimeLeftFollowsTheRate() {
    meter.plan(100);
    pass(1000);
    meter.done(10);
    assertEquals("imp: 10% · 10 of 100 · 1.0 s, 9.0 s left · 10/s", last());
    pass(60_000);
    meter.done(30);
    assertEquals("imp: 40% · 40 of 100 · 1:01, 2:00 left · 2 s each", last());
  }

  @Test
  void framesWithoutFinishedWorkDoNotChangeTheRate() {
    meter.plan(100);
    pass(1000);
    meter.done(10);
    pass(500);
    meter.phase("measuring");
    assertTrue(last().endsWith("measuring · 10 of 100 · 1.5 s, 8.5 s left · 10/s"), last());
    pass(500);
    meter.done(10);
    assertTrue(last().endsWith("20 of 100 · 2.0 s, 8.0 s left · 10/s"), last());
  }

  @Test
  void plansAddUpAndAreNeverBelowWhatIsDone() {
    meter.plan(10);
    meter.plan(20);
    meter.done(60);
    assertEquals(60, meter.bar().amount().total());
    meter.plan(70);
    assertEquals(100, meter.bar().amount().total());
  }

  @Test
  void watchedValuesKeepTheirOrder() {
    meter.watch("loss", 0.123456);
    meter.watch("accuracy", 0.9);
    meter.watch("loss", 0.1);
    assertEquals(List.of("loss", "accuracy"), List.copyOf(meter.bar().watched().keySet()));
    assertEquals(0.1, meter.bar().watched().get("loss"));
  }

  @Test
  void theLastFrameIsAlwaysShownAndTheLast() {
    meter.plan(2);
    meter.done(1);
    meter.interrupt("1 round kept");
    assertEquals("■ imp: interrupted after 0.0 s at 50% · 1 round kept", last());
    pass(10_000);
    meter.done(1);
    meter.finish("too late");
    meter.fail("too late");
    assertEquals(2, frames.size());
  }

  @Test
  void everyEndHasItsWord() {
    meter.finish("12 rounds");
    assertEquals("✓ imp: done in 0.0 s · 12 rounds", last());
    ProgressMeter other = new ProgressMeter("soup", d -> frames.add(d.text()), time::get);
    other.fail("loss became NaN");
    assertEquals("✗ soup: failed after 0.0 s · loss became NaN", last());
  }

  @Test
  void aBrokenScreenDoesNotStopTheWork() {
    AtomicInteger tries = new AtomicInteger();
    ProgressMeter blind =
        new ProgressMeter(
            "imp",
            display -> {
              tries.incrementAndGet();
              throw new IllegalStateException("no kernel");
            },
            time::get);
    blind.plan(3);
    pass(1000);
    blind.done(3);
    blind.finish("");
    assertEquals(1, tries.get());
    assertEquals(3, blind.bar().amount().done());
  }

  @Test
  void othersGoOnWhileOneThreadDraws() throws Exception {
    CountDownLatch drawing = new CountDownLatch(1);
    CountDownLatch drawn = new CountDownLatch(1);
    ProgressMeter slow =
        new ProgressMeter(
            "imp",
            display -> {
              drawing.countDown();
              await(drawn);
            },
            time::get);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<?> first = pool.submit(() -> slow.plan(5));
      await(drawing);
      pass(1000);
      slow.done(5);
      assertEquals(5, slow.bar().amount().done());
      drawn.countDown();
      first.get();
    } finally {
      pool.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void noUnitIsLostBetweenThreads() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        all.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 50_000; i++) {
                    pass(1);
                    meter.done(1);
                    meter.watch("loss", i);
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertEquals(200_000, meter.bar().amount().done());
    assertTrue(frames.size() <= 1001, "frames " + frames.size());
  }
}
