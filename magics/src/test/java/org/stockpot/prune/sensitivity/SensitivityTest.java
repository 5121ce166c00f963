package org.stockpot.prune.sensitivity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.Saliencies;
import org.stockpot.report.prune.SensitivityReport;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;
import tech.tablesaw.api.Table;

/** One layer at a time, held against masks made by hand. */
final class SensitivityTest {

  @Test
  void eachShareIsThatOfTheLayerPrunedByHand() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Point at = Golden.point(task.layout(), "A");
      SensitivityOptions options =
          SensitivityOptions.defaults().withShares(0.25, 0.5, 0.95).withDrop(0.02);
      MaskedPoint dense = MaskedPoint.dense(at);
      SensitivityResult result = SensitivityResult.of("A", dense, task, options);
      assertEquals(2, result.layers().size());
      for (LayerSensitivity layer : result.layers()) {
        Slot slot = task.layout().slot(layer.slot());
        for (PrunedShare share : layer.shares()) {
          Mask others = Mask.keeping(task.layout(), i -> i < slot.offset() || i >= slot.end());
          int left = slot.size() - (int) Math.round(share.share() * slot.size());
          double[] sorted =
              java.util.stream.IntStream.range(slot.offset(), slot.end())
                  .mapToDouble(i -> Math.abs(at.at(i)))
                  .sorted()
                  .toArray();
          double least = sorted[slot.size() - left];
          Mask own =
              Mask.keeping(task.layout(), i -> others.keeps(i) || Math.abs(at.at(i)) >= least);
          assertEquals(slot.size() - left, share.removed());
          assertEquals(task.validation().score(at.masked(own)), share.score());
          double drop = share.score().error() - result.whole().error();
          assertEquals(drop, share.drop().mean(), 1e-12);
        }
      }
      SensitivityResult again =
          SensitivityResult.of("A", dense, task, options.withSaliency(Saliencies.of("wanda")));
      assertEquals(2048, again.layer("fc1.weight").orElseThrow().kept());
      Table table = SensitivityReport.suggested(result);
      assertEquals(
          result.suggested().get("fc1.weight"), table.doubleColumn("suggested share").get(0));
      PruneOptions.defaults()
          .withScope(org.stockpot.prune.Scope.LAYERWISE)
          .withFractions(result.suggested());
    }
  }

  private static PrunedShare share(double share, double rise) {
    Score score = new Score(Metric.ACCURACY, 1, 0.5, 100);
    return new PrunedShare(share, 1, score, new Interval(rise, 0.01, 1, Interval.Over.EXAMPLES));
  }

  /** The largest share that surely holds with all smaller ones; what is open ends it. */
  @Test
  void aShareIsSuggestedThatSurelyHolds() {
    LayerSensitivity layer =
        new LayerSensitivity("w", 9, List.of(share(0.2, 0), share(0.4, 0.015), share(0.6, 0)));
    assertEquals(0.2, layer.suggested(0.02));
    assertEquals(Optional.of(0.4), layer.next(0.02).map(PrunedShare::share));
    assertEquals(0.6, layer.suggested(0.03));
    assertEquals(Optional.empty(), layer.next(0.03));
    assertEquals(0, layer.suggested(0));
  }

  @Test
  void settingsAreChecked() {
    SensitivityOptions options = SensitivityOptions.defaults();
    assertThrows(IllegalArgumentException.class, () -> options.withShares());
    assertThrows(IllegalArgumentException.class, () -> options.withShares(0.5, 0.5));
    assertThrows(IllegalArgumentException.class, () -> options.withShares(1.0));
    String message =
        assertThrows(IllegalArgumentException.class, () -> options.withDrop(-1)).getMessage();
    assertTrue(message.endsWith("such as 1%, got -1.0"), message);
  }
}
