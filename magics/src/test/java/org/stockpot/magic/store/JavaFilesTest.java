package org.stockpot.magic.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.magic.ShellNotebook;
import org.stockpot.magic.Stockpot;
import org.stockpot.magic.UsageException;

final class JavaFilesTest {

  @TempDir private Path folder;

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  @AfterEach
  void close() {
    notebook.close();
  }

  private void load(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    ShellNotebook.magic(stockpot, "load " + file, null);
  }

  @Test
  void javaRunsAsIfTyped() throws Exception {
    for (String ending : new String[] {"java", "jsh", "jshell"}) {
      load("f." + ending, "String " + ending + "() { return \"" + ending + "!\"; }");
      assertEquals(ending + "!", notebook.evaluate(ending + "()"));
    }
  }

  @Test
  void cellsOfNotebooksRunInOrder() throws Exception {
    load(
        "n.ipynb",
        "{\"cells\":[{\"cell_type\":\"code\",\"source\":[\"int n =\\n\",\"2;\"]},"
            + "{\"cell_type\":\"markdown\",\"source\":\"no Java\"},"
            + "{\"cell_type\":\"code\",\"source\":\"int m = n + 1;\"}]}");
    assertEquals(3, notebook.evaluate("m"));
  }

  @Test
  void whatFailsIsNamedWithItsFile() {
    UsageException failure =
        assertThrows(UsageException.class, () -> load("bad.jsh", "int x = nothing;"));
    assertTrue(failure.getMessage().contains("bad.jsh"), failure.getMessage());
    assertEquals(
        "file must be one that can be read, got missing.jsh",
        assertThrows(
                UsageException.class, () -> ShellNotebook.magic(stockpot, "load missing.jsh", null))
            .getMessage());
  }
}
