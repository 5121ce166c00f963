package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.djl.DjlTask;

/** What {@code %task} says of a model, and what of it a user decides. */
final class TaskMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private static String module(String name) throws URISyntaxException {
    return "torchscript:"
        + Path.of(DjlTask.class.getResource(name + ".pt").toURI()).toString().replace('\\', '/');
  }

  @Test
  void frozenParametersAreNamedAndUnfrozen() throws Exception {
    magic("stockpot --store none");
    magic("task digits " + module("frozen"));
    String text = notebook.text();
    assertTrue(text.contains("note: a.weight, a.bias came without gradients"), text);
    assertTrue(text.contains("frozen"), text);
    notebook.shown().clear();
    DjlTask task = (DjlTask) magic("task digits " + module("frozen") + " --unfreeze");
    assertEquals(1184, task.layout().prunable());
    assertTrue(notebook.text().contains("--unfreeze"), notebook.text());
  }

  @Test
  void theSlotsToPruneAreTold() {
    DjlTask task = (DjlTask) magic("task digits mlp:16,8 --prunable fc2,fc3.weight --quiet");
    assertEquals(16 * 8 + 80, task.layout().prunable());
    magic("imp --rounds 1 --for 10it --quiet");
    assertEquals(
        "prunable must name slots, got fc4, did you mean fc1? (slots: fc1.weight fc1.bias"
            + " fc2.weight fc2.bias)",
        assertThrows(UsageException.class, () -> magic("task digits mlp:8 --prunable fc4"))
            .getMessage());
  }

  @Test
  void modulesThatCannotBeMeasuredAreRefusedInOneLine() throws Exception {
    for (String name : List.of("dropout-train", "batchnorm-train", "fixed-batch")) {
      String line = "task digits " + module(name);
      String message = assertThrows(UsageException.class, () -> magic(line)).getMessage();
      assertEquals(1, message.lines().count(), message);
      assertTrue(message.contains("trace"), message);
    }
  }

  private String shown(String line) {
    notebook.shown().clear();
    magic(line);
    return notebook.text();
  }

  private String mistake(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }

  @Test
  void theTaskIsShownAsItIs() {
    magic("task digits mlp:8 --seed 3 --validation 0.3 -q");
    String text = shown("task");
    assertTrue(text.startsWith("%task digits mlp:8 "), text);
    assertTrue(text.contains("--validation 0.3 --test 0.2 --seed 3"), text);
    assertTrue(text.contains("split: validation 30%, test 20%, seed 3; 1 thread"), text);
    assertTrue(text.contains("899 training, 539 validation, 359 test"), text);
    assertTrue(shown("task --as t").contains(" --seed 3 "), notebook.text());
    magic("task digits mlp:8 -q");
    assertTrue(shown("task t").contains(" --seed 3"), "the line of the named task");
  }

  @Test
  void anOptionChangesThePresentTask() {
    magic("task digits mlp:8 --seed 3 --prunable fc1 -q");
    DjlTask task = (DjlTask) magic("task --validation 0.3 -q");
    assertEquals(539, task.data().validation().count());
    assertEquals(3, task.data().split().orElseThrow().seed());
    assertEquals(512, task.layout().prunable());
    assertEquals(2, ((DjlTask) magic("task --threads 2 -q")).threads());
    String text = shown("task --seed 4");
    assertTrue(text.contains("--prunable fc1"), text);
    assertTrue(text.contains("--threads 2 --validation") || text.contains("--threads 2 "), text);
    assertTrue(text.contains("--validation 0.3 --test 0.2 --seed 4"), text);
  }

  @Test
  void whatJavaMadeIsNotChangedByAnOption() {
    String body = "org.stockpot.djl.DjlTask.of(org.stockpot.data.image.Digits.load(), \"mlp:8\")";
    notebook.shown().clear();
    stockpot.run("task", List.of("mine"), body);
    assertTrue(notebook.text().startsWith("%%task mine\n"), notebook.text());
    assertTrue(shown("task").contains("split: made in Java; 1 thread"), notebook.text());
    assertEquals(
        "seed cannot change a task that Java made, type the whole: %task DATA MODEL --seed 3",
        mistake("task --seed 3"));
    assertEquals(
        "seed is for %task DATA MODEL: the Java of %%task decides it itself",
        assertThrows(
                UsageException.class,
                () -> stockpot.run("task", List.of("mine", "--seed", "3"), body))
            .getMessage());
  }

  @Test
  void aDataIsNotPartedAgain() throws Exception {
    notebook.evaluate("var data = org.stockpot.data.image.Digits.load();");
    String text = shown("task data mlp:8");
    assertTrue(text.startsWith("%task data mlp:8 --threads 1"), text);
    assertEquals(
        "seed must not stand with the Data data, which has been read and parted in Java (1168"
            + " training examples)",
        mistake("task data mlp:8 --seed 3"));
  }

  @Test
  void echoesAndRunsTellTasksOfTwoSplits(@TempDir Path home) {
    magic("stockpot --store " + home);
    magic("task digits mlp:8 -q");
    assertTrue(
        shown("train --for 2it").contains("# digits mlp:8 · validation 15%, test 20%, seed 0 · "),
        notebook.text());
    magic("task --seed 3 -q");
    magic("train --for 2it -q");
    magic("runs");
    String html = notebook.html();
    assertTrue(html.contains("digits mlp:8 · validation 15%, test 20%, seed 0"), html);
    assertTrue(html.contains("digits mlp:8 · validation 15%, test 20%, seed 3"), html);
  }
}
