package org.stockpot.prune.preset;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.djl.Models;
import org.stockpot.prune.Pruner;
import org.stockpot.prune.Scope;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.Layout;

final class PresetsTest {

  private static List<String> names() {
    return Presets.names();
  }

  /** Slots that a preset names are those of its network, so that it can be pruned. */
  @ParameterizedTest
  @MethodSource("names")
  void eachFitsItsNetwork(String name) {
    Preset preset = Presets.of(name);
    List<Integer> shape =
        preset.network().endsWith("MNIST") ? List.of(1, 28, 28) : List.of(3, 32, 32);
    Layout layout = Models.layout(preset.model(), shape, 10);
    assertDoesNotThrow(() -> new Pruner(layout, preset.options()));
    assertTrue(preset.options().rewind().to().iterations() < preset.recipe().length().iterations());
    assertEquals(0, preset.recipe().length().epochs());
  }

  @Test
  void namesAreUnique() {
    assertEquals(names().size(), new HashSet<>(names()).size());
  }

  /** Frankle, Carbin, ICLR 2019, Fig. 2. */
  @Test
  void theLotteryTicketPapersLenet() {
    Preset lenet = Presets.of("lth-lenet");
    assertEquals(
        Recipe.defaults().withLength(Span.iterations(50_000)).toString(),
        lenet.recipe().toString());
    assertEquals(Scope.LAYERWISE, lenet.options().scope());
    assertEquals(0.1, lenet.options().fractions().get("fc3"));
    assertEquals(0.2, lenet.options().fraction());
  }

  @Test
  void aLabMakesFewerStepsOfTheSameShape() {
    Preset lab = Presets.of("frankle-resnet20").scaled(0.1);
    assertEquals("6300it", lab.recipe().length().toString());
    assertEquals("[3200it, 4800it]", lab.recipe().schedule().milestones().toString());
    assertEquals("50it", lab.options().rewind().toString());
    assertEquals(128, lab.recipe().batch());
    assertEquals(Presets.of("frankle-resnet20").recipe().optimizer(), lab.recipe().optimizer());
    Preset warm = Presets.of("frankle-resnet20-warmup").scaled(0.01);
    assertEquals("300it", warm.recipe().schedule().warmup().toString());
  }

  @Test
  void presetsSayWhatIsNotTheirs() {
    String words = Presets.of("lth-conv2").words(new Bowl(Points.small()));
    assertTrue(words.contains("ICLR 2019, Fig. 2"), words);
    assertTrue(words.contains("from memory: "), words);
    assertTrue(words.contains("the network that it is for is conv2, the task is "), words);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.5, Double.NaN})
  void scalesAreShares(double scale) {
    Preset preset = Presets.of("lth-lenet");
    assertThrows(IllegalArgumentException.class, () -> preset.scaled(scale));
  }

  @Test
  void anUnknownNameIsAnsweredByAllThatThereAre() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Presets.of("lth-lenett")).getMessage();
    assertTrue(message.contains("did you mean lth-lenet?"), message);
    assertTrue(message.contains("renda-resnet56"), message);
  }
}
