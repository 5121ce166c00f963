package org.stockpot.kernel.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who shows the result of a magic, where magics become what JJava makes of them from 1.0-a7 on: an
 * expression, whose value is shown if it is the last of a cell.
 */
final class ResultsTest {

  private static final String MAGIC =
      "org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.lineMagic(\"train\","
          + "java.util.List.of(\"--for\", \"1it\"));";

  private static TestKernel kernel;
  private static JShell shell;

  @BeforeAll
  static void start() throws Exception {
    kernel = new TestKernel();
    kernel.onStartup();
    shell = JShell.builder().executionEngine("local").build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    kernel.getMagicsRegistry().evalLineMagic(kernel, "task", List.of("digits", "mlp:2", "-q"));
  }

  @AfterAll
  static void stop() {
    shell.close();
    kernel.onShutdown(false);
  }

  @BeforeEach
  void clear() {
    kernel.shown.clear();
  }

  /** Runs a cell; returns its last value as the kernel would show it, or null. */
  private static String run(String cell) {
    String value = null;
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      List<SnippetEvent> events = shell.eval(next.source());
      SnippetEvent last = events.get(events.size() - 1);
      assertNull(last.exception(), () -> last.exception().toString());
      assertTrue(last.status().isDefined(), next.source());
      value = "".equals(last.value()) || "null".equals(last.value()) ? null : last.value();
      rest = next.remaining();
    }
    return value;
  }

  /** Returns how often a training's table was shown by the magics themselves. */
  private static long tables() {
    return kernel.shown.stream()
        .map(ResultsTest::text)
        .filter(text -> text.startsWith("Training: "))
        .count();
  }

  private static String text(DisplayData shown) {
    return String.valueOf(shown.getData(MIMEType.TEXT_PLAIN));
  }

  @Test
  void theLastMagicOfACellIsShownOnce() {
    assertNull(run(MAGIC));
    assertEquals(1, tables());
  }

  @Test
  void magicsBeforeOthersAndBeforeJavaAreShown() {
    assertNull(run(MAGIC + "\n" + MAGIC));
    assertEquals(2, tables());
    assertEquals("3", run(MAGIC + "\n1 + 2"));
    assertEquals(3, tables());
  }

  @Test
  void assignedMagicsReturnTheirResult() {
    run("var first = " + MAGIC);
    run("org.stockpot.task.TrainResult second = " + MAGIC);
    run("second = " + MAGIC);
    assertEquals(3, tables());
    assertEquals("true", run("first != null && second != null"));
  }

  @Test
  void magicsOfALoopAreShownEachTime() {
    assertNull(run("for (int i = 0; i < 2; i++) { " + MAGIC + " }"));
    assertEquals(2, tables());
  }

  @Test
  void bareResultsAreNotKept() {
    run(MAGIC);
    String kept =
        shell
            .variables()
            .filter(v -> v.name().startsWith("$"))
            .map(shell::varValue)
            .collect(Collectors.joining());
    assertEquals("", kept.replaceAll("null|true|3", ""));
  }
}
