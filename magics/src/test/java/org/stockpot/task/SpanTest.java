package org.stockpot.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpanTest {

  @ParameterizedTest
  @CsvSource({"3ep,30", "500it,500", "2ep50it,70", "init,0", "0it,0", "0ep5it,5"})
  void spansCountSteps(String text, long steps) {
    assertEquals(steps, Span.parse(text).steps(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3ep", "500it", "2ep50it", "0it"})
  void spansReadWhatTheyWrite(String text) {
    assertEquals(text, Span.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3", "ep", "3 ep", "-3ep", "3it2ep", "1e3it", "3.5ep", "9999999999999ep"})
  void otherTextIsRefused(String text) {
    assertEquals(
        "a span must look like 3ep, 500it or 2ep50it, got " + text,
        assertThrows(IllegalArgumentException.class, () -> Span.parse(text)).getMessage());
  }
}
