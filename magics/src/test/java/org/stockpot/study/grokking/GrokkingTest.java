package org.stockpot.study.grokking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.stockpot.curvature.AxialSubspace;
import org.stockpot.curvature.Lanczos;
import org.stockpot.curvature.LanczosOptions;
import org.stockpot.data.Split;
import org.stockpot.data.generated.ModularAddition;
import org.stockpot.djl.DjlTask;
import org.stockpot.report.study.GrokkingReport;
import org.stockpot.study.grokking.GrokkingRun.Learned;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Outcome;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import tech.tablesaw.api.Table;

/** When something was learned, and what probes measure. */
final class GrokkingTest {

  private static final Recipe RECIPE =
      Recipe.defaults()
          .withOptimizer(Optimizer.adamw(1e-2).withWeightDecay(1))
          .withBatch(60)
          .withLength(Span.iterations(40));

  private static GrokkingRun run(double... accuracies) {
    List<GrokkingProbe> probes = new ArrayList<>();
    for (int i = 0; i < accuracies.length / 2; i++) {
      probes.add(
          new GrokkingProbe(
              (long) Math.pow(10, i) - 1,
              score(accuracies[2 * i]),
              score(0),
              score(accuracies[2 * i + 1]),
              i + 1.0,
              OptionalDouble.empty(),
              OptionalDouble.of(2)));
    }
    return new GrokkingRun(1, probes);
  }

  private static Score score(double accuracy) {
    return new Score(Metric.ACCURACY, 1, accuracy, 100);
  }

  @Test
  void whatWasLearnedIsLearnedForGood() {
    GrokkingRun late = run(0.1, 0.1, 1, 0.1, 0.9, 0.1, 1, 0.2, 1, 1);
    assertEquals(Optional.of(new Learned(99, 999)), late.fitted(0.99));
    assertEquals(Optional.of(new Learned(999, 9999)), late.generalised(0.99));
    assertEquals(Optional.empty(), run(0.1, 0, 1, 0, 0.9, 0).fitted(0.99));
    assertEquals(Optional.of(new Learned(-1, 0)), run(1, 0, 1, 0).fitted(0.99));
  }

  @Test
  void stepsAreKnownUpToTheProbesAroundThem() {
    assertEquals(Verdict.YES, run(0, 0, 1, 0, 1, 0, 1, 1).grokked(0.99, 2));
    assertEquals(Verdict.UNDECIDED, run(0, 0, 1, 0, 1, 1).grokked(0.99, 2));
    assertEquals(Verdict.UNDECIDED, run(0, 0, 1, 0, 1, 0).grokked(0.99, 2));
    assertEquals(Verdict.UNDECIDED, run(0, 0, 0, 0, 1, 1).grokked(0.99, 2));
    assertEquals(Verdict.NO, run(0, 0, 0, 0, 0, 0, 1, 1).grokked(0.99, 20));
  }

  @Test
  void probesAreAtEqualDistancesOfTheLogarithm() {
    SortedSet<Long> steps = GrokkingOptions.defaults().withProbes(3).steps(1000);
    assertArrayEquals(new Long[] {0L, 10L, 100L, 1000L}, steps.toArray(new Long[0]));
    assertEquals(6, GrokkingOptions.defaults().withProbes(40).steps(5).size());
  }

  /** Each probe is the same training, stopped there. */
  @Test
  void probesMeasureTheTrainingWhereItIs() {
    try (DjlTask task = DjlTask.of(ModularAddition.of(11, new Split(0.1, 0.3, 0)), "mlp:16")) {
      GrokkingOptions options = GrokkingOptions.defaults().withSeeds(1L, 2L).withProbes(2);
      GrokkingResult result = Grokking.of(task, RECIPE, options);
      GrokkingProbe probe = result.runs().get(1).probes().get(1);
      assertEquals(Math.round(Math.sqrt(40)), probe.step());
      Job job = Job.dense(task.start(2), RECIPE, task.stepsPerEpoch(60), 2);
      Point there = task.train(job.until(probe.step(), new TreeSet<>()), Progress.NONE).end();
      assertEquals(task.test().score(there), probe.test());
      assertEquals(
          task.training().score(there).error() - task.test().score(there).error(),
          -probe.gap(),
          1e-12);
      assertEquals(there.norm(), probe.norm());
      double top =
          Lanczos.of(
                  Operators.hessian(task.derivatives(Subset.all(Part.TRAINING)).orThrow(), there),
                  AxialSubspace.of(Mask.full(there.layout())),
                  LanczosOptions.top(1))
              .top()
              .get(0)
              .value();
      assertEquals(ExampleCount.of(500), options.examples());
      assertEquals(top, probe.largest().orElseThrow(), 1e-3 * top);
      assertTrue(probe.rank().orElseThrow() > 1 && probe.rank().orElseThrow() <= 16);
      Table table = GrokkingReport.probes(result);
      assertEquals(2 * result.runs().get(0).probes().size(), table.rowCount());
      assertEquals(2, GrokkingReport.table(result).rowCount());
    }
  }

  @Test
  void theDelayIsAGeometricMean() {
    GrokkingRun run = run(0, 0, 1, 0, 1, 0, 1, 1);
    GrokkingResult result =
        new GrokkingResult(
            "made", GrokkingOptions.defaults(), RECIPE, List.of(run, run), List.of(), Outcome.DONE);
    double delay = Math.sqrt(99.0 * 999) / Math.sqrt(1.0 * 9);
    assertEquals(Math.log(delay), result.logDelay().orElseThrow().mean(), 1e-12);
    assertEquals(0, result.logDelay().orElseThrow().halfWidth(), 1e-12);
  }

  @Test
  void badOptionsAreRefused() {
    GrokkingOptions options = GrokkingOptions.defaults();
    assertThrows(IllegalArgumentException.class, () -> options.withProbes(1));
    assertThrows(IllegalArgumentException.class, () -> options.withLearned(1.5));
    assertThrows(IllegalArgumentException.class, () -> options.withSeeds());
    assertThrows(IllegalArgumentException.class, () -> options.withSeeds(1L, 1L));
  }
}
