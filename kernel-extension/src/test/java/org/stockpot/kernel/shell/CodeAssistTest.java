package org.stockpot.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.kernel.shell.CodeAssist.Candidates;

final class CodeAssistTest {

  private static Sessions session;
  private static CodeAssist assist;

  @BeforeAll
  static void open() throws Exception {
    session = new Sessions();
    session.java.imports(List.of("import java.util.*;"));
    session.run("String known = \"\";");
    assist = new CodeAssist(session.java);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  /** The cursor is the bar; what is replaced starts at the underscore before it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "_kno| # known",
        "known._leng| # length()",
        "int abc = 3; _ab| # abc",
        "%imp --x 1\\nint abc = 3;\\nint y = _ab| # abc",
        "R r = %imp\\nint abc = 3;\\n_ab|; more # abc",
        "for (int idx = 0; idx < 3; idx++) { _id| # idx",
        "import java.time.*;\\nint abc = 3;\\n_ab| # abc",
        "class Q { int foo; void m() { _fo| # foo",
        "known.isEmpty(); List.of(_kno| # known",
      })
  void completes(String marked, String expected) {
    String text = marked.replace("\\n", "\n");
    int from = text.indexOf('_');
    int cursor = text.indexOf('|') - 1;
    Candidates found = assist.complete(text.replaceAll("[_|]", ""), cursor);
    assertTrue(found.candidates().contains(expected), found.toString());
    assertEquals(from, found.from());
  }

  @Test
  void nothingMatchesNonsense() {
    assertEquals(List.of(), assist.complete("zzz", 3).candidates());
  }

  @Test
  void explainsNames() {
    assertTrue(text("known.substring(1)", 9).contains("String String.substring(int beginIndex)"));
    System.out.println("K" + text("known", 2));
    assertTrue(text("known", 2).matches("known:(java.lang.)?String\\s*"));
    assertTrue(text("int abc = 3;\nMath.max(abc, 1)", 20).contains("Math.max(int a, int b)"));
    assertEquals(Optional.empty(), assist.inspect("zzz", 1));
  }

  private static String text(String code, int cursor) {
    return assist.inspect(code, cursor).orElse("");
  }

  @Test
  void knowsUnfinishedCode() {
    assertEquals(Optional.of("    "), assist.indent("for (;;) {"));
    assertEquals(Optional.of("        "), assist.indent("int a = 1;\nclass A {\n  void f() {"));
    assertEquals(Optional.empty(), assist.indent("int x = 5"));
    assertEquals(Optional.empty(), assist.indent("R r = %imp --rounds 3"));
    assertEquals(Optional.empty(), assist.indent(""));
  }

  @Test
  void javadocBecomesText() {
    assertEquals(
        "Returns x.\n\nSee List<E>.",
        Javadoc.text("Returns {@code x}.\n<p>See {@link List&lt;E&gt;}."));
  }
}
