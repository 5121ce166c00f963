package org.stockpot.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;
import org.stockpot.task.replicates.Paired.Difference;

/**
 * The test errors of all seeds at a round, as samples of their means.
 *
 * @param replicates one per seed
 * @param continuesDense whether the dense run was trained on beside the tickets
 */
record ReplicateErrors(List<PruneReplicate> replicates, boolean continuesDense) {

  /** Returns the mean test error of the networks of a kind. */
  Interval of(NetworkKind kind, int round) {
    List<Difference> errors = new ArrayList<>();
    for (PruneReplicate replicate : replicates) {
      replicate
          .find(kind, round, continuesDense)
          .ifPresent(
              r -> errors.add(new Difference(replicate.seed(), r.test().error(), r.errors())));
    }
    return Paired.of(errors);
  }

  /** Returns how far the errors of one kind lie above those of another, inside each seed. */
  Interval difference(NetworkKind one, NetworkKind other, int round) {
    List<Difference> differences = new ArrayList<>();
    for (PruneReplicate replicate : replicates) {
      Optional<Round> a = replicate.find(one, round, continuesDense);
      Optional<Round> b = replicate.find(other, round, continuesDense);
      if (a.isPresent() && b.isPresent()) {
        differences.add(difference(replicate.seed(), a.get(), b.get()));
      }
    }
    return Paired.of(differences);
  }

  private static Difference difference(long seed, Round a, Round b) {
    return Difference.of(seed, a.test().error(), b.test().error(), a.errors(), b.errors());
  }
}
