package org.stockpot.prune.criterion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.Pruner;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.prune.Scope;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Against scores and masks that were computed in double precision elsewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GoldenSaliencyTest {

  private DjlTask task;
  private ScoredNetwork network;

  @BeforeAll
  void open() {
    task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32");
    Point at = Golden.point(task.layout(), "A");
    network =
        new ScoredNetwork(task, Subset.all(Part.TRAINING), at, at, Mask.full(task.layout()), 1);
  }

  @AfterAll
  void close() {
    if (task != null) {
      task.close();
    }
  }

  @Test
  void scoresAndMasksAreThose() throws Exception {
    check("magnitude", "magnitude", true, i -> 1);
    check("snip", "snip", true, i -> 1);
    check("grasp", "grasp_theta_Hg", true, i -> 1);
    check("obd", "obd", true, i -> 1);
    check("synflow", "synflow", true, i -> 1);
    check("fisher", "fisher_diagonal", false, i -> (double) weight(i) * weight(i) / 2);
  }

  private float weight(int entry) {
    return network.point().at(entry);
  }

  /** Requires scores within 1e-4 of their norm, and the mask that keeps the fifth of highest. */
  private void check(String name, String key, boolean masked, IntToDoubleFunction factor)
      throws Exception {
    Saliency saliency = Saliencies.of(name);
    float[] scores = saliency.scores(network);
    double[] wanted = Golden.array("A.saliency." + key);
    double difference = 0;
    double norm = 0;
    for (int i : prunable()) {
      double one = wanted[i] * factor.applyAsDouble(i);
      norm += one * one;
      difference += (scores[i] - one) * (scores[i] - one);
    }
    assertTrue(difference <= 1e-8 * norm, name + " " + Math.sqrt(difference / norm));
    if (masked) {
      PruneOptions options =
          PruneOptions.defaults().withRounds(1).withFraction(0.8).withSaliency(saliency);
      options = options.withScoring(options.scoring().withIterations(1));
      Mask mask = new Pruner(task.layout(), options).prune(network, 1).mask();
      String sha = Golden.of("A.saliencies").get(key).get("sha_of_mask_at_20_percent").asText();
      assertEquals(sha, sha(mask), name);
    }
  }

  private int[] prunable() {
    return network.mask().layout().slots().stream()
        .filter(slot -> slot.role().isPrunable())
        .flatMapToInt(slot -> IntStream.range(slot.offset(), slot.end()))
        .toArray();
  }

  private String sha(Mask mask) throws Exception {
    int[] weights = prunable();
    byte[] bits = new byte[(weights.length + 7) / 8];
    for (int i = 0; i < weights.length; i++) {
      if (mask.keeps(weights[i])) {
        bits[i / 8] |= (byte) (0x80 >>> i % 8);
      }
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bits);
    return HexFormat.of().formatHex(digest).substring(0, 16);
  }

  @Test
  void wandaIsWeightTimesNormOfTheInput() {
    float[] scores = Saliencies.of("wanda").scores(network);
    for (String layer : List.of("fc1", "fc2")) {
      Slot slot = task.layout().slot(layer + ".weight");
      double[] wanted = Golden.array("A.wanda." + layer);
      for (int i = 0; i < wanted.length; i++) {
        assertEquals(wanted[i], scores[slot.offset() + i], 1e-4 * (1e-2 + wanted[i]));
      }
    }
    assertEquals(Scope.ROW, Saliencies.of("wanda").scope());
  }

  @Test
  void graspByMagnitudeIsThatOfGrasp() {
    float[] signed = Saliencies.of("grasp").scores(network);
    float[] magnitudes = Saliencies.of("grasp-abs").scores(network);
    for (int i = 0; i < signed.length; i++) {
      assertEquals(Math.abs(signed[i]), magnitudes[i]);
    }
    assertTrue(IntStream.range(0, signed.length).anyMatch(i -> signed[i] < 0));
  }

  /** At 1 % magnitude has emptied nothing either, but at the last weights only synflow is whole. */
  @Test
  void synflowKeepsEachLayerAliveToItsLastWeight() {
    Layout layout = task.layout();
    ScoredNetwork fresh = network(task.init(1));
    for (int left : new int[] {24, 8, 2}) {
      double fraction = 1 - left / (double) layout.prunable();
      PruneOptions options =
          PruneOptions.defaults()
              .withRounds(1)
              .withFraction(fraction)
              .withSaliency(Saliencies.of("synflow"));
      Mask mask = new Pruner(layout, options).prune(fresh, 1).mask();
      assertEquals(left, mask.kept());
      assertTrue(mask.kept(layout.slot("fc1.weight")) > 0, left + " left");
      assertTrue(mask.kept(layout.slot("fc2.weight")) > 0, left + " left");
    }
  }

  private ScoredNetwork network(Point at) {
    return new ScoredNetwork(task, Subset.all(Part.TRAINING), at, at, Mask.full(task.layout()), 1);
  }
}
