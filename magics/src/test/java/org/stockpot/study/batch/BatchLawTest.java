package org.stockpot.study.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.curvature.Lanczos;
import org.stockpot.curvature.gradient.GradientAgreement;
import org.stockpot.data.Data;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.Parts;
import org.stockpot.data.Scale;
import org.stockpot.data.Targets;
import org.stockpot.djl.DjlTask;
import org.stockpot.error.ErrorTask;
import org.stockpot.law.StepsLaw;
import org.stockpot.report.law.BatchLawReport;
import org.stockpot.store.Store;
import org.stockpot.store.StoredTask;
import org.stockpot.study.batch.BatchLawRun.LossAt;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Outcome;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Span;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.ParameterBox;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.testing.MemoryDirectory;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class BatchLawTest {

  private static final Recipe RECIPE =
      Recipe.defaults().withOptimizer(Optimizer.sgd(0.1, 0)).withLength(Span.iterations(12));

  private static final Layout LAYOUT = Layout.builder().add("w", Role.WEIGHT, 3, 2).build();

  private static final int WIDTH = 4;
  private static final double NOISE = 0.5;

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  /** A task of {@code y = x_1 + ε}, fitted by a linear map. */
  private static DjlTask regression(int count) {
    SplittableRandom random = new SplittableRandom(2);
    ExamplesBuilder builder = new ExamplesBuilder(WIDTH);
    for (int i = 0; i < count; i++) {
      float[] x = new float[WIDTH];
      for (int j = 0; j < WIDTH; j++) {
        x[j] = (float) random.nextGaussian();
      }
      builder.add(x, 0, new double[] {x[0] + NOISE * random.nextGaussian()});
    }
    Examples rows = builder.build();
    Data data =
        new Data(
            DatasetInfo.of("line", "", List.of(WIDTH)),
            new Targets.Numbers(List.of("y"), List.of(new Scale(0, 1))),
            new Parts(rows, rows, rows));
    SequentialBlock map =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(WIDTH))
            .add(Linear.builder().setUnits(1).build());
    return DjlTask.of(data, "linear", map);
  }

  /** With x̃ = (x, 1) and δ from the truth, B = (d + 2) + (d + 1) σ² / |δ|². */
  @Test
  void theNoiseScaleOfARegressionIsItsClosedForm() {
    try (DjlTask task = regression(20_000)) {
      Point at = Golden.point(task.layout(), 1, 0.3, 0, 0, 0);
      GradientAgreement gradients =
          GradientAgreement.of(
              task.derivatives(Subset.all(Part.TRAINING)).orThrow(), at, Mask.full(task.layout()));
      double expected = WIDTH + 2 + (WIDTH + 1) * NOISE * NOISE / 0.09;
      assertEquals(expected, gradients.noiseScale(), 3 * gradients.noiseScaleError());
      assertEquals(expected, gradients.noiseScale(), 0.1 * expected);
    }
  }

  /**
   * The loss of a linear map is a quadratic, whose λ1 stays: trainings go to one side or the other.
   */
  @ParameterizedTest
  @CsvSource({"0,false", "0.9,false", "0.9,true"})
  void trainingsConvergeBelowTheThresholdAndDivergeAboveIt(double momentum, boolean nesterov) {
    try (DjlTask task = regression(200)) {
      Optimizer one = Optimizer.sgd(1, momentum).withNesterov(nesterov);
      double curvature =
          Lanczos.largest(
              Operators.hessian(
                  task.derivatives(Subset.all(Part.TRAINING)).orThrow(), task.start(1)),
              Mask.full(task.layout()));
      double edge = one.rule().stability(1).orElseThrow().threshold() / curvature;
      BatchLawOptions options =
          BatchLawOptions.defaults()
              .withBatches(BatchSize.FULL)
              .withRates(0.97 * edge, 1.02 * edge)
              .withProbes(2);
      BatchLawResult result =
          BatchLaw.of(task, RECIPE.withOptimizer(one).withLength(Span.iterations(150)), options);
      BatchLawCell below = result.cells().get(0);
      BatchLawCell above = result.cells().get(1);
      assertEquals(0.97, below.highest().orElseThrow().mean(), 2e-3);
      assertEquals(1.02, above.highest().orElseThrow().mean(), 2e-3);
      assertEquals(Edge.AT_THE_EDGE, below.edge(0.05));
      assertEquals(Edge.ABOVE, above.edge(0.01));
      assertTrue(last(below).loss() < 1.05 * NOISE * NOISE, below::toString);
      assertTrue(last(above).loss() > 100, above::toString);
    }
  }

  private static BatchLawProbe last(BatchLawCell cell) {
    List<BatchLawProbe> probes = cell.runs().get(0).probes();
    return probes.get(probes.size() - 1);
  }

  /** Each probe is the same training, stopped there, and all are found again. */
  @Test
  void probesMeasureTheTrainingWhereItIs() {
    BatchLawOptions options =
        BatchLawOptions.defaults()
            .withBatches(BatchSize.of(64), BatchSize.of(128), BatchSize.FULL)
            .withRates(0.1)
            .withSeeds(1L, 2L)
            .withProbes(2);
    Recipe recipe = RECIPE.withOptimizer(Optimizer.adam(0.1));
    Store store = Store.open(directory.resolve("store"));
    DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:5");
    StoredTask kept = new StoredTask(store, task, Duration.ofSeconds(30), false);
    BatchLawResult result = BatchLaw.of(kept, recipe, options);
    BatchLawRun run = result.cells().get(0).runs().get(1);
    BatchLawProbe probe = run.probes().get(1);
    assertEquals(6, probe.step());
    Recipe at = recipe.withBatch(64).withValidateEvery(Span.iterations(1));
    Job job = Job.dense(task.start(2), at, task.stepsPerEpoch(64), 2);
    Point there = task.train(job.until(6, new TreeSet<>()), Progress.NONE).end();
    assertEquals(task.training().score(there).loss(), probe.loss());
    double top =
        Lanczos.largest(
            Operators.hessian(task.derivatives(Subset.all(Part.TRAINING)).orThrow(), there),
            Mask.full(there.layout()));
    assertEquals(top, probe.largest().orElseThrow());
    assertEquals(OptionalDouble.empty(), run.probes().get(0).sharpness());
    assertTrue(probe.sharpness().isPresent());
    assertEquals(13, run.losses().size());
    StoredTask again = new StoredTask(store, task, Duration.ofSeconds(30), false);
    assertEquals(result, BatchLaw.of(again, recipe, options));
    assertTrue(again.saved().contains("reused 6 of 6 trainings"), again.saved());
    BatchLawReport.QUANTITIES.forEach(quantity -> BatchLawReport.chart(result, quantity));
    assertEquals(18, BatchLawReport.probes(result).rowCount());
    assertTrue(BatchLaw.cost(task, recipe, options).seconds() > 0);
    assertEquals(6, BatchLaw.plan(task, recipe, options).distinct().size());
  }

  /**
   * Trainings whose loss halves every so many steps, so that any loss is reached at a known one.
   */
  private static BatchLawCell cell(int batch, double rate, double halving, double... ratios) {
    List<BatchLawRun> runs = new ArrayList<>();
    for (long seed = 1; seed <= 3; seed++) {
      List<LossAt> losses = new ArrayList<>();
      for (int step = 0; step <= 400; step++) {
        losses.add(new LossAt(step, Math.pow(2, -step / halving)));
      }
      List<BatchLawProbe> probes = new ArrayList<>();
      for (int i = 0; i < ratios.length; i++) {
        probes.add(
            new BatchLawProbe(
                i,
                1,
                OptionalDouble.of(ratios[i]),
                OptionalDouble.of(ratios[i] * (1 + 1e-3 * seed)),
                Optional.empty(),
                Optional.empty()));
      }
      runs.add(new BatchLawRun(seed, 1, probes, losses));
    }
    return new BatchLawCell(batch, false, rate, 1, runs, 0);
  }

  private static BatchLawResult result(double target, BatchLawCell... cells) {
    BatchLawOptions options =
        BatchLawOptions.defaults().withRates(0.1, 0.2, 0.4).withTarget(target);
    return new BatchLawResult(
        "made", Metric.ACCURACY, options, RECIPE, Arrays.asList(cells), List.of(), Outcome.DONE);
  }

  @Test
  void theCriticalBatchIsThatOfTheFastestRates() {
    double[] ratio = {1, 1};
    // To a loss of 1/4 each takes 2 (10 + 320 / B) steps at the rate of 0.2, and more at others.
    BatchLawCell[] cells = {
      cell(8, 0.1, 60, ratio),
      cell(8, 0.2, 50, ratio),
      cell(8, 0.4, 55, ratio),
      cell(32, 0.2, 20, ratio),
      cell(32, 0.4, 22, ratio),
      cell(128, 0.2, 12.5, ratio)
    };
    BatchLawResult made = result(0.25, cells);
    assertEquals(0.2, made.fastest(8).orElseThrow().rate());
    assertFalse(made.isAtTheEnd(made.fastest(8).orElseThrow()));
    assertEquals(100, made.observed().get(0).error(), 0.1);
    assertEquals(20, made.fit().orThrow().constant(StepsLaw.STEPS_MIN).value(), 0.2);
    assertEquals(640, made.fit().orThrow().constant(StepsLaw.EXAMPLES_MIN).value(), 6.4);
    assertEquals(32, made.criticalBatch().orElseThrow().value(), 0.3);
    assertTrue(BatchLawReport.display(made).text().contains("B_crit = 32"));
    assertEquals(3, BatchLawReport.constants(made).rowCount());
    assertEquals(
        "the law needs three batch sizes that reach the target with all seeds, got 2",
        result(0.25, cells[0], cells[3]).fit().reason());
    // The lowest that all reach is the slowest's, 2^-8, and a quarter back 2^-6.
    double common = result(0, cells).target().orElseThrow();
    assertEquals(Math.pow(2, -6), common, 1e-9);
  }

  private static BatchLawCell passing(double... losses) {
    List<LossAt> all = new ArrayList<>();
    for (int step = 0; step < losses.length; step++) {
      all.add(new LossAt(step, losses[step]));
    }
    OptionalDouble none = OptionalDouble.empty();
    BatchLawProbe bare = new BatchLawProbe(0, 1, none, none, Optional.empty(), Optional.empty());
    return new BatchLawCell(8, true, 0.1, 1, List.of(new BatchLawRun(1, 1, List.of(bare), all)), 0);
  }

  @Test
  void whatIsNoNumberReachesNoTarget() {
    BatchLawRun ended = passing(1, 0.5, Double.NaN).runs().get(0);
    assertEquals(OptionalDouble.empty(), ended.steps(0.25));
    assertEquals(OptionalDouble.of(1), ended.steps(0.5));
    BatchLawRun begun = passing(Double.POSITIVE_INFINITY, 0.5).runs().get(0);
    assertEquals(OptionalDouble.of(1), begun.steps(0.75));
    for (BatchLawCell cell :
        List.of(passing(1, Double.NaN), passing(1, 0), passing(1, -1), passing(1, 2))) {
      BatchLawResult made = result(0, cell);
      assertEquals(OptionalDouble.empty(), made.target());
      assertEquals(List.of(), made.observed());
      assertFalse(BatchLawReport.display(made).text().contains("NaN"));
      assertFalse(BatchLawReport.display(made).text().contains("mini-batches"));
    }
    assertEquals(OptionalDouble.empty(), ended.highest());
  }

  @Test
  void batchesAboveAllExamplesAreRefused() {
    ErrorTask one =
        ErrorTask.of("wells", w -> Math.pow(w[0] * w[0] - 1, 2), ParameterBox.cube(1, -2, 2));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> BatchLaw.plan(one, RECIPE, BatchLawOptions.defaults()));
    assertEquals("batches must be at most the 1 training examples, got 128", refused.getMessage());
  }

  @Test
  void whereSharpnessStandsIsToldByItsHighestQuarter() {
    BatchLawCell risen = cell(8, 0.1, 60, 9, 0.2, 0.6, 1, 1.02, 0.98, 0.5, 0.3, 0.1);
    assertEquals(1.012, risen.highest().orElseThrow().mean(), 1e-3);
    assertEquals(Edge.AT_THE_EDGE, risen.edge(0.1));
    assertEquals(Edge.BELOW, cell(8, 0.1, 60, 1, 0.5, 0.5).edge(0.1));
    assertEquals(Edge.ABOVE, cell(8, 0.1, 60, 1, 1.5, 1.5).edge(0.1));
    assertEquals(Edge.UNDECIDED, cell(8, 0.1, 60, 1, 0.9, 0.9).edge(0.0999));
    BatchLawCell two = new BatchLawCell(8, false, 0.1, 1, risen.runs().subList(0, 2), 0);
    assertEquals(Edge.UNDECIDED, two.edge(0.1));
    assertEquals(Edge.UNDECIDED, new BatchLawCell(8, false, 0.1, 1, risen.runs(), 1).edge(0.1));
  }

  @Test
  void whatIsNotKnownIsSaid() {
    Bowl bowl = new Bowl(LAYOUT);
    BatchLawOptions options =
        BatchLawOptions.defaults()
            .withBatches(BatchSize.of(10))
            .withRates(0.1)
            .withSeeds(1L)
            .withProbes(2);
    BatchLawResult adam = BatchLaw.of(bowl, RECIPE.withOptimizer(Optimizer.adam(0.1)), options);
    assertTrue(adam.missing().get(0).contains("moments"), adam.missing()::toString);
    assertEquals(OptionalDouble.empty(), adam.cells().get(0).runs().get(0).highest());
    String text = BatchLawReport.display(adam).text();
    assertTrue(text.contains("The critical batch size is undecided"), text);
    assertFalse(text.contains("NaN"), text);
    BatchLawReport.QUANTITIES.forEach(quantity -> BatchLawReport.chart(adam, quantity));
  }

  @Test
  void recipesOfAnotherLossAreRefused() {
    Bowl bowl = new Bowl(LAYOUT);
    BatchLawOptions options = BatchLawOptions.defaults().withBatches(BatchSize.of(10));
    Schedule cosine =
        new Schedule(Schedule.Shape.COSINE, Span.ZERO, List.of(), Schedule.constant().gamma());
    refused(
        "schedule must be constant for a batch law, as thresholds are of one rate, got cosine",
        bowl,
        RECIPE.withSchedule(cosine),
        options);
    refused("label-smoothing must be 0", bowl, RECIPE.withLabelSmoothing(0.1), options);
    assertEquals(
        "batches must be whole numbers or full, got all",
        "batches "
            + assertThrows(IllegalArgumentException.class, () -> BatchSize.parse("all"))
                .getMessage());
    assertThrows(IllegalArgumentException.class, () -> options.withRates());
    assertThrows(IllegalArgumentException.class, () -> options.withRates(-1.0));
    assertThrows(IllegalArgumentException.class, () -> options.withSeeds(1L, 1L));
  }

  private static void refused(String start, Bowl bowl, Recipe recipe, BatchLawOptions options) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> BatchLaw.plan(bowl, recipe, options))
            .getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
