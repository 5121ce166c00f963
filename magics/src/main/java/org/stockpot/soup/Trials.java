package org.stockpot.soup;

import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.soup.Tasting.Tasted;
import org.stockpot.soup.Trial.Move;
import org.stockpot.soup.Trial.Verdict;
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
      Tasted ingredient,
      Score after,
      Score before,
      int members,
      String reason,
      Optional<Profile> path) {
    return trial(ingredient, after, before, members, Verdict.TAKEN, reason, path);
  }

  Trial left(
      Tasted ingredient,
      Score after,
      Score before,
      int members,
      String reason,
      Optional<Profile> path) {
    return trial(ingredient, after, before, members, Verdict.LEFT, reason, path);
  }

  Trial refused(Tasted ingredient, Score before, int members, Optional<Profile> path) {
    return trial(ingredient, before, before, members, Verdict.REFUSED, "behind a barrier", path);
  }

  private Trial trial(
      Tasted ingredient,
      Score after,
      Score before,
      int members,
      Verdict verdict,
      String reason,
      Optional<Profile> path) {
    double difference = after.value() - before.value();
    OptionalDouble barrier =
        path.map(p -> OptionalDouble.of(p.height(Score::error, baseline)))
            .orElse(OptionalDouble.empty());
    return new Trial(
        pass, move, ingredient.name(), after, difference, members, verdict, reason, path, barrier);
  }
}
