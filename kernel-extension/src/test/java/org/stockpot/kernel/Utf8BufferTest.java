package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8BufferTest {

  @ParameterizedTest
  @ValueSource(strings = {"ascii", "äöü", "€uro", "a😀b", "", "中文"})
  void charactersAreNeverCut(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      Utf8Buffer buffer = new Utf8Buffer();
      buffer.add(bytes, 0, cut);
      String first = buffer.takeWhole();
      assertTrue(text.startsWith(first), first);
      buffer.add(bytes, cut, bytes.length - cut);
      assertEquals(text, first + buffer.takeAll());
      assertTrue(buffer.isEmpty());
    }
  }
}
