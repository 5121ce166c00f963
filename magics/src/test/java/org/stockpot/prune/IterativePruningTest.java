package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.task.Job;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

final class IterativePruningTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(3));
  private static final PruneOptions FIVE = PruneOptions.defaults().withRounds(5);

  private static final PruneOptions LR =
      FIVE.withRetraining(Retraining.after(Rewind.LEARNING_RATE).withBudget(Budget.SCHEDULE));

  private final Bowl bowl = new Bowl(Points.small());

  private PruneResult run(PruneOptions options) {
    return IterativePruning.run(bowl, RECIPE, options, Optional.empty(), Progress.NONE);
  }

  private static List<Round> rounds(PruneResult result) {
    return result.replicates().get(0).rounds();
  }

  @Test
  void globalRoundsPruneExactlyTheRoundedShareOfTheKept() {
    int kept = 42;
    for (Round round : rounds(run(FIVE))) {
      assertEquals(kept, round.mask().kept());
      kept -= (int) Math.round(0.2 * kept);
    }
  }

  @Test
  void layerwiseDensitiesAreThePublishedLadderOfLeNet() {
    PruneOptions options =
        PruneOptions.defaults()
            .withRounds(19)
            .withScope(Scope.LAYERWISE)
            .withFractions(Map.of("fc3.weight", 0.1));
    List<Integer> plan = new Pruner(Points.lenet(), options).plan(Mask.full(Points.lenet()));
    Map<Integer, Double> published =
        Map.of(3, 51.28, 7, 21.07, 9, 13.52, 12, 6.95, 15, 3.58, 18, 1.85, 19, 1.49);
    published.forEach(
        (round, percent) ->
            assertEquals(percent, plan.get(round) / 2662.0, 0.0051, "round " + round));
    for (int n = 0; n <= 12; n++) {
      double formula = (265200 * Math.pow(0.8, n) + 1000 * Math.pow(0.9, n)) / 266200;
      assertEquals(formula, plan.get(n) / 266200.0, 2e-5);
    }
  }

  @Test
  void globalPlanIsChainedToTheWeight() {
    List<Integer> plan =
        new Pruner(Points.lenet(), PruneOptions.defaults()).plan(Mask.full(Points.lenet()));
    int kept = 266200;
    for (int planned : plan) {
      assertEquals(kept, planned);
      kept -= (int) Math.round(0.2 * kept);
    }
  }

  @Test
  void aRoundPrunesTheSmallestMagnitudes() {
    List<Round> rounds = rounds(run(FIVE));
    for (int r = 1; r < rounds.size(); r++) {
      Point solution = rounds.get(r - 1).solution();
      Mask before = rounds.get(r - 1).mask();
      Mask after = rounds.get(r).mask();
      float largestPruned = 0;
      float smallestKept = Float.MAX_VALUE;
      for (Slot slot : bowl.layout().slots()) {
        for (int i = slot.offset(); slot.role() == Role.WEIGHT && i < slot.end(); i++) {
          if (after.keeps(i)) {
            smallestKept = Math.min(smallestKept, Math.abs(solution.at(i)));
          } else if (before.keeps(i)) {
            largestPruned = Math.max(largestPruned, Math.abs(solution.at(i)));
          }
        }
      }
      assertTrue(largestPruned <= smallestKept);
      assertTrue(after.isNestedIn(before));
    }
  }

  @Test
  void rewindingToInitStartsEachTicketAtItsMaskedInitialisation() {
    PruneResult result = run(FIVE);
    for (Round round : rounds(result)) {
      assertEquals(bowl.init(1).masked(round.mask()), round.start());
    }
    assertTrue(bowl.jobs().stream().allMatch(job -> job.from() == 0 && job.to() == 30));
  }

  @Test
  void rewindingToAStepResumesPointStatisticsAndScheduleThere() {
    PruneResult result = run(FIVE.withRewind(Rewind.parse("1ep2it")));
    Point origin = result.replicates().get(0).origin();
    assertNotEquals(bowl.init(1), origin);
    for (Round round : rounds(result).subList(1, 6)) {
      assertEquals(origin.masked(round.mask()), round.start());
    }
    List<Job> retrainings = bowl.jobs().subList(1, 6);
    assertTrue(retrainings.stream().allMatch(job -> job.from() == 12 && job.to() == 30));
  }

  @Test
  void theRewindPointIsTheDenseRunsOwnState() {
    Point origin = run(FIVE.withRewind(Rewind.parse("1ep2it"))).replicates().get(0).origin();
    Job dense = bowl.jobs().get(0);
    Job head = new Job(dense.start(), dense.mask(), RECIPE, 0, 12, dense.seed(), dense.captures());
    assertEquals(bowl.train(head, Progress.NONE).end(), origin);
  }

  @Test
  void learningRateRewindingKeepsTheWeights() {
    List<Round> rounds = rounds(run(FIVE.withRewind(Rewind.LEARNING_RATE)));
    for (int r = 1; r < rounds.size(); r++) {
      assertEquals(
          rounds.get(r - 1).solution().masked(rounds.get(r).mask()), rounds.get(r).start());
    }
    assertTrue(bowl.jobs().stream().allMatch(job -> job.recipe().equals(RECIPE)));
  }

  @Test
  void fineTuningContinuesAtTheLastRate() {
    Recipe steps =
        RECIPE
            .withOptimizer(Optimizer.sgd(0.1, 0.9))
            .withSchedule(
                new Schedule(
                    Schedule.Shape.STEP, Span.ZERO, List.of(Span.epochs(1), Span.epochs(2)), 0.1));
    PruneOptions options =
        new PruneOptions(
            2,
            0.2,
            Retraining.after(Rewind.NOTHING)
                .withRetrain(Span.epochs(1))
                .withBudget(Budget.SCHEDULE),
            Scope.GLOBAL,
            SparsityPattern.NONE,
            Map.of(),
            List.of(),
            Scoring.defaults(),
            List.of(),
            List.of(1L),
            Tolerance.SPREAD);
    IterativePruning.run(bowl, steps, options, Optional.empty(), Progress.NONE);
    for (Job job : bowl.jobs().subList(1, 3)) {
      assertEquals(20, job.from());
      assertEquals(30, job.to());
      assertEquals(0.001, job.recipe().rate(25, 10), 1e-12);
    }
  }

  @Test
  void controlsShareTheDenseRunAndTheTicketsBudget() {
    PruneResult result = run(FIVE.withControls(Control.RANDOM_MASK, Control.RANDOM_INIT));
    assertEquals(1 + 5 * 3, bowl.jobs().size());
    PruneReplicate replicate = result.replicates().get(0);
    for (int r = 1; r <= 5; r++) {
      Mask ticket = replicate.rounds().get(r).mask();
      Round random = replicate.controls().get(Control.RANDOM_MASK).get(r - 1);
      Round fresh = replicate.controls().get(Control.RANDOM_INIT).get(r - 1);
      for (Slot slot : bowl.layout().slots()) {
        assertEquals(ticket.kept(slot), random.mask().kept(slot));
      }
      assertNotEquals(ticket, random.mask());
      assertEquals(bowl.init(1).masked(random.mask()), random.start());
      assertEquals(ticket, fresh.mask());
      assertNotEquals(replicate.rounds().get(r).start(), fresh.start());
      assertEquals(fresh.start(), fresh.start().masked(ticket));
    }
    assertTrue(bowl.jobs().stream().allMatch(job -> job.steps() == 30));
  }

  @Test
  void roundsHaveTheirOwnDataOrderAndSeedsTheirOwnLadders() {
    PruneResult result = run(FIVE.withSeeds(1L, 2L));
    assertEquals(2, result.replicates().size());
    assertEquals(12, bowl.jobs().stream().map(Job::seed).distinct().count());
    assertNotEquals(result.round(1).mask(), result.round(2, 1).mask());
  }

  @Test
  void theSameSettingsGiveTheSameBits() {
    PruneOptions options = FIVE.withControls(Control.RANDOM_MASK, Control.RANDOM_INIT);
    PruneResult first = run(options);
    PruneResult second = run(options);
    assertEquals(points(first), points(second));
  }

  private static List<Point> points(PruneResult result) {
    List<Point> points = new ArrayList<>();
    PruneReplicate replicate = result.replicates().get(0);
    replicate.rounds().forEach(r -> points.add(r.solution()));
    replicate.controls().values().forEach(list -> list.forEach(r -> points.add(r.solution())));
    return points;
  }

  @Test
  void excludedSlotsStayWhole() {
    for (Round round : rounds(run(FIVE.withExclude("fc2")))) {
      assertEquals(18, round.mask().kept(bowl.layout().slot("fc2.weight")));
    }
  }

  @Test
  void anyLambdaCanDecide() {
    PruneOptions options = FIVE.withSaliency((solution, seed) -> highestIndexFirst());
    Mask mask = rounds(run(options)).get(1).mask();
    assertEquals(8, mask.pruned());
    assertTrue(mask.keeps(0));
    assertFalse(mask.keeps(bowl.layout().slot("fc2.weight").end() - 1));
  }

  private float[] highestIndexFirst() {
    float[] scores = new float[bowl.layout().size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -i;
    }
    return scores;
  }

  @Test
  void aSaliencyMustScoreEveryWeight() {
    PruneOptions tooFew = FIVE.withSaliency((solution, seed) -> new float[3]);
    PruneResult result = run(tooFew);
    assertEquals(Outcome.State.FAILED, result.outcome().state());
    assertEquals("a saliency must give 61 scores, got 3", result.outcome().message());
    PruneOptions nan =
        FIVE.withSaliency(
            (solution, seed) -> {
              float[] scores = solution.toArray();
              scores[25 + 18] = Float.NaN;
              return scores;
            });
    assertEquals(
        "a saliency must give numbers, got NaN for entry 4 of fc2.weight",
        run(nan).outcome().message());
  }

  @Test
  void aSparsePointIsPrunedFurther() {
    Mask half = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    Point sparse = bowl.init(1).masked(half);
    PruneResult result =
        IterativePruning.run(
            bowl, RECIPE, FIVE, Optional.of(new MaskedPoint(sparse, half)), Progress.NONE);
    assertEquals(half, rounds(result).get(0).mask());
    assertTrue(rounds(result).get(5).mask().isNestedIn(half));
  }

  @Test
  void zerosThatNoMaskDeclaresAreWeights() {
    Mask half = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    MaskedPoint start = MaskedPoint.dense(bowl.init(1).masked(half));
    PruneResult result =
        IterativePruning.run(bowl, RECIPE, FIVE, Optional.of(start), Progress.NONE);
    assertEquals(0, rounds(result).get(0).mask().pruned());
    assertEquals(1, Mask.supportOf(rounds(result).get(0).solution()).density());
  }

  @Test
  void anInterruptKeepsTheFinishedRounds() {
    bowl.beforeJob =
        () -> {
          if (bowl.jobs().size() == 3) {
            Thread.currentThread().interrupt();
          }
        };
    PruneResult result = run(FIVE);
    assertTrue(Thread.interrupted());
    assertEquals(Outcome.State.INTERRUPTED, result.outcome().state());
    assertEquals(3, rounds(result).size());
  }

  @Test
  void aFailureKeepsTheFinishedRounds() {
    bowl.beforeJob =
        () -> {
          if (bowl.jobs().size() == 3) {
            throw new IllegalStateException("the disk is full");
          }
        };
    PruneResult result = run(FIVE);
    assertEquals(Outcome.State.FAILED, result.outcome().state());
    assertEquals("the disk is full", result.outcome().message());
    assertEquals(3, rounds(result).size());
  }

  @Test
  void impossibleSettingsAreRefusedBeforeTraining() {
    assertRefused("rounds must be at least 1, got 0", () -> FIVE.withRounds(0));
    assertRefused(
        "rewind must lie before the end of training, got 3ep of 3ep",
        () -> run(FIVE.withRewind(Rewind.parse("3ep"))));
    assertRefused(
        "exclude must name slots of weights, got fc9; the slots are fc1.weight fc2.weight",
        () -> run(FIVE.withExclude("fc9")));
    assertRefused(
        "there must be weights to prune, got none besides the excluded [fc1, fc2]",
        () -> run(FIVE.withExclude("fc1", "fc2")));
    assertRefused(
        "rounds must be at most 13, got 15: round 14 would prune none of the last 2 weights",
        () -> run(FIVE.withRounds(15)));
    assertEquals(0, bowl.jobs().size());
  }

  private static void assertRefused(
      String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }

  @Test
  void aLayoutWithoutWeightsCannotBePruned() {
    Bowl biases = new Bowl(Layout.builder().add("b", Role.BIAS, 4).build());
    assertThrows(
        IllegalArgumentException.class,
        () -> IterativePruning.run(biases, RECIPE, FIVE, Optional.empty(), Progress.NONE));
  }

  private PruneResult run(Copies copies) {
    return IterativePruning.run(bowl, RECIPE, LR, copies, Optional.empty(), Progress.NONE);
  }

  @Test
  void oneCopyIsARunWithoutCopies() {
    PruneResult plain = run(LR);
    assertEquals(plain.replicates(), withoutTimes(run(Copies.ONE), plain));
  }

  /** Returns a run's replicates with the times of another. */
  private static List<PruneReplicate> withoutTimes(PruneResult result, PruneResult times) {
    List<Round> rounds = new ArrayList<>();
    for (Round r : rounds(result)) {
      double seconds = times.round(r.round()).seconds();
      rounds.add(
          new Round(
              r.round(),
              r.mask(),
              r.start(),
              r.solution(),
              r.history(),
              r.steps(),
              r.stepsFromInit(),
              r.validation(),
              r.test(),
              r.errors(),
              r.copies(),
              seconds,
              false));
    }
    PruneReplicate replicate = result.replicates().get(0);
    return List.of(
        new PruneReplicate(
            replicate.seed(),
            replicate.init(),
            replicate.origin(),
            rounds,
            List.of(),
            replicate.controls()));
  }

  @Test
  void copiesShareStartAndMaskDifferInOrderAndDecayAndTheirMergeIsPrunedNext() {
    PruneResult result = run(new Copies(3, List.of(0.0, 0.1, 0.2), "mean", Centroid::of));
    assertEquals(1 + 5 * 3, bowl.jobs().size());
    List<Round> rounds = rounds(result);
    for (int round = 1; round <= 5; round++) {
      List<Job> jobs = List.copyOf(bowl.jobs().subList(3 * round - 2, 3 * round + 1));
      Point start = rounds.get(round - 1).solution().masked(rounds.get(round).mask());
      List<Point> ends = new ArrayList<>();
      for (int copy = 0; copy < 3; copy++) {
        Job job = jobs.get(copy);
        assertEquals(start, job.start());
        assertEquals(rounds.get(round).mask(), job.mask());
        assertEquals(0.1 * copy, job.recipe().optimizer().weightDecay(), 1e-15);
        ends.add(bowl.train(job, Progress.NONE).end());
        bowl.jobs().remove(bowl.jobs().size() - 1);
      }
      assertEquals(3, jobs.stream().map(Job::seed).distinct().count());
      assertEquals(Centroid.of(ends), rounds.get(round).solution());
      assertEquals(3, rounds.get(round).copies().size());
    }
    assertEquals(List.of(), rounds.get(0).copies());
  }

  @Test
  void aMergeThatRevivesPrunedWeightsStopsTheRun() {
    PruneResult result = run(new Copies(2, List.of(), "bad", copies -> bowl.minimum()));
    assertEquals(Outcome.State.FAILED, result.outcome().state());
    assertTrue(
        result.outcome().message().startsWith("stopped at round 1 of 5, merged: "),
        result.outcome().message());
    assertEquals(1, rounds(result).size());
  }

  @Test
  void impossibleCopiesAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Copies(0, List.of(), "mean", Centroid::of));
    assertEquals(
        "copy-weight-decays must be at most one per copy, got 2 for 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Copies(1, List.of(0.0, 0.1), "mean", Centroid::of))
            .getMessage());
  }
}
