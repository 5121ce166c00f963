package org.stockpot.soup;

import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.soup.Trial.Decision;
import org.stockpot.soup.Trial.Move;
import org.stockpot.task.Baseline;
import org.stockpot.task.Profile;
import org.stockpot.task.Score;

/**
 * Entries of the ledger in one pass.
 *
 * @param pass the pass
 * @param move what its trials do
 * @param baseline what barriers are measured above
 */
record Trials(int pass, Move move, Baseline baseline) {

  Trial taken(
      RankedIngredient ingredient,
      Score after,
      Score before,
      int members,
      String reason,
      Optional<Profile> path) {
    return trial(ingredient, after, before, members, Decision.TAKEN, reason, path);
  }

  Trial left(
      RankedIngredient ingredient,
      Score after,
      Score before,
      int members,
      String reason,
      Optional<Profile> path) {
    return trial(ingredient, after, before, members, Decision.LEFT, reason, path);
  }

  Trial refused(
      RankedIngredient ingredient,
      Score before,
      int members,
      Optional<Profile> path,
      Optional<AlignedGate> aligned) {
    return trial(ingredient, before, before, members, Decision.REFUSED, "behind a barrier", path)
        .withAligned(aligned);
  }

  Trial excluded(RankedIngredient ingredient, Score best, String reason) {
    return trial(ingredient, best, best, 1, Decision.EXCLUDED, reason, Optional.empty());
  }

  private Trial trial(
      RankedIngredient ingredient,
      Score after,
      Score before,
      int members,
      Decision decision,
      String reason,
      Optional<Profile> path) {
    double difference = after.value() - before.value();
    OptionalDouble barrier =
        path.map(p -> OptionalDouble.of(p.height(Score::error, baseline)))
            .orElse(OptionalDouble.empty());
    return new Trial(
        pass,
        move,
        ingredient.name(),
        after,
        difference,
        members,
        decision,
        reason,
        path,
        barrier,
        Optional.empty());
  }
}
