package org.stockpot.magic.session;

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
import org.stockpot.store.StoreException;

final class SessionStoreTest {

  private final ShellNotebook notebook = new ShellNotebook();

  @TempDir Path directory;

  @AfterEach
  void close() {
    notebook.close();
  }

  private SessionStore keeping(String home) {
    return new SessionStore(notebook, home, directory.resolve("elsewhere"));
  }

  /** Returns a directory that cannot be made, for whoever asks: a file stands in its way. */
  private String unusable() throws IOException {
    return Files.writeString(directory.resolve("file"), "").resolve("store").toString();
  }

  @Test
  void anEmptyHomeIsTheDefault() {
    assertEquals(".stockpot", keeping("").home());
    assertEquals(".stockpot", keeping(" ").home());
    assertTrue(keeping("none").store().isEmpty());
  }

  @Test
  void whereNothingCanBeWrittenItIsKeptElsewhereWithAWord() throws IOException {
    SessionStore keeping = keeping(unusable());
    assertEquals(directory.resolve("elsewhere"), keeping.store().orElseThrow().home());
    keeping.store();
    assertEquals(
        "DIR/file/store cannot be written to: trainings are kept in DIR/elsewhere; --store DIR"
            + " chooses another",
        notebook.text().replace(directory.toString(), "DIR"));
  }

  @Test
  void whatWasChosenIsNotReplaced() throws IOException {
    SessionStore keeping = keeping("none");
    String file = unusable();
    assertThrows(StoreException.class, () -> keeping.choose(file));
    SessionStore other = keeping(directory.toString());
    Files.writeString(directory.resolve("other"), "");
    String message = assertThrows(StoreException.class, other::store).getMessage();
    assertTrue(message.endsWith("use another directory with %stockpot --store DIR"), message);
  }
}
