package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a magic's result, by the statement of JShell that calls it. */
public final class CallingSnippetTest {

  private static final String CALL = CallingSnippetTest.class.getName() + ".lineMagic();";

  private static JShell shell;
  private static MagicRuns turns;
  private static boolean interrupt;
  private static Object cell;

  @BeforeAll
  static void start() {
    shell = JShell.builder().executionEngine("local").build();
    shell.addToClasspath(System.getProperty("java.class.path"));
  }

  @AfterAll
  static void stop() {
    shell.close();
  }

  @BeforeEach
  void newCell() {
    turns = new MagicRuns();
    cell = new Object();
    interrupt = false;
  }

  /** Called by evaluated code, as kernels call magics. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T lineMagic() {
    return (T)
        turns.run(
            cell,
            () -> {
              if (interrupt) {
                turns.interrupt();
              }
              return "result";
            });
  }

  /** Called by evaluated code that is not a kernel's call of a magic. */
  public static Object fromJava() {
    return lineMagicOf(turns);
  }

  private static Object lineMagicOf(MagicRuns own) {
    return own.run(cell, () -> "result");
  }

  private static SnippetEvent run(String code) {
    List<SnippetEvent> events = shell.eval(code);
    return events.get(events.size() - 1);
  }

  private static void assertEnds(String code) {
    EvalException end = (EvalException) run(code).exception();
    assertEquals("the cell was interrupted", end.getMessage());
  }

  @Test
  void whatNobodyTakesIsNotKept() {
    assertEquals("null", run(CALL).value());
    assertEquals("\"result\"", run(CallingSnippetTest.class.getName() + ".fromJava()").value());
  }

  @Test
  void whatIsAssignedIsReturned() {
    assertEquals("\"result\"", run("String typed = " + CALL).value());
    assertEquals("\"result\"", run("var untyped = " + CALL).value());
    assertEquals("\"result\"", run("typed = " + CALL).value());
    assertNull(run("{ Object local = " + CALL + " assert local != null; }").exception());
  }

  @Test
  void interruptedDeclarationsKeepTheirValueAndEndTheCell() {
    interrupt = true;
    assertEnds("String kept = " + CALL);
    assertEquals("\"result\"", run("kept").value());
    newCell();
    interrupt = true;
    assertEnds("var also = " + CALL);
    assertEquals("\"result\"", run("also").value());
    newCell();
    interrupt = true;
    assertEnds(CALL);
  }

  @Test
  void anInterruptedAssignmentIsMadeAndTheNextMagicEndsTheCell() {
    run("String assigned;");
    interrupt = true;
    assertEquals("\"result\"", run("assigned = " + CALL).value());
    assertEnds(CALL);
  }

  @Test
  void aLoopEndsAtItsNextMagic() {
    interrupt = true;
    run("int count = 0;");
    assertEnds("for (int i = 0; i < 5; i++) { count++; Object value = " + CALL + " }");
    assertEquals("2", run("count").value());
  }
}
