package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ArrayTextTest {

  @Test
  void saysTypeLengthAndElements() {
    assertEquals("int[3] {1, 2, 3}", ArrayText.of(new int[] {1, 2, 3}));
    assertEquals("String[2] {a, null}", ArrayText.of(new String[] {"a", null}));
    assertEquals("float[0] {}", ArrayText.of(new float[0]));
    assertEquals("int[2][] {int[1] {1}, int[2] {2, 3}}", ArrayText.of(new int[][] {{1}, {2, 3}}));
  }

  @Test
  void longArraysAreCut() {
    String text = ArrayText.of(new double[1_000_000]);
    assertTrue(text.startsWith("double[1000000] {0.0, "), text);
    assertTrue(text.endsWith(", …}"), text);
    assertTrue(text.length() < 1000);
  }
}
