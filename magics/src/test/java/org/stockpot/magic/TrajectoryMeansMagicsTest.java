package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.study.merge.MergeResult;
import org.stockpot.study.merge.TrajectoryMeansResult;
import org.stockpot.task.TrainResult;

/** Averages along a training, and merges that look at data, over digits. */
final class TrajectoryMeansMagicsTest {

  private final PlainNotebook notebook = new PlainNotebook();
  private TypedMagics typed;

  @TempDir Path directory;

  @BeforeEach
  void begin() {
    typed = new TypedMagics(notebook, directory);
    typed.magic("stockpot --store DIR/store");
    typed.magic("task digits mlp:8 --as mine");
    typed.magic("train --for 4ep --as base");
    notebook.text();
  }

  @AfterEach
  void end() {
    typed.magic("stockpot --store none");
  }

  @Test
  void averagesOfATrainingStandBesideItsEnd() throws Exception {
    TrajectoryMeansResult found =
        typed.magic("soup swa,ema,lawa base --after .4 --latest 3 --as av");
    TrainResult base = typed.magic("train --for 4ep --as base");
    assertEquals(List.of("swa", "ema", "lawa"), found.rows().stream().map(r -> r.name()).toList());
    assertEquals(base.validation(), found.end().validation());
    assertEquals(3, found.mean("swa").weights().size());
    assertEquals(found.mean("swa").point(), found.mean("lawa").point(), "the same three epochs");
    String text = notebook.text();
    assertTrue(text.contains("swa: 3 points of base, from step"), text);
    assertTrue(
        text.startsWith("%soup swa,ema,lawa base --after .4 --decay 0.999 --latest 3 --as av "),
        text);
    typed.magic("export av DIR/av.md");
    assertTrue(Files.readString(directory.resolve("av.md")).contains("Izmailov"));
    typed.magic("barrier av.swa base --samples 3");
    TrajectoryMeansResult plain =
        typed.magic("soup ema base --decay 0.5 --uncorrected --every 1ep");
    assertEquals(5, plain.mean("ema").weights().size());
  }

  @Test
  void whatCannotBeAveragedIsRefused() {
    assertEquals(
        "swa must have one training, such as base of %train --as base, got base base",
        typed.refusal("soup swa base base"));
    assertEquals(
        "soup swa takes no --decay (recipes that do: ema)",
        typed.refusal("soup swa base --decay .9"));
    assertEquals(
        "swa, ema, lawa are of the points of one training and stand beside each other alone, got"
            + " swa,ties",
        typed.refusal("soup swa,ties base"));
    assertTrue(typed.refusal("soup ema base --every 9ep").startsWith("ema must find a position"));
    assertEquals(
        "statistics of an average must be carry or re-estimate, got none",
        typed.refusal("soup lawa base --recalibrate none"));
    assertTrue(typed.refusal("soup lawa DIR/none.pt").contains("none.pt"));
  }

  @Test
  void mergesByDataAreRowsOfTheComparison() {
    typed.magic("finetune base --for 1ep --seed 1..2 --as ft");
    notebook.text();
    MergeResult merges = typed.magic("soup linear,fisher,regmean,learned,adamerging ft.* --as m");
    assertEquals(5, merges.rows().size());
    merges.rows().forEach(row -> assertTrue(row.point().isPresent(), row.method()));
    double uniform = merges.row("linear").scores().validation().loss();
    assertTrue(merges.row("learned").scores().validation().loss() <= uniform);
    String text = notebook.text();
    assertTrue(text.contains("compare by test"), text);
    assertTrue(text.contains("mean entropy in nats"), text);
  }
}
