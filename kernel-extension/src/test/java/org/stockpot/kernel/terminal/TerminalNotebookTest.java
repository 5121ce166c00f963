package org.stockpot.kernel.terminal;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.magic.Stockpot;
import org.stockpot.magic.UsageException;

final class TerminalNotebookTest {

  private final List<String> screen = new ArrayList<>();
  private final Stockpot magics = new Stockpot(new TerminalNotebook(screen::add));

  private Object run(String line) {
    List<String> words = List.of(line.split(" "));
    return magics.run(words.get(0), words.subList(1, words.size()), null);
  }

  @Test
  void tablesAreTextAndChartsArePages() throws IOException {
    run("task digits mlp:2 -q");
    run("train --for 1it --as net");
    String saved = screen.get(screen.size() - 1);
    assertTrue(screen.stream().anyMatch(text -> text.startsWith("Training: digits mlp:2")), saved);
    Path page = Path.of(saved.substring(saved.indexOf("  saved as ") + 11));
    String html = Files.readString(page);
    assertTrue(html.startsWith("<!DOCTYPE html><meta charset=\"utf-8\">"), saved);
    assertTrue(
        html.length() > 1_000_000 && html.contains("image/svg+xml"), "plotly.js and the picture");
    assertTrue(screen.stream().allMatch(text -> text.length() < 10_000));
    Files.delete(page);
  }

  @Test
  void javaIsOutOfReach() {
    UsageException mistake = assertThrows(UsageException.class, () -> run("task data block"));
    assertTrue(mistake.getMessage().contains("Java variable named data"), mistake.getMessage());
  }
}
