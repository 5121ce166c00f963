package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.curvature.gradient.CloudResult;
import org.stockpot.curvature.gradient.CoherenceResult;
import org.stockpot.curvature.gradient.LcaResult;
import org.stockpot.curvature.gradient.TangentResult;

/** Magics over gradients along trainings, over digits. */
final class GradientMagicsTest {

  private final PlainNotebook notebook = new PlainNotebook();
  private TypedMagics typed;

  @TempDir Path directory;

  @BeforeEach
  void begin() {
    typed = new TypedMagics(notebook, directory);
    typed.magic("stockpot --store DIR/store");
    typed.magic("task digits mlp:8 --as mine");
    typed.magic("train --for 20it --as base");
    notebook.text();
  }

  @AfterEach
  void end() {
    typed.magic("stockpot --store none");
  }

  @Test
  void gradientsOfATrainingAreCompared() {
    CoherenceResult found = typed.magic("coherence base --examples 60 --every 10 --as found");
    assertEquals(3, found.moments().size());
    String text = notebook.text();
    assertTrue(text.contains("shuffled labels"), text);
    typed.magic("export found DIR/found.md");
    CoherenceResult given = typed.magic("coherence base --examples 60 --every 10 --given-only");
    assertEquals(found.moments().get(2).own(), given.moments().get(2).own());
    assertTrue(given.moments().get(2).shuffled().isEmpty());
    assertEquals(
        "examples must be 0 or at least 2, got 1", typed.refusal("coherence base --examples 1"));
  }

  @Test
  void cloudsAreSideBySide() {
    CloudResult found =
        typed.magic(
            "clouds --walks 2 --steps 20 --every 10 --examples 50 --squares --lr .1,1 --as found");
    assertEquals(4, found.settings().size());
    assertEquals(8, found.walks().size());
    assertEquals(24, found.walks().stream().mapToInt(w -> w.points().size()).sum());
    String text = notebook.text();
    assertTrue(text.contains("squared error of probabilities"), text);
    assertTrue(text.contains("No walk ended where"), text);
    typed.magic("export found DIR/found.md");
    CloudResult again =
        typed.magic("clouds --walks 2 --steps 20 --every 10 --examples 50 --squares --lr .1,1");
    assertEquals(found, again);
    assertEquals("walks must be at least 1, got 0", typed.refusal("clouds --walks 0"));
  }

  @Test
  void tangentKernelsAreAtPointsOrAlongATraining() {
    TangentResult at = typed.magic("tangents base base.init --examples 10 --as at");
    assertEquals(List.of("base", "base.init"), at.points().stream().map(p -> p.name()).toList());
    TangentResult along =
        typed.magic("tangents base --along --examples 10 --every 10 --mean --as way");
    assertEquals(3, along.points().size());
    assertTrue(along.averaged());
    typed.magic("export at DIR/at.md");
    typed.magic("export way DIR/way.md");
  }

  @Test
  void theLossOfATrainingIsAllocated() {
    LcaResult lca = typed.magic("lca base --examples 100 --every 4 --as lca");
    assertEquals(5, lca.steps().size());
    String text = notebook.text();
    assertTrue(text.matches("(?s).*5 steps of gradients take about .*"), text);
    assertTrue(text.contains("change of the loss"), text);
    typed.magic("imp --rounds 1 --for 8it --rewind 2it --seeds 1,2 --as imp");
    LcaResult ticket = typed.magic("lca imp.seed2.1 --examples 100");
    assertEquals(6, ticket.steps().size());
    typed.magic("export lca DIR/lca.md");
    assertEquals(
        "imp.init must be a training, such as base of %train --as base, or the round of a pruning"
            + " run, such as imp.3; got a point whose training is not known",
        typed.refusal("lca imp.init"));
    assertTrue(typed.refusal("lca nothing").startsWith("no point named nothing"));
  }
}
