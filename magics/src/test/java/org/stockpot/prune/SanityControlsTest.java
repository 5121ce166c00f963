package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.prune.Retraining.Ladder;
import org.stockpot.prune.criterion.SparseGpt;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Controls that say whether a saliency knows anything: shuffled, fresh, inverted. */
final class SanityControlsTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(3));

  private final Bowl bowl = new Bowl(Points.small());

  private static PruneOptions options(String rewind, Ladder ladder) {
    Retraining how = Retraining.after(Rewind.parse(rewind)).withPruning(ladder);
    return PruneOptions.defaults()
        .withRounds(3)
        .withFraction(0.3)
        .withRetraining(how)
        .withControls(Control.SANITY.toArray(Control[]::new));
  }

  /** Removes the largest kept weights, one by one. */
  private Mask withoutLargest(Point point, Mask mask, int kept) {
    List<Integer> order = new ArrayList<>();
    for (Slot slot : mask.layout().slots()) {
      for (int i = slot.offset(); slot.role().isPrunable() && i < slot.end(); i++) {
        if (mask.keeps(i)) {
          order.add(i);
        }
      }
    }
    order.sort(Comparator.comparingDouble(i -> -Math.abs(point.toArray()[i])));
    List<Integer> gone = order.subList(0, mask.kept() - kept);
    return Mask.keeping(mask.layout(), i -> mask.keeps(i) && !gone.contains(i));
  }

  @ParameterizedTest
  @CsvSource({"init, ITERATIVE", "12it, ONE_SHOT", "lr, ITERATIVE", "lr, ONE_SHOT"})
  void anInvertedLadderPrunesTheHighestOfItsOwnNetworks(String rewind, Ladder ladder) {
    PruneOptions options = options(rewind, ladder);
    PruneReplicate run = IterativePruning.run(bowl, RECIPE, options).replicates().get(0);
    List<Round> inverted = run.controls().get(Control.INVERTED);
    Round last = run.round(0);
    for (int round = 1; round <= 3; round++) {
      Round found = inverted.get(round - 1);
      int kept = run.round(round).mask().kept();
      assertEquals(withoutLargest(last.solution(), last.mask(), kept), found.mask());
      Point base = options.retraining().accumulates() ? last.solution() : run.origin();
      assertEquals(base.masked(found.mask()), found.start());
      assertEquals(run.round(round).stepsFromInit(), found.stepsFromInit());
      last = ladder == Ladder.ITERATIVE ? found : last;
    }
  }

  @Test
  void shuffledMasksKeepAsMuchOfEachSlotAndFreshOnesAreTheTickets() {
    PruneReplicate run =
        IterativePruning.run(bowl, RECIPE, options("init", Ladder.ITERATIVE)).replicates().get(0);
    for (int round = 1; round <= 3; round++) {
      Mask ticket = run.round(round).mask();
      Mask shuffled = run.controls().get(Control.RANDOM_MASK).get(round - 1).mask();
      bowl.layout()
          .slots()
          .forEach(slot -> assertEquals(ticket.kept(slot), shuffled.kept(slot), slot.name()));
      assertEquals(ticket, run.controls().get(Control.RANDOM_INIT).get(round - 1).mask());
    }
  }

  /** Even where weights are rewound, a round needs the inverted network before it. */
  @Test
  void anInvertedNetworkThatDivergesEndsItsLadderAlone() {
    PruneOptions options = options("init", Ladder.ITERATIVE).withSeeds(1L, 2L);
    PruneResult whole = IterativePruning.run(bowl, RECIPE, options);
    Mask second = whole.seed(1).controls().get(Control.INVERTED).get(1).mask();
    bowl.diverges = job -> job.mask().equals(second);
    PruneResult lost = IterativePruning.run(bowl, RECIPE, options);
    assertEquals(1, lost.seed(1).controls().get(Control.INVERTED).size());
    assertEquals(4, lost.seed(1).rounds().size());
    assertEquals(Verdict.UNDECIDED, lost.matching(NetworkKind.INVERTED, 3));
    assertEquals(1, lost.diverged(NetworkKind.INVERTED, 3));
  }

  @Test
  void aSaliencyThatChangesWeightsHasNoInverse() {
    PruneOptions changes = options("lr", Ladder.ITERATIVE).withControls();
    PruneOptions gpt = changes.withSaliency(new SparseGpt());
    String message =
        assertThrows(IllegalArgumentException.class, () -> gpt.withControls(Control.INVERTED))
            .getMessage();
    assertTrue(message.endsWith("leaves weights as they are, got sparsegpt"), message);
  }
}
