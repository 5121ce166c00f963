package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodeRegionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// imp.",
        "int x; // a\n// b",
        "/* imp.",
        "/*",
        "/** x\n * imp.",
        "\"imp.",
        "f(\"a\", \"",
        "'",
        "\"\"\"\nimp.",
        "\"a\\\"",
        "%imp x // it's\n\"imp.",
      })
  void textIsNoCode(String code) {
    assertTrue(CodeRegions.endsInText(code), code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "imp.",
        "// a\nimp.",
        "/* a */ imp.",
        "\"a\".",
        "\"a\"",
        "'\"' + ",
        "\"\"\"\n// \"\"\".",
        "\"//\" + imp.",
        "%load http://x 'it\nimp.",
        "%task 'a b' \"\nimp.",
      })
  void codeIsCode(String code) {
    assertFalse(CodeRegions.endsInText(code), code);
  }
}
