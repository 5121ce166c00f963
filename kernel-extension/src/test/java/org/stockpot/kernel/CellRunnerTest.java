package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.kernel.cell.MagicException;
import org.stockpot.kernel.shell.CellException;
import org.stockpot.kernel.shell.Sessions;
import org.stockpot.magic.UsageException;

final class CellRunnerTest {

  private static Sessions session;

  private final NamedMagics magics = new NamedMagics();
  private final List<String> calls = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    session = new Sessions();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @BeforeEach
  void register() {
    magics.registerLineMagic(
        "imp",
        words -> {
          calls.add("imp " + words);
          return List.copyOf(words);
        });
    magics.registerCellMagic(
        "task",
        (words, body) -> {
          calls.add("task " + words + " " + body);
          return "unseen";
        });
    magics.registerLineMagic("text", words -> "text");
    magics.registerLineMagic(
        "wrong",
        words -> {
          throw new UsageException("unknown option --x");
        });
    magics.registerLineMagic(
        "broken",
        words -> {
          throw new java.io.IOException("disk is full");
        });
  }

  private Object run(String cell) throws Exception {
    try {
      return session.worker.run(
          () -> new CellRunner(() -> session.java, magics).run(cell, "cell 1"));
    } catch (ExecutionException failure) {
      throw (Exception) failure.getCause();
    }
  }

  private CellException failure(String cell) {
    return assertThrows(CellException.class, () -> run(cell));
  }

  @Test
  void partsRunInOrder() throws Exception {
    assertEquals(3, run("int a = 1;\n%imp x 'y z'\na + 2"));
    assertEquals(List.of("imp [x, y z]"), calls);
  }

  @Test
  void aMagicHasNoValueToShow() throws Exception {
    assertNull(run("1;\n%imp"));
    assertNull(run("%%task a\nbody"));
    assertEquals(List.of("imp []", "task [a] body"), calls);
  }

  @Test
  void variablesGetTheTypeOfTheValue() throws Exception {
    assertEquals("b", run("var words = %imp a b\nwords.get(1)"));
    assertEquals(1, run("java.util.List<String> typed = %imp a\ntyped.size()"));
    assertEquals("text", run("final var t = %text\nt.concat(\"\")"));
    assertEquals("c", run("words = %imp c\nwords.get(0)"));
  }

  @Test
  void aWrongTypeIsNamed() {
    assertEquals(
        "the variable must be a String, as %text makes one, got Integer number",
        failure("Integer number = %text").getMessage());
  }

  @Test
  void unknownMagicsStopTheCellBeforeItStarts() throws Exception {
    CellException failure = failure("%imp\nfor (;;) {\n  %inp\n}");
    assertEquals("no magic %inp, did you mean %imp?", failure.getMessage());
    assertEquals("UsageError", failure.name());
    assertEquals("no magic %%taks, did you mean %%task?", failure("%%taks").getMessage());
    assertEquals("no magic %prune, did you mean %imp?", failure("%prune").getMessage());
    assertEquals("no magic %zz, %stockpot lists what there is", failure("%zz").getMessage());
    assertEquals(List.of(), calls);
  }

  @Test
  void failuresAreOneLine() {
    CellException wrong = failure("%wrong");
    assertEquals(List.of("unknown option --x"), wrong.lines());
    assertEquals("UsageError", wrong.name());
    CellException broken = failure("%broken");
    assertEquals(List.of("IOException: disk is full"), broken.lines());
    assertEquals(MagicException.class, broken.getCause().getClass());
    assertEquals(List.of("quote must be closed, got 'x"), failure("%imp 'x").lines());
  }

  @Test
  void compileErrorsCountTheLinesOfTheCell() {
    assertEquals(
        List.of(
            "cell 1, line 3: cannot find symbol",
            "      foo();",
            "      ^^^",
            "  symbol:   method foo()"),
        failure("int b = 1;\n%imp\n  foo();").lines());
  }
}
