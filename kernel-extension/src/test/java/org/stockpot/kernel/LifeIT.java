package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.kernel.Jupyter.Answer;

/** How kernels begin and end, alone and beside one another. */
final class LifeIT {

  @TempDir private static Path folder;

  @BeforeAll
  static void install() {
    Jupyter.install();
  }

  @Test
  void textIsUtf8WhateverTheLocale() throws IOException {
    try (Jupyter kernel = Jupyter.start(folder, Map.of("LC_ALL", "C", "LANG", "C"))) {
      assertEquals("größe 中 😀\n", kernel.run("System.out.println(\"größe 中 😀\")").printed());
      assertEquals(
          List.of("true"),
          kernel
              .run(
                  "Files.writeString(Path.of(\"größe.txt\"), \"ä\");\nFiles.exists(Path.of(\"größe.txt\"))")
              .texts("execute_result"));
    }
  }

  @Test
  void twoKernelsShareAFolder() throws IOException {
    try (Jupyter one = Jupyter.start(folder, Map.of());
        Jupyter two = Jupyter.start(folder, Map.of())) {
      String slow = one.send("System.out.println(\"begun\");\nint a = 1;\nThread.sleep(1_000_000)");
      one.awaitText(slow, "begun");
      assertEquals("CompileError", two.run("a").errorName());
      assertEquals(List.of("2"), two.run("1 + 1").texts("execute_result"));
      one.interrupt();
      assertEquals("Interrupted", one.collect(slow).errorName());
    }
  }

  private static final String TASK = "%task digits lenet-300-100 -q\n";
  private static final String IMP = "%imp --rounds 6 --for 40ep --seeds 1,2 --as imp\n";
  private static final Map<String, String> STORE = Map.of("STOCKPOT_HOME", ".stockpot");

  private static String digest(Jupyter kernel) {
    Answer answer = kernel.run("imp.solution(6).digest()");
    assertEquals("", answer.error());
    return answer.texts("execute_result").get(0);
  }

  @Test
  void twoKernelsShareAStore(@TempDir Path notebooks) throws IOException {
    try (Jupyter one = Jupyter.start(notebooks, STORE);
        Jupyter two = Jupyter.start(notebooks, STORE)) {
      String first = one.send(TASK + IMP);
      String second = two.send(TASK + IMP);
      assertEquals("", one.collect(first).error());
      assertEquals("", two.collect(second).error());
      assertEquals(digest(one), digest(two));
      Answer runs = two.run("%runs");
      assertTrue(runs.texts("display_data").toString().contains("1 row "), runs.toString());
      Answer again = one.run(IMP);
      assertTrue(
          again.content().toString().contains("reused 14 of 14 trainings"), again.toString());
    }
  }

  @Test
  void aCellThatWasKilledInTheMiddleGoesOnFromItsStore(@TempDir Path notebooks) throws IOException {
    String whole;
    try (Jupyter kernel = Jupyter.start(notebooks, Map.of("STOCKPOT_HOME", "none"))) {
      kernel.run(TASK + IMP);
      whole = digest(kernel);
    }
    try (Jupyter kernel = Jupyter.start(notebooks, STORE)) {
      String cell = kernel.send(TASK + IMP);
      kernel.awaitText(cell, "round 2 of 6");
      assertTrue(kernel.ask("kill").get("stopped").getAsBoolean());
    }
    try (Jupyter kernel = Jupyter.start(notebooks, STORE)) {
      Answer answer = kernel.run(TASK + IMP);
      assertEquals("", answer.error());
      assertTrue(answer.content().toString().contains("reused "), answer.toString());
      assertEquals(whole, digest(kernel));
    }
  }

  @Test
  void aBusyKernelShutsDown() throws IOException {
    try (Jupyter kernel = Jupyter.start(folder, Map.of())) {
      kernel.run(
          "new Thread(() -> { for (;;) Thread.onSpinWait(); }) {{ setDaemon(false); }}.start();");
      String busy = kernel.send("{ System.out.println(\"begun\"); while (true) { } }");
      kernel.awaitText(busy, "begun");
      assertTrue(kernel.ask("shutdown").get("stopped").getAsBoolean());
    }
  }

  @Test
  void aKernelCanBeKilled() throws IOException {
    try (Jupyter kernel = Jupyter.start(folder, Map.of())) {
      kernel.run("1");
      assertTrue(kernel.ask("kill").get("stopped").getAsBoolean());
    }
  }

  @Test
  void aKernelDoesNotOutliveJupyter() throws Exception {
    try (Jupyter kernel = Jupyter.start(folder, Map.of())) {
      String pid = kernel.run("ProcessHandle.current().pid()").texts("execute_result").get(0);
      ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      kernel.driver().destroyForcibly();
      process.onExit().get(20, TimeUnit.SECONDS);
    }
  }
}
