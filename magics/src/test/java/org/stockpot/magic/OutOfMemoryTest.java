package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class OutOfMemoryTest {

  private static String words(Throwable failure) {
    return OutOfMemory.worded(failure).getMessage();
  }

  @Test
  void aFullHeapIsSaidWithItsSizeAndWhatGivesMore() {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    for (Throwable failure : new Throwable[] {full, new IllegalStateException("worker", full)}) {
      String words = words(failure);
      assertTrue(words.matches("out of memory: this takes more than the [\\d.]+ [MG]B .*"), words);
      assertTrue(words.contains("STOCKPOT_JVM_OPTS=-Xmx"), words);
    }
  }

  @Test
  void anArrayThatTheSystemRefusesIsSaidWithItsSize() {
    String libtorch =
        "[enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't allocate memory:"
            + " you tried to allocate 400000000000 bytes. Error code 12";
    String words = words(new IllegalStateException(libtorch));
    assertTrue(words.startsWith("out of memory: the engine asked for 400 GB more"), words);
  }

  @Test
  void allElseStaysWhatItIs() {
    RuntimeException other = new IllegalStateException("no memory of it");
    assertSame(other, OutOfMemory.worded(other));
    Error error = new StackOverflowError("deep");
    assertEquals("deep", assertThrows(StackOverflowError.class, () -> words(error)).getMessage());
  }
}
