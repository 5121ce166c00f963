package org.stockpot.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class JavaSessionTest {

  private static Sessions session;

  @BeforeAll
  static void open() throws Exception {
    session = new Sessions();
    session.java.imports(List.of("import java.util.*;", "import no.such.place.*;"));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static List<String> failure(String code) {
    return assertThrows(CellException.class, () -> session.run(code)).lines();
  }

  private static String printed(String code) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      session.run(code);
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theLastExpressionIsTheValue() throws Exception {
    assertEquals(6, session.run("int a = 5;\na + 1"));
    assertEquals(List.of(1), session.run("var list = new ArrayList<>(List.of(1));\nlist // as is"));
    assertEquals("b", session.run("switch (2) { case 1 -> \"a\"; default -> \"b\"; }"));
    assertEquals(8, session.run("int b;\nb = 8"));
  }

  @Test
  void declarationsStatementsAndSemicolonsHaveNoValue() throws Exception {
    assertNull(session.run("int c = 5"));
    assertNull(session.run("c;"));
    assertNull(session.run("c; // comment"));
    assertNull(session.run("System.out.flush()"));
    assertNull(session.run("5;\nint d = 6;"));
    assertNull(session.run("null"));
    assertNull(session.run("  // nothing"));
  }

  @Test
  void compileErrorsMarkThePlace() {
    assertEquals(
        List.of(
            next(2) + ": cannot find symbol",
            "      int z = 1; int y = foo + z;",
            "                         ^^^",
            "  symbol:   variable foo"),
        failure("int x1 = 1;\n  int z = 1; int y = foo + z;"));
  }

  @Test
  void unfinishedCodeIsAnError() {
    assertTrue(failure("int open(").get(0).endsWith("line 1: reached end of file while parsing"));
    assertTrue(failure("if (true) {\n").get(0).contains("reached end of file"));
    assertTrue(failure("\"abc").get(0).endsWith("unclosed string literal"));
  }

  @Test
  @Timeout(60)
  void unknownClassesComeWithTheirImportOnceTheClassPathIsRead() {
    String wanted = "  to use it: import java.util.regex.Pattern;";
    while (!failure("Pattern p = null;").contains(wanted)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void exceptionsShowTheFramesOfCellsAndCauses() {
    assertEquals(
        List.of(
            "IllegalStateException: outer",
            "    at " + next(4) + " in bad: throw new IllegalStateException(\"outer\", e);",
            "    at " + next(7) + ": bad();",
            "Caused by: java.io.IOException: inner",
            "    at " + next(2) + " in bad: try { throw new java.io.IOException(\"inner\"); }",
            "    at " + next(7) + ": bad();"),
        failure(
            """
            void bad() {
              try { throw new java.io.IOException("inner"); }
              catch (Exception e) {
                throw new IllegalStateException("outer", e);
              }
            }
            bad();"""));
  }

  /** Names a line of the cell that runs next. */
  private static String next(int line) {
    return "cell " + (session.cells() + 1) + ", line " + line;
  }

  @Test
  void exceptionsOfTheUserLoseTheirWrapper() {
    assertEquals(
        "Odd: 3",
        failure(
                "class Odd extends Exception { Odd(String m) { super(m); } }\nthrow new Odd(\"3\");")
            .get(0));
  }

  @Test
  void errorsAreExceptionsLikeOthers() throws Exception {
    List<String> lines = failure("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)");
    assertEquals("StackOverflowError", lines.get(0));
    assertTrue(lines.get(1).matches(".* in deep: .* \\(\\d+ times\\)"), lines.get(1));
    assertEquals(2, session.run("1 + 1"));
  }

  @Test
  void thrownThingsAreKept() {
    CellException failure =
        assertThrows(CellException.class, () -> session.run("throw new NoSuchFieldError(\"x\");"));
    assertEquals(NoSuchFieldError.class, failure.getCause().getClass());
    assertEquals("NoSuchFieldError", failure.name());
    assertEquals("x", failure.getMessage());
  }

  @Test
  void methodsMayWaitForOthers() throws Exception {
    assertEquals(
        "early cannot be used before these are declared: method late()\n",
        printed("int early() { return late(); }"));
    assertTrue(failure("early()").get(0).contains("before these are declared: method late()"));
    assertEquals("", printed("int late() { return 4; }"));
    assertEquals(4, session.run("early()"));
  }

  @Test
  void lostValuesAreAnnounced() throws Exception {
    session.run("class Thing { }\nThing thing = new Thing();");
    assertEquals(
        "thing has lost its value, because Thing was declared anew\n",
        printed("class Thing { int size; }"));
  }

  @Test
  void linesAreCountedBelowImportsAndComments() {
    assertEquals(
        "    at " + next(6) + ": int q = 1 / 0;",
        failure("import java.time.*;\n\n// why\n/* so\n */\nint q = 1 / 0;").get(1));
  }
}
