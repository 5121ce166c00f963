package org.stockpot.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.ForkResult;
import org.stockpot.barrier.Instability;
import org.stockpot.barrier.InstabilityOptions;
import org.stockpot.barrier.InstabilityResult;
import org.stockpot.prune.Copies;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Rewind;
import org.stockpot.task.Baseline;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Plan.PlannedTraining;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;

/** Ten steps make an epoch: T = 30, k = 10. */
final class TicketStabilityTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(3));
  private static final BarrierOptions BARRIER =
      BarrierOptions.defaults().withSamples(5).withBaseline(Baseline.MEAN);

  private final Bowl bowl = new Bowl(Points.small());

  private static PruneOptions options(String rewind) {
    return PruneOptions.defaults().withRounds(2).withSeeds(1L, 2L).withRewind(Rewind.parse(rewind));
  }

  private PruneResult pruned(String rewind) {
    return IterativePruning.run(bowl, RECIPE, options(rewind));
  }

  private Plan plan(String rewind) {
    return TicketStability.plan(
        bowl, RECIPE, options(rewind), Copies.ONE, Optional.empty(), 2, BARRIER);
  }

  @Test
  void copiesStartAtTheRewindPointAndTheTicketIsOneOfThem() {
    PruneResult pruned = pruned("1ep");
    int before = bowl.jobs().size();
    TicketStability found = TicketStability.of(pruned, bowl, 2, BARRIER);
    List<Job> forked = bowl.jobs().subList(before, bowl.jobs().size());
    assertEquals(2 * (2 + 1), forked.size(), "no run up to the fork, one copy a ticket");
    assertTrue(forked.stream().allMatch(job -> job.from() == 10 && job.to() == 30));
    for (PruneReplicate replicate : pruned.replicates()) {
      ForkResult dense = fork(found, false, replicate.seed());
      ForkResult ticket = fork(found, true, replicate.seed());
      assertEquals(replicate.round(2).solution(), ticket.pair().pair().line().from());
      assertNotEquals(replicate.round(2).solution(), ticket.pair().pair().line().to());
      assertEquals(bowl.test().score(replicate.round(2).start()), ticket.forked());
      assertEquals(bowl.test().score(replicate.origin()), dense.forked());
      assertEquals(
          2,
          forked.stream().filter(job -> job.start().equals(replicate.origin())).count(),
          "two dense copies");
      assertEquals(
          1, forked.stream().filter(job -> job.start().equals(replicate.round(2).start())).count());
    }
    assertEquals(Verdict.YES, found.stable(true), "a bowl is stable");
    assertEquals(2, found.barrier(true).orElseThrow().n());
    assertEquals(10, found.step());
  }

  private static ForkResult fork(TicketStability found, boolean ticket, long seed) {
    return found.forks(ticket).stream().filter(f -> f.seed() == seed).findFirst().orElseThrow();
  }

  /** A run of its own up to the fork is the dense run's beginning. */
  @Test
  void denseForksAreThoseOfAnInstabilityAnalysis() {
    TicketStability found = TicketStability.of(pruned("1ep"), bowl, 3, BARRIER);
    InstabilityOptions alone = new InstabilityOptions(List.of(Span.epochs(1)), 3, List.of(1L, 2L));
    InstabilityResult other = Instability.of(bowl, RECIPE, alone, BARRIER);
    assertEquals(
        other.forks().stream().map(f -> f.pair().pair().line().to().digest()).toList(),
        found.forks(false).stream().map(f -> f.pair().pair().line().to().digest()).toList());
    assertEquals(other.barrier(other.forks()), found.barrier(false).orElseThrow());
    assertEquals(2 * 3, found.forks(true).size(), "three pairs of three copies a seed");
  }

  @Test
  void aPlanCountsWhatIsTrainedAndRewindPointsShareTheDenseRun() {
    Plan one = plan("1ep");
    TicketStability.of(pruned("1ep"), bowl, 2, BARRIER);
    assertEquals(bowl.jobs().size(), one.distinct().size());
    assertEquals(
        bowl.jobs().stream().mapToLong(job -> job.to() - job.from()).sum(),
        one.distinct().stream().mapToLong(PlannedTraining::steps).sum());
    Plan all = Plan.sum(Stream.of("init", "5it", "1ep").map(this::plan).toList());
    assertEquals(2 * (1 + 3 * (2 + 2 + 1)), all.distinct().size());
  }

  @Test
  void rewindingByARetrainingForksWhereItEnds() {
    PruneOptions by =
        options("init")
            .withRetraining(
                options("init")
                    .retraining()
                    .withRewind(Rewind.BY_RETRAINING)
                    .withRetrain(Span.epochs(1)));
    TicketStability found =
        TicketStability.of(IterativePruning.run(bowl, RECIPE, by), bowl, 2, BARRIER);
    assertEquals(20, found.step());
  }

  @Test
  void whatWasInterruptedIsNotForkedAndWhatDivergedIsUndecided() {
    PruneResult pruned = pruned("1ep");
    PruneResult stopped =
        new PruneResult(
            pruned.task(),
            pruned.recipe(),
            pruned.options(),
            pruned.copies(),
            true,
            pruned.replicates(),
            List.of(),
            new Outcome(Outcome.State.INTERRUPTED, ""),
            pruned.rows());
    TicketStability none = TicketStability.of(stopped, bowl, 2, BARRIER);
    assertTrue(none.barrier(true).isEmpty());
    assertEquals(Verdict.UNDECIDED, none.stable(false));
    bowl.diverges = job -> job.start().equals(pruned.seed(2).origin());
    TicketStability lost = TicketStability.of(pruned, bowl, 2, BARRIER);
    assertEquals(1, lost.forks(false).size());
    assertEquals(Verdict.UNDECIDED, lost.stable(false), "one dense seed is missing");
    assertEquals(Verdict.YES, lost.stable(true));
  }

  @Test
  void thereMustBeARewindPoint() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> TicketStability.of(pruned("lr"), bowl, 2, BARRIER))
            .getMessage();
    assertTrue(message.contains("--rewind init") && message.endsWith("got lr"), message);
  }
}
