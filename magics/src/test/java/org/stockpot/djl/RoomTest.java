package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.stockpot.data.image.Digits;

final class RoomTest {

  @Test
  void aModelThatFitsIsTaken() {
    assertDoesNotThrow(() -> new Room(28_000, 12_000).require(1000));
  }

  @Test
  void aModelThatIsTooLargeIsRefusedWithTheNumbers() {
    Room room = new Room(2_800_000_000L, 9_000_000_000L);
    String heap = assertThrows(RoomException.class, () -> room.require(200_000_000)).getMessage();
    assertEquals(
        "a model must fit into memory, got 200,000,000 parameters or more, which need 5.6 GB of"
            + " Java's 2.8 GB; start the kernel with a larger -Xmx or take a smaller model",
        heap);
    Room little = new Room(280_000_000_000L, 1_000_000_000L);
    String outside =
        assertThrows(RoomException.class, () -> little.require(200_000_000)).getMessage();
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
    Room room = new Room(0, 400_000_000);
    assertDoesNotThrow(() -> room.requireNetworks(2, 400_000_000));
    assertEquals(
        "the networks of a line or a soup must fit into memory, got 32, which need 0.8 GB of the"
            + " machine's 0.4 GB; take fewer of them",
        assertThrows(RoomException.class, () -> room.requireNetworks(32, 800_000_000))
            .getMessage());
  }

  @Test
  void theMachineHasSomeRoom() {
    assertTrue(Room.standard().free() > 0);
    assertTrue(Room.standard(Double.MAX_VALUE).free() > 0);
  }
}
