package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stockpot.kernel.shell.JavaSession;

final class BackgroundStartTest {

  private final List<Runnable> later = new ArrayList<>();
  private final CountDownLatch warm = new CountDownLatch(1);
  private int opened;

  private final BackgroundStart readiness =
      new BackgroundStart(this::open, warm::countDown, later::add);

  private CompletableFuture<JavaSession> open() {
    opened++;
    return CompletableFuture.completedFuture(null);
  }

  private void restNow() {
    later.forEach(Runnable::run);
    later.clear();
  }

  @Test
  void magicsStartTheEngineAndNoJava() throws InterruptedException {
    readiness.begin("%imp --rounds 3");
    assertEquals(1, warm.getCount());
    readiness.begin("int x = 1;\nvar t = %task digits mlp:8");
    assertTrue(warm.await(10, TimeUnit.SECONDS));
    assertEquals(0, opened);
  }

  @Test
  void javaStartsOnceWhenItIsNeeded() {
    readiness.begin("1 + 1");
    assertNull(readiness.session());
    assertNull(readiness.session());
    assertEquals(1, opened);
    assertEquals(1, warm.getCount());
  }

  @Test
  void bothStartWhileNothingRuns() throws InterruptedException {
    readiness.rest();
    restNow();
    assertEquals(1, opened);
    assertTrue(warm.await(10, TimeUnit.SECONDS));
  }

  @Test
  void aCellThatRunsIsNotDisturbed() {
    readiness.rest();
    readiness.begin("%stockpot");
    restNow();
    assertEquals(0, opened);
    readiness.rest();
    readiness.begin("%stockpot");
    readiness.rest();
    later.get(0).run();
    assertEquals(0, opened);
    later.get(1).run();
    assertEquals(1, opened);
  }
}
