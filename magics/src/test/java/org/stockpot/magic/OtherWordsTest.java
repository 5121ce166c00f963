package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.magic.option.Values;

/** Words of other tools are answered by ours, and what is said counts and rounds well. */
final class OtherWordsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @ParameterizedTest
  @CsvSource({
    "train --epochs 5, --for",
    "train --learning-rate 1, --lr",
    "train --learning_rate 1, --lr",
    "train --batch-size 8, --batch",
    "train --wd 0, --weight-decay",
    "train --random-state 3, --seed",
    "train --checkpoint a, --from",
    "imp --target 5%, --to",
    "imp --sparsity 0.9, --to",
    "imp --amount 0.2, --fraction",
    "imp --max-steps 3, --for",
    "imp --n-rounds 3, --rounds",
    "imp --random-state 3, --seeds",
    "barrier a b --alphas 11, --samples",
    "plane a --resolution 11, --grid",
    "task digits mlp:4 --val 0.1, --validation",
    "task digits mlp:4 --target y, --label",
    "soup files a.pt b.pt --output m.pt, --to",
    "runs --filter x, --match",
  })
  void otherToolsOptionsAreKnown(String line, String own) {
    String message = assertThrows(UsageException.class, () -> magic(line)).getMessage();
    assertTrue(message.contains("did you mean " + own + "?"), message);
  }

  @ParameterizedTest
  @CsvSource({"prune, imp", "fit, train", "lmc, barrier", "merge, soup", "report, export"})
  void otherToolsMagicsAreKnown(String typed, String own) {
    String message = assertThrows(UsageException.class, () -> magic(typed)).getMessage();
    assertTrue(message.contains("no magic %" + typed + ", did you mean %" + own + "?"), message);
  }

  @Test
  void severalNetworksAreOfferedAsAPattern() {
    magic("task digits mlp:4 -q");
    magic("train --for 1it --as base -q");
    magic("finetune base --for 1it --seed 1..14 --as ft -q");
    String message = assertThrows(UsageException.class, () -> magic("save ft x.npz")).getMessage();
    assertTrue(message.startsWith("no point named ft, did you mean ft.*? (ft has ft.1, "), message);
    assertTrue(message.endsWith("ft.12 and 2 more)"), message);
  }

  @Test
  void onePairIsNotOnePairs() {
    magic("task digits mlp:4 -q");
    magic("train --for 1it --seed 1 --as a -q");
    magic("train --for 1it --seed 2 --as b -q");
    magic("barrier a b --samples 3");
    magic("imp --rounds 1 --for 1it --as p");
    magic("mli a --samples 3");
    String text = notebook.text();
    assertTrue(text.contains("1 pair measured"), text);
    assertTrue(text.contains("1 path measured"), text);
    assertTrue(text.contains("2 trainings finished"), text);
    assertTrue(!text.matches("(?s).*\\b1 (pairs|paths|trainings|networks|rows|steps)\\b.*"), text);
  }

  @Test
  void numbersHaveNoNoise() {
    assertEquals(0.393, Values.read(double.class, "39.3%"));
    assertEquals(1.2, Values.read(double.class, "120%"));
    magic("task digits mlp:4 -q");
    for (int seed = 1; seed <= 3; seed++) {
      magic("train --for 20it --seed " + seed + " --as n" + seed + " -q");
    }
    magic("plane n1 n2 n3 --grid 5 --axes barycentric --margin 0.2 --as plane -q");
    magic("save plane target/noise/grid.csv");
    magic("imp --rounds 3 --to 6.07% --for 1it");
    String text = notebook.text() + read("target/noise/grid.csv");
    assertTrue(!text.matches("(?s).*\\d\\.\\d*(0{7}|9{7})\\d.*"), text);
    assertTrue(!text.matches("(?s).*\\de-1\\d\\b.*"), text);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
