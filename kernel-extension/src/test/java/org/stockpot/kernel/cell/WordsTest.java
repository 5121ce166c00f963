package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.magic.UsageException;

final class WordsTest {

  /** Words in the right column stand between bars. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "a  b\tc # |a|b|c|",
        "\"a b\" 'c d' # |a b|c d|",
        "\"\" a # ||a|",
        "--k=\"v w\" --l='x y' # |--k=v w|--l=x y|",
        "\"say \\\"hi\\\"\" # |say \"hi\"|",
        "C:\\foo\\bar \"C:\\a b\\\" x # |C:\\foo\\bar|C:\\a b\\|x|",
        "don't 5'6 # |don't|5'6|",
        "a b; # |a|b|",
        "a b ; // c d # |a|b|",
        "a; // c # |a|",
        "a;b # |a;b|",
        "http://host/x y # |http://host/x|y|",
        "'a;' \"//b\" # |a;|//b|",
        "-1 1e-3 0.2 # |-1|1e-3|0.2|",
        "${a + 1} b${ f(\"x y\") }c # |${a + 1}|b${ f(\"x y\") }c|",
        "\"a ${m.get(\"k\")} b\" --k='${c == ' '}' # |a ${m.get(\"k\")} b|--k=${c == ' '}|",
        "${a; # |${a|",
      })
  void splitsLikeAShellOfJavaHabits(String line, String expected) {
    assertEquals(expected, "|" + String.join("|", Words.split(line)) + "|");
  }

  @Test
  void nothingHasNoWords() {
    assertEquals(List.of(), Words.split("  "));
    assertEquals(List.of(), Words.split(" // only a comment"));
  }

  @Test
  void anOpenQuoteIsRefused() {
    UsageException mistake = assertThrows(UsageException.class, () -> Words.split("a 'b c"));
    assertEquals("quote must be closed, got 'b c", mistake.getMessage());
  }

  @Test
  void mendsWhatOtherKernelsSplit() {
    assertEquals(
        List.of("x y", "p q", "b"), Words.mend(List.of("'x", "y'", "p q", "b;", "//", "c")));
    assertEquals(List.of("--k=v w", ""), Words.mend(List.of("--k=v w", "")));
    assertEquals(List.of("say \"hi there\""), Words.mend(List.of("say \"hi there\"")));
    assertEquals(List.of("${a + 1}"), Words.mend(List.of("${a", "+", "1}")));
    assertEquals(List.of("${f(\"a b\")}"), Words.mend(List.of("${f(\"a b\")}")));
  }
}
