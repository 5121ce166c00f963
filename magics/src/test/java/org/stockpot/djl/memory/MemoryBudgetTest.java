package org.stockpot.djl.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;

final class MemoryBudgetTest {

  @Test
  void aModelThatFitsIsTaken() {
    assertDoesNotThrow(() -> new MemoryBudget(28_000, 12_000).require(1000));
  }

  @Test
  void aModelThatIsTooLargeIsRefusedWithTheNumbers() {
    MemoryBudget room = new MemoryBudget(2_800_000_000L, 9_000_000_000L);
    String heap =
        assertThrows(MemoryLimitException.class, () -> room.require(200_000_000)).getMessage();
    assertEquals(
        "a model must fit into memory, got 200,000,000 parameters or more, which need 5.6 GB of"
            + " Java's 2.8 GB; start the kernel with a larger -Xmx or take a smaller model",
        heap);
    MemoryBudget little = new MemoryBudget(280_000_000_000L, 1_000_000_000L);
    String outside =
        assertThrows(MemoryLimitException.class, () -> little.require(200_000_000)).getMessage();
    assertTrue(outside.contains("2.4 GB of the machine's 1.0 GB"), outside);
  }

  @Test
  void itIsRefusedBeforeItsArraysAreMade() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> DjlTask.of(Digits.load(), "mlp:1000000,1000000"))
            .getMessage();
    assertTrue(message.contains("1,000,065,000,000 parameters or more"), message);
  }

  @Test
  void networksKeptSideBySideAreCounted() {
    MemoryBudget room = new MemoryBudget(0, 400_000_000);
    assertDoesNotThrow(() -> room.requireNetworks(2, 400_000_000));
    assertEquals(
        "the networks of a line or a soup must fit into memory, got 32, which need 0.8 GB of the"
            + " machine's 0.4 GB; take fewer of them",
        assertThrows(MemoryLimitException.class, () -> room.requireNetworks(32, 800_000_000))
            .getMessage());
  }

  @Test
  void theMachineHasSomeRoom() {
    assertTrue(MemoryBudget.standard().free() > 0);
    assertTrue(MemoryBudget.standard(Double.MAX_VALUE).free() > 0);
  }
}
