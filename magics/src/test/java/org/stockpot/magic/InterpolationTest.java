package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.magic.option.JavaSource;

final class InterpolationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${a}|<a>",
        "x${a}y${b}z|x<a>y<b>z",
        "${new int[] {1, 2}.length}|<new int[] {1, 2}.length>",
        "${m.get(\"}\")}|<m.get(\"}\")>",
        "${s.replace('{', '}')}!|<s.replace('{', '}')>!",
        "${\"\\\"}\"}|<\"\\\"}\">",
        "$a {b} $ {c}|$a {b} $ {c}",
        "${${}|unclosed",
        "${a|unclosed",
        "${\"a}|unclosed",
      })
  void expressionsEndAtTheBraceThatClosesThem(String text, String filled) {
    if (filled.equals("unclosed")) {
      String message =
          assertThrows(UsageException.class, () -> Interpolation.parts(text)).getMessage();
      assertEquals("${ must be closed by }, got " + text, message);
    } else {
      assertEquals(filled, Interpolation.fill(text, java -> "<" + java + ">"));
    }
  }

  @Test
  void aCallHasTheExpressionsAsJava() {
    assertEquals(
        "Stockpot.run(\"train\", \"--lr\", lr, \"--as\", \"net\" + (i + 1), \"a \\\"b\\\"\")",
        JavaSource.call("train", List.of("--lr", "${lr}", "--as", "net${(i + 1)}", "a \"b\"")));
  }
}
