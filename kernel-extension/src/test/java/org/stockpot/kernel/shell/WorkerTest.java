package org.stockpot.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class WorkerTest {

  private Sessions session;

  @BeforeEach
  void open() throws Exception {
    session = new Sessions();
    Signals.reset();
  }

  @AfterEach
  void close() {
    session.close();
  }

  /** Starts a cell, interrupts it once it has got to BEGIN, and returns how it ended. */
  private Throwable interrupted(String code) throws Exception {
    String cell = code.replace("BEGIN", Signals.class.getName() + ".begin();");
    CompletableFuture<Object> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return session.run(cell);
              } catch (Exception failure) {
                return failure;
              }
            });
    assertTrue(Signals.awaitBegin());
    session.worker.interrupt();
    return assertInstanceOf(Throwable.class, end.get(30, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ BEGIN Thread.sleep(1000000); }",
        "{ BEGIN while (!Thread.currentThread().isInterrupted()) { } }",
        "{ BEGIN while (true) { } }",
        "{ BEGIN for (;;) { try { Thread.sleep(1); } catch (Throwable t) { } } }",
        "int f() { BEGIN while (true); }\nf()",
        "{ BEGIN java.util.stream.IntStream.range(0, 4).parallel().forEach(i -> { for (;;); }); }",
        "class K { void m() { BEGIN do { } while (true); } }\nnew K().m();",
        "{ BEGIN while (true) { switch (1) { case 1: continue; } } }",
      })
  void interruptsEndCells(String code) throws Exception {
    Throwable end = interrupted(code);
    assertInstanceOf(InterruptedException.class, end);
    assertEquals("the cell was interrupted", end.getMessage());
    assertEquals(2, session.run("1 + 1"));
    assertEquals(false, session.run("Thread.currentThread().isInterrupted()"));
  }

  @Test
  void theRestOfAnInterruptedCellIsNotRun() throws Exception {
    session.run("int done = 0;");
    interrupted(
        "try { BEGIN Thread.sleep(1000000); } catch (InterruptedException e) { }\ndone = 1;");
    assertEquals(0, session.run("done"));
  }

  @Test
  void aThreadThatNothingStopsIsLeftBehind() throws Exception {
    session.run(
        "boolean[] knew = {false};\nvar ended = new java.util.concurrent.CountDownLatch(1);");
    String spin = Signals.class.getName() + ".spin();";
    String abandoned = CellThreads.class.getName() + ".abandoned()";
    Throwable end =
        interrupted(
            "try { BEGIN "
                + spin
                + " } finally { knew[0] = "
                + abandoned
                + "; ended.countDown(); }");
    assertTrue(end.getMessage().contains("does not stop"), end.getMessage());
    assertEquals(false, session.run(abandoned));

    Signals.release();
    session.run("ended.await();");
    assertEquals(true, session.run("knew[0]"));
  }

  @Test
  void aMagicThatPollsEndsItself() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    CompletableFuture<Throwable> end =
        CompletableFuture.supplyAsync(
            () ->
                assertThrows(
                    InterruptedException.class,
                    () ->
                        session.worker.run(
                            () ->
                                CellRun.runMagic(
                                    () -> {
                                      Signals.begin();
                                      while (!Thread.currentThread().isInterrupted()) {
                                        Thread.onSpinWait();
                                      }
                                      seen.complete("partial result");
                                      return null;
                                    }))));
    assertTrue(Signals.awaitBegin());
    session.worker.interrupt();
    assertEquals("the cell was interrupted", end.get().getMessage());
    assertEquals("partial result", seen.getNow("nothing"));
  }

  @Test
  void compilationIsNotInterrupted() throws Exception {
    Throwable end =
        assertThrows(
            InterruptedException.class,
            () ->
                session.worker.run(
                    () -> {
                      session.worker.interrupt();
                      boolean exposedOutside = CellRun.current().expose(true);
                      assertTrue(Thread.currentThread().isInterrupted());
                      CellRun.current().expose(exposedOutside);
                      assertFalse(Thread.currentThread().isInterrupted());
                      return null;
                    }));
    assertEquals("the cell was interrupted", end.getMessage());
  }

  @Test
  void failuresComeOutAsTheyAre() {
    ExecutionException failure =
        assertThrows(
            ExecutionException.class,
            () ->
                session.worker.run(
                    () -> {
                      throw new OutOfMemoryError("none left");
                    }));
    assertEquals("none left", failure.getCause().getMessage());
  }

  @Test
  void codeOutsideACellIsRefused() {
    assertThrows(
        IllegalStateException.class,
        () -> session.java.evaluate("1", new Origin("nowhere", "1", 1, 0)));
  }
}
