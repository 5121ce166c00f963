package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.djl.DjlTask;
import org.stockpot.soup.SoupResult;
import org.stockpot.task.FurtherTest;
import org.stockpot.testing.Tables;

final class TableMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  @TempDir Path dir;

  @AfterEach
  void close() {
    notebook.close();
  }

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  private Path write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void whatWasUnderstoodIsShown() throws IOException {
    Path file = write("t.csv", "# made for a test\n" + Tables.plain());
    magic("task " + file + " mlp:4 --label class");
    String text = notebook.text();
    assertTrue(text.contains("read: 120 rows, separated by commas"), text);
    assertTrue(text.contains("1 comment line"), text);
    assertTrue(text.contains("Classes: t.csv"), text);
    assertFalse(text.contains("--decimal"), text);
  }

  @Test
  void optionsOfTablesAreEchoedWhereTheyAreGiven() throws IOException {
    Path file = write("t.csv", Tables.of("", (i, a, b, c) -> a + "," + b + "," + c));
    magic("task " + file + " mlp:4 --label c3 --header no");
    assertTrue(notebook.text().contains("--header no"), notebook.text());
    String message =
        assertThrows(UsageException.class, () -> magic("task digits mlp:4 --header no"))
            .getMessage();
    assertEquals("header is for tables, got digits", message);
  }

  /** Of numbers errors are named: the root of the mean square in their own unit, and R². */
  @Test
  void errorsOfNumbersAreNamed() throws IOException {
    Path file = write("n.csv", Tables.plain());
    magic("task " + file + " mlp:4 --label b");
    magic("train --for 1ep --batch 16 --as one");
    magic("train --for 1ep --batch 16 --seed 2 --as two");
    assertTrue(notebook.html().contains("test RMSE of b"), notebook.html());
    magic("finetune one --seed 1,2 --for 1ep --batch 16 --as ft");
    magic("barrier one two --samples 3");
    magic("mli one --samples 3");
    magic("plane one two ft.1 --grid 3");
    magic("soup greedy ft.*");
    magic("imp --rounds 1 --for 1ep --batch 16 --seeds 1,2");
    magic("instability --at init --for 1ep --batch 16 --samples 3");
    String all =
        notebook.shown().stream().map(d -> d.data().toString()).collect(Collectors.joining("\n"));
    assertTrue(all.contains("barrier of test 1 − R² (chord)"), all);
    assertFalse(all.matches("(?s).*(?<!squared )error( %| \\(%\\)|, points).*"), all);
    assertFalse(all.contains("accuracy"), all);
  }

  @Test
  void furtherTestSetsAndBalancedAccuracyStandBesideTheTest() throws IOException {
    Tables.Row row = (i, a, b, c) -> a + "," + b + "," + (i % 8 == 0 ? "y" : "x");
    Path file = write("2023.csv", Tables.of("a,b,class", row));
    Path other = write("2024.csv", Tables.of("a,b,class", row));
    DjlTask task =
        (DjlTask) magic("task " + file + " mlp:4 --label class --also " + other + " --as t");
    assertEquals(List.of("2024.csv"), task.furtherTests());
    Path same = write("old/2024.csv", Tables.of("a,b,class", row));
    DjlTask two =
        (DjlTask) magic("task " + file + " mlp:4 --label class --also " + other + "," + same);
    assertEquals(Set.of("2024.csv", same.toString()), Set.copyOf(two.furtherTests()));
    magic("task t");
    notebook.shown().clear();
    magic("train --for 1ep --batch 16");
    String text = notebook.text();
    assertTrue(text.contains("Test sets"), text);
    assertTrue(text.contains("balanced accuracy %"), text);
    assertTrue(text.contains("2024.csv"), text);
  }

  @Test
  void furtherTestSetsAreColumnsOfSoupsAndTheirIngredients() throws IOException {
    Path file = write("2023.csv", Tables.plain());
    Path other =
        write("2024.csv", Tables.of("a,b,class", (i, a, b, c) -> a * a + "," + b + "," + c));
    magic("task " + other + " mlp:4 --label class");
    magic("train --for 1ep --batch 16 --as old");
    magic("task " + file + " mlp:4 --label class --also " + other);
    String message =
        assertThrows(UsageException.class, () -> magic("finetune old --for 1ep --batch 16"))
            .getMessage();
    assertTrue(message.contains("old was trained on 78 of the 143 test rows"), message);
    magic("train --for 1ep --batch 16 --as base");
    notebook.shown().clear();
    magic("finetune base --for 1ep --batch 16 --lr 1e-3|2e-3 --as ft");
    assertTrue(notebook.text().contains("2024.csv"), notebook.text());
    notebook.shown().clear();
    SoupResult soup = (SoupResult) magic("soup uniform ft.* --as soup");
    assertEquals(List.of(new FurtherTest("2024.csv")), soup.options().shift(), notebook.text());
    assertEquals(1, soup.row().shifted().size());
    assertThrows(UsageException.class, () -> magic("soup uniform ft.* --shift 2025.csv"));
  }
}
