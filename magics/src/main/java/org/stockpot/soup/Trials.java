package org.stockpot.soup;

import java.util.Locale;
import java.util.Optional;
import org.stockpot.soup.Tasting.Tasted;
import org.stockpot.soup.Trial.Move;
import org.stockpot.soup.Trial.Verdict;
import org.stockpot.task.Profile;
import org.stockpot.task.Score;

/**
 * Entries of the ledger in one pass.
 *
 * @param pass the pass
 * @param move what its trials do
 */
record Trials(int pass, Move move) {

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
    double height = 100 * Kitchen.height(path.orElseThrow());
    String reason = String.format(Locale.ROOT, "behind a barrier of %.1f %%", height);
    return trial(ingredient, before, before, members, Verdict.REFUSED, reason, path);
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
    return new Trial(
        pass, move, ingredient.name(), after, difference, members, verdict, reason, path);
  }
}
