package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.magic.UsageException;

final class CellTest {

  private static List<String> parts(String source) {
    return ((Cell.Code) Cell.parse(source)).parts().stream().map(CellTest::text).toList();
  }

  private static String text(CellPart part) {
    if (part instanceof CellPart.Java java) {
      return java.line() + " java " + java.code().strip();
    }
    CellPart.Magic magic = (CellPart.Magic) part;
    MagicLine line = magic.magic();
    return magic.line() + " " + line.target() + " <- " + line.name() + " " + line.words();
  }

  @Test
  void magicLinesDivideTheJava() {
    assertEquals(
        List.of("1 java int a = 1;", "2  <- imp [--rounds, 3]", "2 java a"),
        parts("int a = 1;\n  %imp --rounds 3\na"));
  }

  @Test
  void magicsAreAssigned() {
    assertEquals(List.of("1 var x <- imp []"), parts("var x = %imp"));
    assertEquals(List.of("1 var x <- imp []"), parts("var x = %imp; // now"));
    assertEquals(
        List.of("1 java int a = 1;", "3 Map<String, int[]> r <- imp? [a]"),
        parts("int a = 1;\n Map<String, int[]> r =\n   %imp? a;"));
    assertEquals(List.of("1 java int a;", "1 x <- imp []"), parts("int a; x = %imp"));
    assertEquals(List.of("2 R r <- imp []"), parts("R r = // why\n  %imp"));
  }

  @Test
  void magicsInBlocksBecomeCallsOnTheSameLine() {
    assertEquals(
        List.of(
            "1 java for (;;) {\n  "
                + Cell.CALL
                + "(\"imp \\\"a\\\\b\\\" c\", new Object[] {});\n  R r = "
                + Cell.CALL
                + "(\"soup\", new Object[] {});\n}"),
        parts("for (;;) {\n  %imp \"a\\b\" c\n  R r = %soup\n}"));
  }

  @Test
  void javaInTheWordsOfABlocksMagicIsJavaOfThatBlock() {
    String call = Cell.CALL + "(\"imp --lr ${lr} ${f(\\\"}\\\")}\", new Object[] {lr, f(\"}\")});";
    assertEquals(
        List.of("1 java for (;;) {\n  " + call + "\n}"),
        parts("for (;;) {\n  %imp --lr ${lr} ${f(\"}\")}\n}"));
  }

  @Test
  void magicsMayFollowALabel() {
    assertEquals(
        List.of(
            "1 java switch (a) {\n  case 1:\n    " + Cell.CALL + "(\"imp\", new Object[] {});\n}"),
        parts("switch (a) {\n  case 1:\n    %imp\n}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int z = 5\n%3",
        "int z = a\n%imp",
        "z = a % imp",
        "z %= imp",
        "foo(a,\n%imp)",
        "String s = \"\"\"\n%imp\n\"\"\";",
        "String s = \"\"\"\nx = %imp \\\"\"\"\n%imp\n\"\"\";",
        "String s = \"a = %imp\";",
        "char c = '\"'; // x = %imp",
        "/*\n%imp\n*/",
        "b = a == %imp",
        "String.format(\"%d\", 1)",
      })
  void javaStaysJava(String source) {
    List<CellPart> parts = ((Cell.Code) Cell.parse(source)).parts();
    parts.forEach(part -> assertEquals(source, assertInstanceOf(CellPart.Java.class, part).code()));
  }

  @Test
  void cellMagicsTakeTheRest() {
    assertEquals(
        new Cell.Magic("task", "a b", "x\n%y\n"), Cell.parse("\n // why\n\n%%task a b\nx\n%y\n"));
    assertEquals(new Cell.Magic("task", "", ""), Cell.parse("%%task"));
    assertEquals(new Cell.Magic("task", ";", ""), Cell.parse("%%task;"));
    assertEquals(new Cell.Magic("task", "", ""), Cell.parse("%%task\n"));
    assertEquals(new Cell.Magic("task?", "", ""), Cell.parse("%%task?"));
    assertEquals(new Cell.Magic("task", "a", "b\n"), Cell.parse("%%task a\r\nb\r\n"));
  }

  @Test
  void aLateCellMagicIsRefused() {
    UsageException mistake =
        assertThrows(UsageException.class, () -> Cell.parse("int a;\n%%task b"));
    assertEquals(
        "a cell magic must be on the first line of its cell, got %%task", mistake.getMessage());
  }

  @Test
  void emptyCellsHaveNoParts() {
    assertEquals(List.of(), parts(""));
    assertEquals(List.of(), parts("\n// nothing\n/* at all */"));
  }
}
