package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.study.merge.MergeResult;
import org.stockpot.study.merge.MultiTaskResult;

final class MergeMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  @BeforeEach
  void fineTune() {
    magic("stockpot --store none -q");
    magic("task digits mlp:16 --as upright -q");
    magic("train --for 2ep --as base -q");
    magic("finetune base --seed 1..2 --for 1ep --as ft -q");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void methodsAndRecipesAreOneTableAndItsPointsAreNamed() {
    MergeResult result =
        (MergeResult)
            magic("soup ties,dare,greedy ft.* --density 0.2,0.5 --lambda 0.5..1:2 --as m");
    assertEquals(8, result.trials().size());
    assertEquals(List.of("ties", "dare", "greedy"), result.names().names());
    String text = notebook.text();
    assertTrue(text.contains("the base is base, where the trainings of all members began"), text);
    assertTrue(text.contains("Validation chose "), text);
    assertTrue(text.contains("Settings that were tried"), text);
    assertTrue(text.contains("Ledger of the greedy soup"), text);
    assertTrue(text.contains("density is no option of greedy"), text);
    assertTrue(text.contains("chart: What validation chose from: digits mlp:16"), text);
    String echo = notebook.shown().get(0).text().lines().findFirst().orElseThrow();
    notebook.shown().clear();
    magic("barrier m.dare base --samples 3");
    magic("save m DIR/m.safetensors".replace("DIR", "target"));
    MergeResult again = (MergeResult) magic(echo.replaceFirst("\\s+#.*", "").substring(1) + " -q");
    assertEquals(result.best().point(), again.best().point());
    assertEquals(result.row("dare").point().orElseThrow(), again.row("dare").point().orElseThrow());
    MergeResult other =
        (MergeResult) magic("soup dare ft.* --density 0.5 --seed 2 --base base --quiet");
    assertNotEquals(result.row("dare").point(), other.row("dare").point());
    notebook.shown().clear();
    magic("soup ties,dare,greedy ft.* --density 0.2,0.5 --plan");
    assertTrue(notebook.text().startsWith("Plan: at most "), notebook.text());
  }

  @Test
  void expertsOfSeveralTasksAreOneNetwork() throws Exception {
    notebook.evaluate("org.stockpot.task.Task other = upright;");
    magic("finetune base --seed 3 --for 1ep --lr 3e-3 --as late -q");
    MultiTaskResult result =
        (MultiTaskResult)
            magic("soup ties,linear ft.1 late.1 --on upright,other --lambda 0.5,1 --as all");
    assertEquals(List.of("upright", "other"), result.tasks());
    String text = notebook.text();
    assertTrue(text.contains("normalised mean"), text);
    assertTrue(text.contains("expert late.1 (other)"), text);
    assertTrue(text.contains("base base"), text);
    assertTrue(text.contains("Validation of all tasks chose "), text);
    assertTrue(text.contains("chart: Merges between tasks"), text);
    magic("barrier all.ties all.linear --samples 3 -q");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tise ft.1 ft.2|no recipe named tise, did you mean ties? (recipes: uniform greedy ",
        "linear ft.1 ft.2 --density 0.5|soup linear takes no --density (recipes that do: ties ",
        "linear ft.1=0.3 ft.2|either all members must have weights, as in a=0.3 b=0.7, or none",
        "ties,linear ft.* --order sorted,random|several values beside a merge",
        "ties,greedy ft.* --order sorted,random|several values beside a merge must be of the",
        "ties base ft.1|ties must have a base, what all members were trained from: --base POINT;",
        "ties ft.* --density 2|density must ",
        "slerp ft.1 ft.2 base|slerp must get 2 members, got 3",
        "linear ft.1 ft.2 --on upright,base|on must name tasks, got base, a training",
        "linear ft.1 ft.2 --on upright,nix|no result or variable named nix",
        "linear ft.1 ft.2 --on upright|two or more tasks must have one expert each",
        "linear,greedy ft.1 ft.2 --on upright,upright|two or more tasks must have one expert",
      })
  void mistakesAreAnsweredByOneLine(String words, String message) {
    String got = assertThrows(UsageException.class, () -> magic("soup " + words)).getMessage();
    assertTrue(got.startsWith(message), got);
  }
}
