package org.stockpot.report.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Slot;

/** Names the layers that lost their last weight while others have some. */
final class CollapseWords {

  private CollapseWords() {}

  static Optional<String> of(PruneResult result) {
    List<String> found = new ArrayList<>();
    for (Slot slot : result.round(0).mask().layout().slots()) {
      List<String> seeds =
          result.replicates().stream()
              .flatMap(replicate -> first(replicate, slot).stream())
              .toList();
      if (!seeds.isEmpty()) {
        found.add(slot.name() + " " + String.join(", ", seeds));
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Layer collapse: "
                + found.stream().collect(Collectors.joining("; "))
                + ". A layer without weights passes nothing on but its biases, unless a shortcut goes"
                + " around it.");
  }

  /** Says from which round on a slot that had weights has none. */
  private static Optional<String> first(PruneReplicate replicate, Slot slot) {
    boolean prunable = slot.role().isPrunable() && replicate.round(0).mask().kept(slot) > 0;
    return replicate.rounds().stream()
        .filter(round -> prunable && round.mask().kept(slot) == 0)
        .findFirst()
        .map(round -> words(replicate, round));
  }

  private static String words(PruneReplicate replicate, Round round) {
    return "lost its last weight at "
        + Numbers.significant(100 * round.density(), 3)
        + " % kept (seed "
        + replicate.seed()
        + ", round "
        + round.round()
        + ")";
  }
}
