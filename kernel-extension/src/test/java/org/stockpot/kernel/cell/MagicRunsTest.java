package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stockpot.magic.UsageException;

final class MagicRunsTest {

  private final MagicRuns turns = new MagicRuns();
  private final Object cell = new Object();
  private final List<String> shown = new ArrayList<>();

  @AfterEach
  void clearTheFlag() {
    Thread.interrupted();
  }

  private static boolean flag() {
    return Thread.currentThread().isInterrupted();
  }

  @Test
  void noInterruptIsTakenWhileNoMagicRuns() {
    assertFalse(turns.interrupt());
    assertEquals("done", turns.run(cell, () -> "done"));
    assertFalse(turns.interrupt());
  }

  @Test
  void anInterruptedMagicShowsWhatItHasAndReturns() {
    Object result =
        turns.run(
            cell,
            () -> {
              assertTrue(turns.interrupt());
              assertTrue(flag());
              assertFalse(turns.isOver());
              turns.show(() -> shown.add("table"));
              return "partial";
            });
    assertEquals("partial", result);
    assertEquals(List.of("table"), shown);
    assertFalse(flag());
  }

  @Test
  void itIsTheLastMagicOfItsCell() {
    turns.run(cell, turns::interrupt);
    UsageException end =
        assertThrows(UsageException.class, () -> turns.run(cell, () -> shown.add("never")));
    assertEquals("the cell was interrupted", end.getMessage());
    assertEquals(List.of(), shown);
    assertEquals(1, turns.run(new Object(), () -> 1));
    turns.run(null, turns::interrupt);
    assertEquals(2, turns.run(null, () -> 2));
  }

  @Test
  void theSecondInterruptIsTheKernels() {
    turns.run(
        cell,
        () -> {
          assertTrue(turns.interrupt());
          assertFalse(turns.interrupt());
          assertTrue(turns.isOver());
          turns.show(() -> shown.add("late"));
          assertThrows(IllegalStateException.class, () -> turns.unreached(() -> "late"));
          return null;
        });
    assertEquals(List.of(), shown);
  }

  @Test
  void whatMustNotBeReachedIsReachedAfterwards() {
    turns.run(
        cell,
        () -> {
          try {
            assertEquals("compiled", turns.unreached(this::compile));
          } catch (Exception failure) {
            throw new AssertionError(failure);
          }
          assertTrue(flag());
          return null;
        });
  }

  private String compile() {
    assertTrue(turns.interrupt());
    assertFalse(flag());
    return "compiled";
  }

  @Test
  void sendingDoesNotLoseTheFlag() {
    turns.run(
        cell,
        () -> {
          turns.interrupt();
          turns.show(() -> shown.add(flag() ? "lost" : "sent"));
          assertTrue(flag());
          return null;
        });
    assertEquals(List.of("sent"), shown);
  }

  @Test
  void magicsWithinMagicsAreAskedTogether() {
    turns.run(
        cell,
        () -> {
          Object inner = turns.run(cell, turns::interrupt);
          assertEquals(true, inner);
          assertTrue(flag());
          return null;
        });
  }

  @Test
  void aFailureLeavesNothingBehind() {
    assertThrows(
        IllegalStateException.class,
        () ->
            turns.run(
                cell,
                () -> {
                  turns.interrupt();
                  throw new IllegalStateException();
                }));
    assertFalse(flag());
    assertFalse(turns.interrupt());
    assertNull(turns.run(new Object(), () -> null));
  }

  @Test
  void outsideMagicsTheFlagSaysThatTheCellIsOver() {
    Thread.currentThread().interrupt();
    assertTrue(turns.isOver());
    turns.show(() -> shown.add("late"));
    assertEquals(List.of(), shown);
  }
}
