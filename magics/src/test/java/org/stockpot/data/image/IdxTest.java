package org.stockpot.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class IdxTest {

  private static final String HEADER = "00000803" + "00000002" + "00000001" + "00000003";

  @Test
  void tensorsAreReadInRowMajorOrder() throws IOException {
    Idx idx = read(HEADER + "0001027fe0ff");
    assertEquals(List.of(2, 1, 3), idx.shape());
    assertEquals(2, idx.count());
    assertEquals(127, idx.at(3));
    assertEquals(255, idx.at(5));
    assertEquals("98c75ef74bcd7d58007577541afcd2d1", idx.md5());
  }

  @Test
  void whatIsNoIdxFileIsRefused() {
    refused("f must have an idx header, got a shorter file", "");
    refused("f must have an idx header, got a shorter file", "000008");
    refused("f must have an idx header, got a shorter file", "0000080300000002");
    String start = "f must start with 00 00 08 and 1 to 4 dimensions, as idx files do, got ";
    refused(start + "1f8b0800", "1f8b0800");
    refused(start + "00000d01", "00000d01");
    refused(start + "00000800", "00000800");
    refused(start + "000008ff", "000008ff");
  }

  @Test
  void lengthsThatAreNotTheHeadersAreRefused() {
    refused("f must hold 6 bytes behind its header, got only 5", HEADER + "0001027fe0");
    refused("f must hold 6 bytes behind its header, got more", HEADER + "0001027fe0ff00");
  }

  @Test
  void headersThatPromiseTooMuchAreRefusedBeforeMemoryIsTaken() {
    String dimensions = "f must have dimensions of at least 1 and below 2^31 bytes, got ";
    refused(dimensions + "[-1]", "00000801" + "ffffffff");
    refused(dimensions + "[0]", "00000801" + "00000000");
    refused(dimensions + "[65536, 32768]", "00000802" + "00010000" + "00008000");
    refused(dimensions + "[2147483647]", "00000801" + "7fffffff");
    refused("f must hold 2147483639 bytes behind its header, got only 1", "000008017ffffff700");
  }

  @Test
  void damagedFilesGiveOneLineErrorsOrWhatTheyHold() throws IOException {
    byte[] whole = HexFormat.of().parseHex(HEADER + "0001027fe0ff");
    SplittableRandom random = new SplittableRandom(42);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length + 4));
      for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        Idx idx = Idx.read(new ByteArrayInputStream(bytes), "f", Integer.MAX_VALUE);
        int size = idx.shape().stream().reduce(1, (a, b) -> a * b);
        assertEquals(bytes.length, size + 4 + 4 * idx.shape().size());
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith("f must "), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 15_000, refused + " of 20000 refused");
  }

  private static Idx read(String hex) throws IOException {
    return Idx.read(new ByteArrayInputStream(HexFormat.of().parseHex(hex)), "f", Integer.MAX_VALUE);
  }

  private static void refused(String message, String hex) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> read(hex)).getMessage());
  }
}
