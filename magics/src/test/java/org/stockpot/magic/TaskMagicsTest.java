package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
}
