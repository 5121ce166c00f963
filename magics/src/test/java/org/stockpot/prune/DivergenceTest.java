package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** A training has thirty steps. Within 90 points all match, if anything is decided. */
final class DivergenceTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(3));
  private static final PruneOptions OPTIONS =
      PruneOptions.defaults()
          .withRounds(4)
          .withSeeds(1L, 2L, 3L)
          .withControls(Control.RANDOM_MASK, Control.RANDOM_INIT)
          .withMatching(Tolerance.share(0.9));

  private final Bowl bowl = new Bowl(Points.small());

  private PruneResult run(PruneOptions options, Copies copies) {
    return IterativePruning.run(bowl, RECIPE, options, copies, Optional.empty(), Progress.NONE);
  }

  private PruneResult run(PruneOptions options) {
    return run(options, Copies.ONE);
  }

  /** Lets the trainings of a seed diverge that have the data order of a round. */
  private void diverge(long seed, int round) {
    bowl.diverges = job -> job.seed() == Seeds.mix(seed, round);
  }

  private static List<Point> solutions(List<Round> rounds) {
    return rounds.stream().map(Round::solution).toList();
  }

  @Test
  void aDenseRunThatDivergesEndsItsOwnSeedAlone() {
    PruneResult whole = run(OPTIONS.withSeeds(1L, 3L));
    diverge(2, 0);
    PruneResult result = run(OPTIONS);
    assertEquals(Outcome.DONE, result.outcome());
    assertEquals(
        whole.replicates().stream().map(l -> solutions(l.rounds())).toList(),
        result.replicates().stream().map(l -> solutions(l.rounds())).toList());
    assertEquals(
        List.of(new DivergedRound(2, NetworkKind.DENSE, 0, 0, 1, 7, "loss became NaN at step 7")),
        result.diverged());
    for (int round = 1; round <= 4; round++) {
      assertEquals(2, result.error(NetworkKind.TICKET, round).n());
      assertEquals(1, result.diverged(round));
      assertEquals(Verdict.YES, whole.matching(round));
      assertEquals(Verdict.UNDECIDED, result.matching(round), "two lucky seeds of three");
      assertEquals(Optional.of(Verdict.UNDECIDED), result.randomMatches(round));
    }
    assertEquals(Verdict.UNDECIDED, result.matching(0));
    assertEquals(Verdict.YES, whole.matching(0));
  }

  @Test
  void aTicketThatDivergesKeepsTheRoundsBeforeIt() {
    bowl.diverges = job -> job.seed() == Seeds.mix(2, 3) && job.mask().kept() < 42;
    PruneResult result = run(OPTIONS.withControls());
    assertEquals(
        List.of(5, 3, 5), result.replicates().stream().map(l -> l.rounds().size()).toList());
    DivergedRound diverged = result.diverged().get(0);
    assertEquals(NetworkKind.TICKET, diverged.kind());
    assertEquals(3, diverged.round());
    assertEquals(
        List.of(0, 0, 0, 1, 1), List.of(0, 1, 2, 3, 4).stream().map(result::diverged).toList());
    assertEquals(Verdict.YES, result.matching(2), "before it diverged");
    assertEquals(Verdict.UNDECIDED, result.matching(3));
    assertEquals(Verdict.UNDECIDED, result.matching(4));
    assertEquals(2, result.difference(NetworkKind.TICKET, NetworkKind.DENSE, 4).n());
  }

  /** The ticket of round 2 has the same data order as its controls, but another mask or start. */
  private void divergeControl(NetworkKind kind, PruneOptions options) {
    PruneReplicate whole = run(options).replicates().get(1);
    Round control = whole.controls().get(Control.valueOf(kind.name())).get(1);
    bowl.diverges = job -> job.mask().equals(control.mask()) && job.start().equals(control.start());
  }

  @Test
  void controlsThatDivergeEndNoLadder() {
    for (NetworkKind kind : List.of(NetworkKind.RANDOM_MASK, NetworkKind.RANDOM_INIT)) {
      PruneResult whole = run(OPTIONS);
      divergeControl(kind, OPTIONS);
      PruneResult result = run(OPTIONS);
      bowl.diverges = job -> false;
      for (int i = 0; i < 3; i++) {
        assertEquals(
            solutions(whole.replicates().get(i).rounds()),
            solutions(result.replicates().get(i).rounds()));
      }
      assertEquals(1, result.diverged().size());
      assertEquals(1, result.diverged(kind, 2));
      assertEquals(0, result.diverged(kind, 3), "it does not depend on the one before");
      assertEquals(0, result.diverged(2));
      assertEquals(2, result.difference(NetworkKind.TICKET, kind, 2).n());
      assertEquals(3, result.difference(NetworkKind.TICKET, kind, 3).n());
      assertEquals(Verdict.YES, result.matching(2), "of tickets");
      assertEquals(Verdict.UNDECIDED, result.matching(kind, 2));
      assertEquals(Verdict.YES, result.matching(kind, 3));
    }
  }

  @Test
  void randomMasksStayNestedBehindOneThatDiverged() {
    divergeControl(NetworkKind.RANDOM_MASK, OPTIONS);
    PruneResult result = run(OPTIONS);
    List<Round> random = result.replicates().get(1).controls().get(Control.RANDOM_MASK);
    assertEquals(List.of(1, 3, 4), random.stream().map(Round::round).toList());
    for (int i = 1; i < random.size(); i++) {
      Mask next = random.get(i).mask();
      assertTrue(next.isNestedIn(random.get(i - 1).mask()));
      Mask ticket = result.replicates().get(1).rounds().get(random.get(i).round()).mask();
      assertEquals(ticket.kept(), next.kept());
    }
  }

  @Test
  void aControlThatGoesOnFromItsOwnSolutionEnds() {
    PruneOptions lr = OPTIONS.withRewind(Rewind.LEARNING_RATE);
    divergeControl(NetworkKind.RANDOM_MASK, lr);
    PruneResult result = run(lr);
    List<Round> random = result.replicates().get(1).controls().get(Control.RANDOM_MASK);
    assertEquals(List.of(1), random.stream().map(Round::round).toList());
    assertEquals(5, result.replicates().get(1).rounds().size());
    assertEquals(
        List.of(0, 1, 1, 1),
        List.of(1, 2, 3, 4).stream()
            .map(r -> result.diverged(NetworkKind.RANDOM_MASK, r))
            .toList());
  }

  @Test
  void aDenseNetworkThatDivergesWhileTrainedOnLeavesItsTicketsUncompared() {
    PruneOptions lr = OPTIONS.withRewind(Rewind.LEARNING_RATE).withControls();
    bowl.diverges = job -> job.seed() == Seeds.mix(2, 2) && job.mask().kept() == 42;
    PruneResult result = run(lr);
    assertEquals(5, result.replicates().get(1).rounds().size());
    assertEquals(1, result.replicates().get(1).continued().size());
    assertEquals(0, result.diverged(3), "the tickets are there");
    assertEquals(1, result.diverged(NetworkKind.DENSE, 3));
    assertEquals(3, result.error(NetworkKind.TICKET, 3).n());
    assertEquals(2, result.difference(NetworkKind.TICKET, NetworkKind.DENSE, 3).n());
    assertEquals(Verdict.YES, result.matching(1));
    assertEquals(Verdict.UNDECIDED, result.matching(3));
  }

  @Test
  void aCopyThatDivergesIsNotMerged() {
    Copies three = new Copies(3, List.of(0.0, 0.5, 0.1), "mean", Centroid::of);
    PruneOptions one = OPTIONS.withSeeds(1L).withControls();
    bowl.diverges = job -> job.recipe().optimizer().weightDecay() == 0.5 && job.mask().kept() == 27;
    PruneResult result = run(one, three);
    assertEquals(5, result.replicates().get(0).rounds().size());
    assertEquals(3, result.round(1).copies().size());
    assertEquals(2, result.round(2).copies().size());
    DivergedRound lost = result.diverged().get(0);
    assertEquals(List.of(2, 2), List.of(lost.round(), lost.copy()));
    assertEquals(0, result.diverged(2), "no seed is missing");
    assertEquals(27, result.round(2).mask().kept());
    assertEquals(3, result.round(3).copies().size());
  }

  @Test
  void aNetworkOfWhichAllCopiesDivergeDiverges() {
    bowl.diverges = job -> job.mask().kept() < 30;
    PruneResult result =
        run(OPTIONS.withSeeds(1L).withControls(), new Copies(2, List.of(), "mean", Centroid::of));
    assertEquals(2, result.replicates().get(0).rounds().size());
    assertEquals(1, result.diverged().size());
    assertEquals(0, result.diverged().get(0).copy());
  }

  @Test
  void whereAllDenseRunsDivergeThereIsNoResult() {
    bowl.diverges = job -> true;
    DivergedException all = assertThrows(DivergedException.class, () -> run(OPTIONS));
    assertEquals(
        "all dense runs diverged (seed 1 at step 7, seed 2 at step 7, seed 3 at step 7): loss"
            + " became NaN at step 7",
        all.getMessage());
    assertEquals(7, all.step());
    assertEquals(
        "the dense run diverged: loss became NaN at step 7",
        assertThrows(DivergedException.class, () -> run(OPTIONS.withSeeds(1L))).getMessage());
  }
}
