package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.djl.DjlTask;
import org.stockpot.shrink.ShrinkResult;
import org.stockpot.soup.SoupResult;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/** What users do with smaller networks. */
final class ShrinkMagicsTest {

  private final PlainNotebook notebook = new PlainNotebook();
  private TypedMagics typed;

  @TempDir Path directory;

  @BeforeEach
  void begin() {
    typed = new TypedMagics(notebook, directory);
    typed.magic("stockpot --store DIR/store");
    typed.magic("task digits mlp:12,8 --as whole");
    typed.magic("train --for 10it --seed 1 --as a");
  }

  @AfterEach
  void end() {
    typed.magic("stockpot --store none");
  }

  @Test
  void aSmallerNetworkIsTrainedMixedSavedAndFound() {
    ShrinkResult half = typed.magic("shrink a --units 50% --for 5it --as half");
    assertTrue(notebook.text().contains("%task halfTask makes the smaller task current"));
    assertEquals(half.point(), half.networks().get(0).tuning().orElseThrow().point());
    DjlTask task = typed.magic("task halfTask");
    typed.magic("shrink half.untuned");
    assertEquals("digits mlp:6,4", task.name());
    assertTrue(notebook.text().contains("%task digits mlp:6,4 --"), notebook.text());
    TrainResult more = typed.magic("train --from half --for 3it --as more");
    SoupResult soup = typed.magic("soup uniform half more --as soup");
    assertEquals(new Line(half.point(), more.point()).at(0.5), soup.soup());
    typed.magic("save half DIR/half.safetensors");
    typed.magic("save half DIR/half-0000.params");
    assertTrue(Files.exists(directory.resolve("half-0000.params")));
    Point back = typed.magic("load DIR/half.safetensors --as back");
    assertEquals(half.point(), back);
    typed.magic("task whole");
    String advice = typed.refusal("load DIR/half.safetensors");
    assertTrue(advice.contains("fits the model mlp:6,4: type %task DATA mlp:6,4"), advice);
    typed.magic("save half DIR/again.safetensors");
    assertTrue(typed.refusal("load DIR/again.safetensors").contains("fits the model mlp:6,4"));
  }

  @Test
  void aLadderIsOneTableAndOneChart() {
    ShrinkResult ladder =
        typed.magic(
            "shrink a --units 0%,25%,50% --by taylor --examples 100 --pass-examples 10 --as l");
    assertEquals(
        List.of("digits mlp:12,8", "digits mlp:9,6", "digits mlp:6,4"),
        ladder.networks().stream().map(network -> network.task().name()).toList());
    assertEquals(4, ladder.table().rowCount());
    assertEquals(8, ladder.table("times").rowCount());
    assertEquals(6, ladder.table("groups").rowCount());
    assertEquals("digits mlp:9,6", ((DjlTask) typed.magic("task lTask25")).name());
    typed.magic("train --from l.25 --for 1it");
    typed.magic("task whole");
    assertTrue(
        ((ShrinkResult) typed.magic("shrink a"))
            .networks()
            .get(0)
            .network()
            .point()
            .equals(ladder.given().point()));
    assertTrue(notebook.text().contains("Without --as NAME the smaller tasks end here"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--lr 1|lr must come with --for, such as --for 2ep: without it nothing is trained",
        "--by l2|by must come with --units, such as --units 50%: without it dead units go alone",
        "--units 50% --examples 5|examples must come with --by taylor, got --by l1",
        "--units 100%|units must lie in [0, 1), got 1.0",
        "--units 10%,10%|units must be one or more shares, each once, got [0.1, 0.1]",
        "--units 99%|units must leave one of each layer, got a share of 0.99 which removes all 12",
        "--units 50% --by bn-scale|by bn-scale must have batch normalisation behind each group",
        "--units 50% --by hessian|by must be l1, l2, taylor, fpgm or bn-scale, got hessian",
        "--pass-examples 1|pass-examples must lie in 2 to 10000, got 1",
      })
  void mistakesAreAnswered(String options, String message) {
    String got = typed.refusal("shrink a " + options);
    assertTrue(got.startsWith(message), got);
  }

  /** A name that means another task frees the one before, as its last user. */
  @Test
  void aTaskThatLosesItsNameEnds() {
    typed.magic("shrink a --units 50% --as half");
    DjlTask first = typed.magic("task halfTask");
    typed.magic("task whole");
    typed.magic("shrink a --units 50% --as half");
    assertThrows(IllegalStateException.class, () -> first.test().score(first.init(1)));
  }
}
