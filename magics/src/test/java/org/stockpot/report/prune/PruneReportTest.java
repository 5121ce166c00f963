package org.stockpot.report.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.display.Figures;
import org.stockpot.prune.Budget;
import org.stockpot.prune.Control;
import org.stockpot.prune.DivergedRound;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Retraining;
import org.stockpot.prune.Rewind;
import org.stockpot.prune.Saliency;
import org.stockpot.report.study.SuccessiveBarrierReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.PerExample;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Ladders;
import org.stockpot.testing.Points;
import org.stockpot.weights.Layout;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Role;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

final class PruneReportTest {

  /** The 97.5 % quantile of Student's t with two degrees of freedom, from printed tables. */
  private static final double T2 = 4.302653;

  private final Bowl bowl = new Bowl(Points.small());

  private PruneResult result(Long... seeds) {
    PruneOptions options =
        PruneOptions.defaults().withRounds(3).withSeeds(seeds).withControls(Control.RANDOM_MASK);
    Recipe recipe = Recipe.defaults().withLength(Span.epochs(3));
    return IterativePruning.run(bowl, recipe, options, Optional.empty(), Progress.NONE);
  }

  private static double[] values(PruneResult result, int round) {
    return result.replicates().stream()
        .mapToDouble(l -> l.rounds().get(round).test().value())
        .toArray();
  }

  @Test
  void theIntervalIsStudentsOverTheSeeds() {
    PruneResult result = result(1L, 2L, 3L);
    Table table = PruneReport.summary(result);
    for (int round = 0; round <= 3; round++) {
      double[] v = values(result, round);
      double mean = (v[0] + v[1] + v[2]) / 3;
      double squares = 0;
      for (double value : v) {
        squares += (value - mean) * (value - mean);
      }
      assertEquals(100 * mean, table.doubleColumn("test accuracy %").get(round), 0.05001);
      double half = T2 * Math.sqrt(squares / 2) / Math.sqrt(3);
      assertEquals(
          100 * half, table.doubleColumn("test accuracy ± 95 %, points").get(round), 0.05001);
      assertEquals(3, table.intColumn("n").get(round));
      assertEquals("seeds", table.stringColumn("interval over").get(round));
    }
  }

  /** Scores that grow along the layout take the first layer away before the second is touched. */
  @Test
  void aLayerThatLostItsLastWeightIsNamed() {
    Layout layout =
        Layout.builder()
            .add("a.weight", Role.WEIGHT, 2, 5)
            .add("b.weight", Role.WEIGHT, 2, 5)
            .build();
    Saliency along =
        (point, seed) -> {
          float[] scores = new float[20];
          IntStream.range(0, 20).forEach(i -> scores[i] = i);
          return scores;
        };
    PruneOptions options =
        PruneOptions.defaults()
            .withRounds(2)
            .withFraction(0.4)
            .withSeeds(1L, 2L)
            .withSaliency(along);
    PruneResult result =
        IterativePruning.run(
            new Bowl(layout), Recipe.defaults().withLength(Span.epochs(1)), options);
    String text = PruneReport.display(result).text().replaceAll("\\s+", " ");
    String lost = "lost its last weight at 35 % kept (seed ";
    assertTrue(
        text.contains(
            "Layer collapse: a.weight " + lost + "1, round 2), " + lost + "2, round 2). A layer"),
        text);
    assertFalse(PruneReport.display(result(1L)).text().contains("collapse"));
  }

  @Test
  void replicatesThatWereStoppedAtDifferentRoundsAreShown() {
    PruneResult whole = result(1L, 2L);
    PruneReplicate first = whole.replicates().get(0);
    PruneReplicate cut =
        new PruneReplicate(
            first.seed(),
            first.init(),
            first.origin(),
            first.rounds().subList(0, 2),
            List.of(),
            Map.of(Control.RANDOM_MASK, List.of()));
    PruneResult stopped =
        new PruneResult(
            whole.task(),
            whole.recipe(),
            whole.options(),
            whole.copies(),
            true,
            List.of(cut, whole.replicates().get(1)),
            List.of(),
            new Outcome(Outcome.State.INTERRUPTED, "interrupted"),
            whole.rows());
    Table table = PruneReport.summary(stopped);
    assertEquals(List.of(2, 2, 1, 1), table.intColumn("n").asList());
    for (Figure figure : List.of(PruneReport.chart(stopped), PruneReport.slots(stopped))) {
      assertTrue(Figures.display(figure).data().containsKey(Figures.PLOTLY));
    }
    assertTrue(PruneReport.display(stopped).text().contains("[4 rows × 14 columns]"));
    BarrierResult barriers =
        LinearBarrier.of(
            stopped.pairs("stopped"),
            bowl,
            BarrierOptions.defaults(),
            LinearBarrier.Watcher.NONE,
            Progress.NONE);
    Table levels = new SuccessiveBarrierReport(stopped, barriers).table();
    assertEquals(List.of(2, 1, 1), levels.intColumn("n").asList());
  }

  @Test
  void oneSeedHasNoInterval() {
    Table table = PruneReport.summary(result(1L));
    assertTrue(table.doubleColumn("test accuracy ± 95 %, points").isMissing(0));
  }

  @Test
  void everyTrainingIsARow() {
    PruneResult result = result(1L, 2L);
    Table table = PruneReport.trainings(result);
    assertEquals(2 * (1 + 3 + 3), table.rowCount());
    assertEquals(6, table.where(table.stringColumn("line").isEqualTo("random-mask")).rowCount());
    assertEquals(List.of(100.0), List.of(table.doubleColumn("kept %").get(0)));
  }

  private static PruneResult made(Tolerance matching) {
    return new Ladders(
            PruneOptions.defaults().withControls(Control.RANDOM_MASK).withMatching(matching))
        .seed(1, errors(0, 20), errors(0, 18), errors(0, 30), errors(0, 120))
        .with(Control.RANDOM_MASK, errors(0, 20), errors(0, 150), errors(0, 300))
        .seed(2, errors(5, 27), errors(5, 24), errors(5, 45), errors(5, 140))
        .with(Control.RANDOM_MASK, errors(5, 26), errors(5, 170), errors(5, 310))
        .result();
  }

  private static PerExample errors(int from, int to) {
    return Ladders.errors(1000, from, to);
  }

  @Test
  void accuraciesAreInPerCentAndDifferencesInPointsInsideSeeds() {
    Table table = PruneReport.summary(made(Tolerance.share(0.02)));
    assertEquals(List.of(97.9, 98.15, 96.5, 87.25), table.doubleColumn("test accuracy %").asList());
    assertEquals("98.2", table.doubleColumn("test accuracy %").getString(1), "one of 1000 counts");
    assertEquals(
        List.of(97.9, 97.9, 97.9, 97.9), table.doubleColumn("dense test accuracy %").asList());
    assertTrue(table.doubleColumn("accuracy minus dense at equal steps, points").isMissing(0));
    assertEquals(
        List.of(0.25, -1.4, -10.65),
        table.doubleColumn("accuracy minus dense at equal steps, points").asList().subList(1, 4));
    assertEquals(
        List.of("yes", "yes", "undecided", "no"),
        table.stringColumn("matching (within 2%)").asList());
    Table controls = PruneReport.controls(made(Tolerance.share(0.02)));
    assertEquals(
        List.of(0.2, 12.25, 17.5),
        controls.doubleColumn("accuracy of tickets minus control, points").asList());
    assertEquals(
        List.of("yes", "no", "no"), controls.stringColumn("matching (within 2%)").asList());
    assertEquals(List.of(2, 2, 2), controls.intColumn("n of pairs").asList());
  }

  @Test
  void sentencesClaimNoMoreThanTheVerdicts() {
    String text = PruneReport.display(made(Tolerance.share(0.02))).text();
    assertTrue(
        text.contains(
            "The sparsest round that surely matches is 1 with 97.6 % of the weights; undecided:"
                + " round 2; surely not: round 3."),
        text);
    assertTrue(text.contains("at most 2 points above"), text);
    assertTrue(
        text.contains("surely have a lower test error than random-mask at rounds 1 to 3"), text);
    assertTrue(text.contains("Random masks surely match too at round 1,"), text);
  }

  @Test
  void fewDenseRunsAreSaidAndAFixedBoundIsOffered() {
    PruneResult two = made(Tolerance.SPREAD);
    assertTrue(PruneReport.summary(two).containsColumn("matching (within spread of 2 runs)"));
    String text = PruneReport.display(two).text();
    assertTrue(text.contains("0.14 points, the spread of 2 runs, above"), text);
    assertTrue(text.contains("fewer than 5 runs is hardly known: --matching 0.2%"), text);
    PruneResult one =
        new Ladders(PruneOptions.defaults()).seed(1, errors(0, 20), errors(0, 18)).result();
    Table table = PruneReport.summary(one);
    assertEquals(
        List.of("yes", "undecided"),
        table.stringColumn("matching (within spread of 1 run)").asList());
    String single = PruneReport.display(one).text();
    assertTrue(single.contains("no round is decided. --matching 0.2% sets a bound"), single);
    assertTrue(single.contains("the error of the test set alone"), single);
    assertFalse(single.contains("surely matches"), single);
    Ladders many = new Ladders(PruneOptions.defaults());
    for (long seed = 1; seed <= 5; seed++) {
      many.seed(seed, errors(0, 20 + (int) seed), errors(0, 500));
    }
    String five = PruneReport.display(many.result()).text();
    assertTrue(five.contains("0.16 points, the sd of 5 dense runs, above"), five);
    assertTrue(five.contains("No pruned round surely matches; surely not: round 1."), five);
    assertFalse(five.contains("hardly known"), five);
  }

  private PruneResult pruned(String rewind, Budget budget) {
    PruneOptions options =
        PruneOptions.defaults()
            .withRounds(2)
            .withControls(Control.RANDOM_INIT)
            .withRetraining(Retraining.after(Rewind.parse(rewind)).withBudget(budget));
    Recipe recipe = Recipe.defaults().withLength(Span.epochs(3));
    return IterativePruning.run(bowl, recipe, options, Optional.empty(), Progress.NONE);
  }

  private static List<List<Long>> steps(Table table) {
    return List.of(
        table.longColumn("steps here").asList(), table.longColumn("steps from init").asList());
  }

  @Test
  void stepsStandBesideWhatTheyLedTo() {
    PruneResult late = pruned("12it", Budget.EQUAL);
    assertEquals(
        List.of(List.of(30L, 18L, 18L), List.of(30L, 30L, 30L)), steps(PruneReport.summary(late)));
    assertEquals(List.of(List.of(30L, 30L), List.of(30L, 30L)), steps(PruneReport.controls(late)));
    assertTrue(
        PruneReport.summary(late).containsColumn("accuracy minus dense at equal steps, points"));
    assertFalse(PruneReport.display(late).text().contains("was trained on as"));

    PruneResult lr = pruned("lr", Budget.EQUAL);
    assertEquals(
        List.of(List.of(30L, 30L, 30L), List.of(30L, 60L, 90L)), steps(PruneReport.summary(lr)));
    assertEquals(List.of(List.of(60L, 90L), List.of(60L, 90L)), steps(PruneReport.controls(lr)));
    Table trainings = PruneReport.trainings(lr);
    Table dense = trainings.where(trainings.stringColumn("line").isEqualTo("dense"));
    assertEquals(List.of(List.of(30L, 30L, 30L), List.of(30L, 60L, 90L)), steps(dense));
    assertTrue(
        PruneReport.summary(lr).containsColumn("accuracy minus dense at equal steps, points"));
    String text = PruneReport.display(lr).text();
    assertTrue(text.contains("have had equal steps (--budget equal)"), text);
    assertTrue(text.contains("The dense run was trained on as the tickets were"), text);

    PruneResult schedule = pruned("lr", Budget.SCHEDULE);
    assertTrue(
        PruneReport.summary(schedule).containsColumn("accuracy minus dense of 30 steps, points"));
    assertEquals(
        List.of(List.of(30L, 30L), List.of(30L, 30L)), steps(PruneReport.controls(schedule)));
    assertTrue(PruneReport.display(schedule).text().contains("different numbers of steps"));
  }

  @Test
  void stepsBeforeAGivenPointAreNotClaimed() {
    PruneOptions options = PruneOptions.defaults().withRounds(1).withControls(Control.RANDOM_INIT);
    PruneResult result =
        IterativePruning.run(
            bowl,
            Recipe.defaults(),
            options,
            Optional.of(MaskedPoint.dense(bowl.init(5))),
            Progress.NONE);
    assertTrue(PruneReport.summary(result).containsColumn("steps from start"));
    String text = PruneReport.display(result).text();
    assertTrue(text.contains("had been trained for is not in them, and random-init"), text);
  }

  @Test
  void whatDivergedIsARowAndLeftOutByName() {
    DivergedRound ticket =
        new DivergedRound(2, NetworkKind.TICKET, 2, 0, 0.9, 7, "loss became NaN at step 7");
    DivergedRound dense =
        new DivergedRound(3, NetworkKind.DENSE, 0, 0, 1, 12, "loss became Infinity");
    DivergedRound copy = new DivergedRound(1, NetworkKind.TICKET, 1, 2, 0.9, 9, "loss became NaN");
    PruneOptions options =
        PruneOptions.defaults().withMatching(Tolerance.share(0.5)).withSeeds(1L, 2L, 3L);
    PruneResult two =
        new Ladders(options)
            .seed(1, errors(0, 20), errors(0, 18), errors(0, 30))
            .seed(2, errors(5, 27), errors(5, 24))
            .without(ticket)
            .without(copy)
            .result();
    Table table = PruneReport.summary(two);
    assertEquals(List.of(2, 2, 1), table.intColumn("n").asList());
    assertEquals(List.of(0, 0, 1), table.intColumn("diverged").asList());
    assertEquals(
        List.of("yes", "yes", "undecided"), table.stringColumn("matching (within 50%)").asList());
    Table trainings = PruneReport.trainings(two);
    assertEquals(
        List.of("done", "done", "done", "diverged at step 9", "done", "done", "diverged at step 7"),
        trainings.stringColumn("outcome").asList());
    assertEquals("ticket, copy 2", trainings.stringColumn("line").get(3));
    assertEquals(2, trainings.longColumn("seed").get(6));
    assertTrue(trainings.doubleColumn("test accuracy %").isMissing(6));
    assertTrue(trainings.longColumn("steps here").isMissing(6));
    String text = PruneReport.display(two).text();
    assertTrue(
        text.contains(
            "Diverged, and in no mean: seed 2, round 2 (ticket) at step 7; seed 1, round 1 (ticket,"
                + " copy 2, the others were merged) at step 9."),
        text);
    PruneResult lost =
        new Ladders(options).seed(1, errors(0, 20), errors(0, 18)).without(dense).result();
    assertEquals(List.of(1, 1), PruneReport.summary(lost).intColumn("diverged").asList());
    assertFalse(PruneReport.summary(result(1L)).containsColumn("diverged"));
    assertFalse(PruneReport.display(lost).text().contains("that surely matches"));
  }

  @Test
  void roundsAreListedInRuns() {
    assertEquals("round 3", PruneWords.list(List.of(3)));
    assertEquals("rounds 1 to 3, 5, 7 to 8", PruneWords.list(List.of(1, 2, 3, 5, 7, 8)));
  }

  @Test
  void trainingsHaveTheErrorOfTheirTestSet() {
    Table table = PruneReport.trainings(made(Tolerance.SPREAD));
    assertEquals(List.of("dense", "ticket"), table.stringColumn("line").asList().subList(0, 2));
    assertEquals(98.0, table.doubleColumn("test accuracy %").get(0));
    DoubleColumn error = table.doubleColumn("test accuracy SE, points");
    assertEquals(100 * Math.sqrt(.02 * .98 / 1000), error.get(0), 1e-12);
    assertEquals("0.4", error.getString(0));
    assertTrue(table.containsColumn("test loss (nats)"));
  }

  @Test
  void twoRoundsAreNoLineWithABand() {
    PruneResult one =
        new Ladders(PruneOptions.defaults()).seed(1, errors(0, 20), errors(0, 18)).result();
    String chart = "" + Figures.display(PruneReport.chart(one)).data().get(Figures.PLOTLY);
    assertFalse(chart.contains("tonexty"), chart);
    assertTrue(chart.contains("98.2 ± 0.8 % (n = 1: test-set error only)"), chart);
    String more =
        "" + Figures.display(PruneReport.chart(made(Tolerance.SPREAD))).data().get(Figures.PLOTLY);
    assertTrue(more.contains("tonexty"), more);
    assertTrue(more.contains("95 % interval over 2 seeds"), more);
    assertTrue(chart.contains("95 % interval over test examples, n = 1"), chart);
    assertTrue(chart.contains("Iterative pruning, global, rewind init: made"), chart);
    assertTrue(chart.contains("test accuracy by the weights kept, seed 1"), chart);
  }

  @Test
  void whatATicketTakesIsItsKeptFloatsAndABitPerWeight() {
    PruneResult result = result(1L);
    PruneReplicate replicate = result.replicates().get(0);
    int pruned = replicate.rounds().get(3).mask().pruned();
    int size = bowl.layout().size();
    int packed = 4 * (size - pruned) + (bowl.layout().prunable() + 7) / 8;
    String text = PruneReport.display(result).text();
    assertTrue(text.contains("takes " + packed + " B packed"), text);
    assertTrue(text.contains("instead of " + 4 * size + " B dense"), text);
  }

  /** Two networks, whose one test example of a thousand is wrong, are as good as 100 %. */
  @Test
  void axesReachNoFurtherThanPercentagesDo() {
    PruneResult good =
        new Ladders(PruneOptions.defaults()).seed(1, errors(0, 1), errors(0, 1)).result();
    Map<?, ?> layout = layout(PruneReport.chart(good));
    List<?> range = (List<?>) ((Map<?, ?>) layout.get("yaxis")).get("range");
    assertEquals(100.0, ((Number) range.get(1)).doubleValue());
    assertTrue(((Number) range.get(0)).doubleValue() < 99.9, range.toString());
  }

  private static Map<?, ?> layout(Figure figure) {
    Map<?, ?> chart = (Map<?, ?>) Figures.display(figure).data().get(Figures.PLOTLY);
    return (Map<?, ?>) chart.get("layout");
  }

  @Test
  void chartsOfOneSeedSayWhich() {
    PruneResult two = result(7L, 8L);
    assertTrue(layout(PruneReport.slots(two)).get("title").toString().contains("seed 7"));
    assertTrue(layout(PruneReport.magnitudes(two, 1)).get("title").toString().contains("seed 7"));
  }

  @Test
  void theOutcomeSaysWhoseNumbersItShows() {
    assertEquals(
        "tickets of round 3, 92.9 % kept: test accuracy 87.3 ± 2.9 % (n = 2)",
        PruneReport.outcome(made(Tolerance.share(0.02))));
  }

  @Test
  void latencyTextAgreesWithTheTimes() {
    assertTrue(TicketCost.latency(10, 10.5).contains("the same within what such times vary"));
    assertTrue(TicketCost.latency(10, 4).contains("the ticket is faster by more than"));
    assertTrue(TicketCost.latency(4, 10).contains("the ticket is slower by more than"));
  }

  @Test
  void theTimeOfScoringIsMeasured() {
    String text = PruneReport.display(result(1L), bowl.test()).text();
    assertTrue(text.matches("(?s).*takes [0-9.]+ ms with the dense network.*"), text);
  }
}
