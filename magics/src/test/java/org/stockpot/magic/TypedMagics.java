package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;

/** Magics as a test types them: without the percent sign, {@code DIR} for its folder. */
final class TypedMagics {

  private final Stockpot stockpot;
  private final Path directory;

  TypedMagics(Notebook notebook, Path directory) {
    stockpot = new Stockpot(notebook);
    this.directory = directory;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  <T> T magic(String line) {
    return (T) ShellNotebook.magic(stockpot, line.replace("DIR", "" + directory), null);
  }

  /** Returns what a mistake is answered by. */
  String refusal(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }
}
