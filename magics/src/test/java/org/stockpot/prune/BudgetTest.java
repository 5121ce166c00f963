package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
import org.stockpot.task.Span;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Ten steps make an epoch, and a training has three: T = 30. */
final class BudgetTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(3));
  private static final Copies THREE = new Copies(3, List.of(), "mean", Centroid::of);

  private final Bowl bowl = new Bowl(Points.small());

  private static PruneOptions options(String rewind, Span retrain, Budget budget) {
    return PruneOptions.defaults()
        .withRounds(3)
        .withControls(Control.RANDOM_MASK, Control.RANDOM_INIT)
        .withRetraining(
            Retraining.after(Rewind.parse(rewind)).withRetrain(retrain).withBudget(budget));
  }

  private PruneReplicate run(PruneOptions options, Copies copies) {
    return IterativePruning.run(bowl, RECIPE, options, copies, Optional.empty(), Progress.NONE)
        .replicates()
        .get(0);
  }

  private static List<List<Long>> steps(List<Round> rounds) {
    return rounds.stream().map(r -> List.of(r.steps(), r.stepsFromInit())).toList();
  }

  /** A ticket that was rewound to k trains T - k steps and has had T; a fresh network trains T. */
  @Test
  void aFreshNetworkIsTrainedForAsLongAsALateRewoundTicket() {
    PruneReplicate replicate = run(options("12it", Span.ZERO, Budget.EQUAL), Copies.ONE);
    List<List<Long>> late = List.of(List.of(18L, 30L), List.of(18L, 30L), List.of(18L, 30L));
    List<List<Long>> whole = List.of(List.of(30L, 30L), List.of(30L, 30L), List.of(30L, 30L));
    assertEquals(whole.subList(0, 1), steps(replicate.rounds().subList(0, 1)));
    assertEquals(late, steps(replicate.rounds().subList(1, 4)));
    assertEquals(late, steps(replicate.controls().get(Control.RANDOM_MASK)));
    assertEquals(whole, steps(replicate.controls().get(Control.RANDOM_INIT)));
    assertEquals(List.of(), replicate.continued());
  }

  @Test
  void theOldBudgetIsTheSamePositionsOfTheSchedule() {
    PruneReplicate replicate = run(options("12it", Span.ZERO, Budget.SCHEDULE), Copies.ONE);
    Round fresh = replicate.controls().get(Control.RANDOM_INIT).get(0);
    assertEquals(List.of(18L, 18L), List.of(fresh.steps(), fresh.stepsFromInit()));
    PruneReplicate lr = run(options("lr", Span.epochs(1), Budget.SCHEDULE), Copies.ONE);
    assertEquals(
        List.of(List.of(10L, 10L), List.of(10L, 10L), List.of(10L, 10L)),
        steps(lr.controls().get(Control.RANDOM_INIT)));
    assertEquals(List.of(), lr.continued());
    assertTrue(bowl.jobs().stream().skip(1).allMatch(job -> job.to() == 30));
  }

  /** Tickets accumulate steps: after L retrainings of r steps they have had T + L r. */
  @ParameterizedTest
  @CsvSource({"lr,30", "lr,10", "none,10", "none,30"})
  void allBranchesHaveTheStepsOfTheTicketsWhereWeightsAreNotRewound(String rewind, long r) {
    Span retrain = r == 30 ? Span.ZERO : Span.iterations(r);
    for (Copies copies : List.of(Copies.ONE, THREE)) {
      PruneReplicate replicate = run(options(rewind, retrain, Budget.EQUAL), copies);
      List<List<Long>> here = new ArrayList<>();
      List<List<Long>> all = new ArrayList<>();
      for (long round = 1; round <= 3; round++) {
        here.add(List.of(r, 30 + round * r));
        all.add(List.of(30 + round * r, 30 + round * r));
      }
      assertEquals(here, steps(replicate.rounds().subList(1, 4)));
      assertEquals(here, steps(replicate.continued()));
      assertEquals(here, steps(replicate.controls().get(Control.RANDOM_MASK)));
      assertEquals(all, steps(replicate.controls().get(Control.RANDOM_INIT)));
    }
  }

  /** Replays the ticket's own trainings from the fresh initialisation, mask and all. */
  @Test
  void aFreshNetworkFollowsTheRatesAndOrdersThatLedToTheTicket() {
    PruneOptions options = options("none", Span.iterations(10), Budget.EQUAL);
    PruneReplicate replicate = run(options.withControls(Control.RANDOM_INIT), Copies.ONE);
    for (int round = 1; round <= 3; round++) {
      Round fresh = replicate.controls().get(Control.RANDOM_INIT).get(round - 1);
      Recipe retrained = jobOf(replicate.rounds().get(round)).recipe();
      Point at = replay(fresh.start(), fresh.mask(), RECIPE, 0, Seeds.mix(1, 0));
      for (int leg = 1; leg <= round; leg++) {
        at = replay(at, fresh.mask(), retrained, 20, Seeds.mix(1, leg));
      }
      assertEquals(at, fresh.solution());
      assertEquals(replicate.rounds().get(round).mask(), fresh.mask());
    }
  }

  private Job jobOf(Round round) {
    return bowl.jobs().stream()
        .filter(job -> job.start().equals(round.start()) && job.mask().equals(round.mask()))
        .findFirst()
        .orElseThrow();
  }

  private static Point replay(Point start, Mask mask, Recipe recipe, long from, long order) {
    Job job = new Job(start, mask, recipe, from, 30, order, new TreeSet<>());
    return new Bowl(Points.small()).train(job, Progress.NONE).end();
  }

  @Test
  void theDenseRunIsTrainedOnWithoutPruning() {
    PruneReplicate replicate = run(options("lr", Span.iterations(10), Budget.EQUAL), Copies.ONE);
    Point at = replicate.rounds().get(0).solution();
    for (int round = 1; round <= 3; round++) {
      Round dense = replicate.continued().get(round - 1);
      assertEquals(at, dense.start());
      assertEquals(Mask.full(bowl.layout()), dense.mask());
      at = replay(at, dense.mask(), RECIPE, 20, Seeds.mix(1, round));
      assertEquals(at, dense.solution());
    }
  }

  /** A ticket is compared with the dense network of as many steps, not with the dense run. */
  @Test
  void ticketsAreComparedAtEqualSteps() {
    PruneResult result =
        IterativePruning.run(
            bowl,
            RECIPE,
            options("lr", Span.iterations(10), Budget.EQUAL),
            Optional.empty(),
            Progress.NONE);
    PruneReplicate replicate = result.replicates().get(0);
    double ticket = replicate.rounds().get(3).test().error();
    double dense = replicate.continued().get(2).test().error();
    assertEquals(
        ticket - dense, result.difference(NetworkKind.TICKET, NetworkKind.DENSE, 3).mean(), 1e-12);
    assertTrue(dense < result.testError(0).mean(), "it was trained on");
  }

  @ParameterizedTest
  @CsvSource({
    "init,0,EQUAL",
    "12it,0,EQUAL",
    "12it,0,SCHEDULE",
    "lr,0,EQUAL",
    "lr,10,EQUAL",
    "none,7,EQUAL",
    "lr,10,SCHEDULE",
    "none,0,SCHEDULE"
  })
  void allWorkIsPlanned(String rewind, long retrain, Budget budget) {
    for (Copies copies : List.of(Copies.ONE, THREE)) {
      AtomicLong planned = new AtomicLong();
      AtomicLong done = new AtomicLong();
      Progress progress =
          new Progress() {
            @Override
            public void plan(long units) {
              planned.addAndGet(units);
            }

            @Override
            public void done(long units) {
              done.addAndGet(units);
            }
          };
      PruneOptions options = options(rewind, Span.iterations(retrain), budget);
      IterativePruning.run(bowl, RECIPE, options, copies, Optional.empty(), progress);
      assertEquals(planned.get(), done.get());
    }
  }
}
