package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatementsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "foo.ba # foo.ba",
        "int a; b # b",
        "for (int i = 0; i < 3; i # for (int i = 0; i < 3; i",
        "for (;;) { x # x",
        "f(x -> { y; z # z",
        "String s = \";\" + t # String s = \";\" + t",
        "if (a) {} els # els",
      })
  void findsTheLast(String code, String last) {
    assertEquals(last, code.substring(Statements.startOfLast(code)).strip());
  }
}
