package org.stockpot.study.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.prune.Saliencies;
import org.stockpot.report.study.LotteryRobustnessReport;
import org.stockpot.task.Distortion;
import org.stockpot.task.Metric;
import org.stockpot.task.PerExample;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.replicates.Sample;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Points;
import tech.tablesaw.api.Table;

/** Harm of pruning beside the mean accuracy, against numbers taken by hand. */
final class LotteryRobustnessTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.iterations(60));

  /** Bins are (0, 1/2] and (1/2, 1]; the example at 0.5 belongs to the first. */
  @Test
  void theCalibrationErrorIsThatOfThePaper() {
    Calibration calibration = new Calibration(2);
    calibration.add(0, 0.9, 0.1);
    calibration.add(1, 0.7, 0.3);
    calibration.add(0, 0.5, 0.5);
    assertEquals((Math.abs(1 - 1.6) + Math.abs(1 - 0.5)) / 3, calibration.error(), 1e-12);
    Calibration sure = new Calibration(15);
    sure.add(1, 0, 1);
    assertEquals(0, sure.error());
  }

  @Test
  void corruptionsAreReadAndWritten() {
    assertEquals("noise", Corruption.parse("noise").toString());
    assertEquals(5, Corruption.parse("blur").amounts().size());
    Corruption own = Corruption.parse("rotate:10/22.5");
    assertEquals("rotate:10/22.5", own.toString());
    assertEquals(own, Corruption.parse(own.toString()));
    assertEquals(
        List.of(Distortion.parse("rotate:10"), Distortion.parse("rotate:22.5")), own.distortions());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "fog", "noise:", "noise:0", "noise:1/0.5", "flip", "drop:0.5/2", "blur:a"})
  void whatIsNoCorruptionIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Corruption.parse(text));
  }

  private static PruneResult pruned(DjlTask task, String saliency) {
    PruneOptions options =
        PruneOptions.defaults()
            .withRounds(2)
            .withFraction(0.5)
            .withSeeds(1L, 2L)
            .withSaliency(Saliencies.of(saliency))
            .withMatching(Tolerance.share(0.05));
    return IterativePruning.run(task, RECIPE, options);
  }

  @Test
  void levelsHoldWhatIsMeasuredByHand() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(1, 8, 8)), "mlp:16")) {
      PruneResult imp = pruned(task, "magnitude");
      PruneResult random = pruned(task, "random");
      LotteryRobustnessOptions options =
          LotteryRobustnessOptions.defaults()
              .withCorruptions(Corruption.parse("noise:0.5/1"), Corruption.parse("blur:1"))
              .withExamples(ExampleCount.ALL)
              .withDensities(0.25);
      LotteryRobustnessResult result =
          LotteryRobustness.of(List.of("imp", "random"), List.of(imp, random), task, options);
      assertEquals(2, result.levels().size());
      RobustnessLevel level = result.levels("imp").get(0);
      assertEquals(2, level.round());
      Round ticket = imp.round(2, 2);
      NetworkMeasures measures = level.pruned().get(1);
      assertEquals(ticket.test(), measures.test());
      double noise = 0;
      for (String text : List.of("noise:0.5", "noise:1")) {
        noise += task.shifted(Distortion.parse(text)).score(ticket.solution()).error() / 2;
      }
      assertEquals(noise, measures.corrupted().get(0).value(), 1e-12);
      assertEquals(noise, measures.corrupted().get(0).examples().mean(), 1e-6);
      double blur = task.shifted(Distortion.parse("blur:1")).score(ticket.solution()).error();
      assertEquals(
          (noise + blur) / 2 - ticket.test().error(),
          RobustnessLevel.excess(measures).orElseThrow().value(),
          1e-12);
      double wrong = 0;
      long counted = 0;
      for (Sample one : measures.classes()) {
        wrong += one.value() * one.examples().count();
        counted += one.examples().count();
      }
      assertEquals(ticket.test().examples(), counted);
      assertEquals(ticket.test().error(), wrong / counted, 1e-6);
      assertEquals(1, level.dense().get(0).cka().orElseThrow(), 1e-6);
      assertTrue(measures.cka().orElseThrow() < 1);
      assertEquals(
          imp.difference(
              org.stockpot.prune.NetworkKind.TICKET, org.stockpot.prune.NetworkKind.DENSE, 2),
          level.rise(RobustnessLevel::error).orElseThrow());
      RobustnessLevel others = result.levels("random").get(0);
      assertTrue(result.aboveFirst(level).isEmpty());
      double above = 0;
      for (int s = 0; s < 2; s++) {
        above +=
            (RobustnessLevel.corrupted(others.pruned().get(s)).orElseThrow().value()
                    - RobustnessLevel.corrupted(level.pruned().get(s)).orElseThrow().value())
                / 2;
      }
      assertEquals(above, result.aboveFirst(others).orElseThrow().difference().mean(), 1e-12);
      Table table = LotteryRobustnessReport.table(result);
      assertEquals(
          List.of("imp dense", "imp", "random dense", "random"),
          table.stringColumn("pruning run").asList());
      assertEquals(20, LotteryRobustnessReport.classes(result).rowCount());
      assertEquals(
          "densities must be those of rounds of imp, 50%, 25%, got 0.3",
          refusal(task, imp, options.withDensities(0.3)));
      Corruption one = Corruption.parse("noise");
      Corruption other = Corruption.parse("noise:1");
      assertThrows(IllegalArgumentException.class, () -> options.withCorruptions(one, other));
    }
  }

  private static String refusal(DjlTask task, PruneResult run, LotteryRobustnessOptions options) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> LotteryRobustness.of(List.of("imp"), List.of(run), task, options))
        .getMessage();
  }

  /** A network with given numbers, half of whose 100 examples each are of one of two classes. */
  private static NetworkMeasures network(
      long seed, int wrong, int corrupted, double worst, double ece) {
    Score score = new Score(Metric.ACCURACY, 1, 1 - wrong / 1000.0, 1000);
    return new NetworkMeasures(
        score,
        sample(seed, wrong),
        List.of(sample(seed, corrupted)),
        List.of(new Sample(seed, "" + seed, "", worst, PerExample.NONE)),
        OptionalDouble.of(ece),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static Sample sample(long seed, int wrong) {
    float[] errors = new float[1000];
    for (int i = 0; i < wrong; i++) {
      errors[i] = 1;
    }
    return new Sample(seed, "" + seed, "", wrong / 1000.0, PerExample.of(errors));
  }

  private static RobustnessLevel level(int wrong, int corrupted, double worst, double ece) {
    List<NetworkMeasures> dense = new ArrayList<>();
    List<NetworkMeasures> pruned = new ArrayList<>();
    for (long seed = 1; seed <= 5; seed++) {
      int noise = (int) (seed % 3);
      dense.add(network(seed, 20 + noise, 100 + noise, 0.05, 0.01));
      pruned.add(network(seed, wrong + noise, corrupted + noise, worst + noise * 1e-3, ece));
    }
    return new RobustnessLevel("imp", 3, 0.1, dense, pruned, true, 0.01);
  }

  @Test
  void harmIsHiddenWhereTheMeanMatchesAlone() {
    assertEquals(Optional.of(Verdict.NO), level(20, 100, 0.05, 0.01).hidden());
    assertEquals(Optional.of(Verdict.YES), level(20, 200, 0.05, 0.01).hidden());
    assertEquals(Optional.of(Verdict.YES), level(20, 100, 0.2, 0.01).hidden());
    assertEquals(Optional.of(Verdict.YES), level(20, 100, 0.05, 0.2).hidden());
    assertEquals(Optional.empty(), level(90, 300, 0.3, 0.01).hidden());
    RobustnessLevel known = level(20, 200, 0.05, 0.01);
    RobustnessLevel lost =
        new RobustnessLevel("imp", 3, 0.1, known.dense(), known.pruned(), false, 0.01);
    assertEquals(Optional.of(Verdict.UNDECIDED), lost.hidden());
    RobustnessLevel vague =
        new RobustnessLevel("imp", 3, 0.1, known.dense(), known.pruned(), true, Double.NaN);
    assertEquals(Optional.of(Verdict.UNDECIDED), vague.hidden());
  }

  /** A task that knows no classes is measured by what it has. */
  @Test
  void closedFormsHaveErrorsAlone() {
    Bowl bowl = new Bowl(Points.small());
    PruneResult imp =
        IterativePruning.run(bowl, RECIPE, PruneOptions.defaults().withRounds(1).withSeeds(1L, 2L));
    LotteryRobustnessResult result =
        LotteryRobustness.of(
            List.of("imp"), List.of(imp), bowl, LotteryRobustnessOptions.defaults());
    assertTrue(result.classes().isEmpty());
    assertEquals(1, result.missing().size());
    assertEquals(0, LotteryRobustnessReport.classes(result).rowCount());
    assertTrue(LotteryRobustnessReport.table(result).rowCount() > 0);
  }
}
