package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.ModelOptions;
import org.stockpot.study.Load;
import org.stockpot.task.Task;
import org.stockpot.weights.Slot;

final class TaxonomyMagicsTest {

  private final PlainNotebook notebook = new PlainNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  private String refusal(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }

  @Test
  void aFamilyHasTheOptionsOfItsTask() {
    magic("task digits mlp:8 --prunable fc1 --unfreeze -q");
    for (Load load : List.of(Load.ofWidth(4), Load.ofShare(0.5))) {
      try (Task member = Stockpot.family().member(load)) {
        assertEquals(
            new ModelOptions(List.of("fc1"), true),
            member.as(DjlTask.class).orElseThrow().options());
        assertEquals(
            List.of("fc1.weight"),
            member.layout().slots().stream()
                .filter(slot -> slot.role().isPrunable())
                .map(Slot::name)
                .toList());
      }
    }
  }

  @Test
  void numbersHaveNoTaxonomy() {
    notebook.with("x", new float[40][2]).with("y", numbers());
    magic("task x,y mlp:8 --as mine -q");
    assertEquals(
        "a taxonomy must be of a task with classes, got x,y mlp:8, which is scored by R²: take a"
            + " %task of labels, such as digits mlp:32",
        refusal("taxonomy --shares 50%,100% --batches 10"));
  }

  private static float[] numbers() {
    float[] y = new float[40];
    for (int i = 0; i < y.length; i++) {
      y[i] = i / 7f;
    }
    return y;
  }
}
