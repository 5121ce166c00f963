package org.stockpot.task.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkersTest {

  private static final List<Integer> PIECES = IntStream.range(0, 100).boxed().toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 200})
  void resultsComeInTheOrderOfThePieces(int threads) {
    List<Integer> squares = PIECES.stream().map(i -> i * i).toList();
    assertEquals(squares, Workers.map(threads, PIECES, i -> i * i));
    assertEquals(List.of(), Workers.map(threads, List.of(), i -> i));
  }

  @Test
  void piecesAreDoneAtTheSameTime() {
    CyclicBarrier meeting = new CyclicBarrier(3);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Workers.map(
        3,
        List.of(1, 2, 3),
        i -> {
          threads.add(Thread.currentThread());
          return meet(meeting);
        });
    assertEquals(3, threads.size());
    assertTrue(threads.contains(Thread.currentThread()));
  }

  private static int meet(CyclicBarrier meeting) {
    try {
      return meeting.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theFirstFailureIsThrownAndNothingIsBegunAfterIt(int threads) {
    Set<Integer> begun = ConcurrentHashMap.newKeySet();
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                Workers.map(
                    threads,
                    PIECES,
                    i -> {
                      begun.add(i);
                      throw new IllegalStateException("piece " + i);
                    }));
    assertEquals("piece 0", failure.getMessage());
    assertTrue(begun.size() <= threads);
  }

  @Test
  void errorsOfHelpersAreNotLost() {
    assertThrows(
        StackOverflowError.class,
        () ->
            Workers.map(
                2,
                PIECES,
                i -> {
                  throw new StackOverflowError();
                }));
  }

  @Test
  void anInterruptReachesAllThreads() {
    CountDownLatch never = new CountDownLatch(1);
    CyclicBarrier meeting = new CyclicBarrier(2);
    Thread caller = Thread.currentThread();
    assertThrows(
        CancellationException.class,
        () ->
            Workers.map(
                2,
                PIECES,
                i -> {
                  meet(meeting);
                  if (Thread.currentThread() == caller) {
                    caller.interrupt();
                    Interrupts.check();
                  }
                  return waitFor(never);
                }));
    assertTrue(Thread.interrupted());
  }

  private static int waitFor(CountDownLatch latch) {
    try {
      latch.await();
      return 1;
    } catch (InterruptedException e) {
      throw new CancellationException("interrupted");
    }
  }

  @Test
  void threadsAreAtLeastOne() {
    assertEquals(
        "threads must be at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> Workers.map(0, PIECES, i -> i))
            .getMessage());
  }
}
