package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.kernel.Jupyter.Answer;

/** The extension in a kernel like IJava 1.3.0, whose old libraries come first. */
final class IJavaIT {

  @TempDir private static Path folder;

  private static Jupyter kernel;

  @BeforeAll
  static void start() throws IOException {
    Machine.python();
    kernel = Jupyter.start(folder, IJavaLike.EXTENDED, IJavaLike.install(folder), Map.of());
  }

  @AfterAll
  static void stop() throws IOException {
    if (kernel != null) {
      kernel.close();
    }
  }

  @Test
  void itsOwnLibrariesWin() {
    for (String old : List.of("com.google.gson.Gson", "org.apache.commons.lang3.StringUtils")) {
      String where = old + ".class.getProtectionDomain().getCodeSource().getLocation()";
      Answer answer = kernel.run("String.valueOf(" + where + ")");
      String jar = answer.texts("execute_result").get(0);
      assertTrue(
          jar.matches(".*/extended/original/\\d+/(gson-2.8.5|commons-lang3-3.8.1).jar"), jar);
    }
  }

  @Test
  void wordsSurviveItsTokeniser() {
    kernel.run("%task digits mlp:8 -q");
    for (String line :
        List.of(
            "%train --for 1ep --as base; // a comment",
            "%train --for '1ep' --as \"base\"",
            "%train --for=\"1ep\" --as='base';",
            "%train --schedule \"constant\" --for 1ep --as base",
            "%%train --as base\nfor = 1ep  # a comment")) {
      kernel.run("base = null;");
      assertEquals("", kernel.run(line).error(), line);
      assertEquals(List.of("true"), kernel.run("base != null").texts("execute_result"), line);
    }
  }

  @Test
  void mistakesAreNamed() {
    String error = kernel.run("%imp --round 3").error();
    assertTrue(error.contains("unknown option --round, did you mean --rounds?"), error);
    assertTrue(kernel.run("%stockpot help impp").error().contains("did you mean imp?"));
  }

  @Test
  void anErrorInARendererIsSurvived() {
    kernel.run(
        "class Bad extends tech.tablesaw.api.Table { Bad() { super(\"bad\"); }"
            + " public List<tech.tablesaw.columns.Column<?>> columns() {"
            + " throw new NoClassDefFoundError(\"gone\"); } }");
    Answer answer = kernel.run("new Bad()");
    assertTrue(answer.texts("execute_result").toString().contains("cannot be shown"));
    assertEquals(List.of("2"), kernel.run("1 + 1").texts("execute_result"));
  }

  @Test
  void anInterruptEndsTheCellWithWhatIsFinished() {
    kernel.run("%task digits lenet-300-100 -q");
    String imp = "%imp --rounds 20 --for 20ep --seeds 1,2,3";
    String cell = kernel.send("PruneResult found = " + imp + " --as stopped\n\"rest\"");
    kernel.awaitText(cell, "round 1 of 20");
    kernel.interrupt();
    Answer end = kernel.collect(cell);
    assertTrue(end.error().contains("line magic 'imp': the cell was interrupted"), end.error());
    assertFalse(end.error().contains("Base64"), end.error());
    assertEquals(List.of(), end.outputs("execute_result"));
    String shown = end.texts("display_data").toString();
    assertTrue(shown.contains("run the cell again to "), shown);
    assertTrue(shown.contains("Iterative pruning: digits lenet-300-100\n"), shown);
    assertTrue(shown.contains("chart: Iterative pruning"), shown);
    List<String> bars =
        end.texts("update_display_data").stream().filter(text -> !text.isEmpty()).toList();
    assertTrue(bars.get(bars.size() - 1).startsWith("■ imp: interrupted after"), bars.toString());
    Answer later = kernel.run("stopped == found && stopped.replicates().size() > 0");
    assertEquals(List.of("true"), later.texts("execute_result"));
    assertEquals(List.of(), later.outputs("display_data"));
    Answer again = kernel.run("%imp --rounds 1 --for 1ep --seeds 1,2,3");
    assertEquals("", again.error());
    assertTrue(again.texts("update_display_data").toString().contains("✓ imp: done in"));
  }

  @Test
  void aSecondInterruptIsTheKernelsOwn() {
    String cell =
        kernel.send(
            "%%task own\nSystem.out.println(\"be\" + \"gun\");"
                + "try { Thread.sleep(100_000); }"
                + " catch (InterruptedException first) { Thread.sleep(100_000); }");
    kernel.awaitText(cell, "begun");
    kernel.interrupt();
    kernel.interrupt();
    assertTrue(kernel.collect(cell).error().contains("Evaluator was interrupted"));
    Answer later = kernel.run("1 + 1");
    assertEquals(List.of("2"), later.texts("execute_result"));
    assertEquals(List.of(), later.outputs("display_data"));
    assertEquals("", kernel.run("%task digits mlp:2").error());
  }
}
