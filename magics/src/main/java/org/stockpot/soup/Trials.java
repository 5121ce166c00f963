package org.stockpot.soup;

import java.util.Locale;
import java.util.Optional;
import org.stockpot.soup.Kitchen.Tasted;
import org.stockpot.task.Profile;
import org.stockpot.task.Score;

/** Entries of the ledger. */
final class Trials {

  private Trials() {}

  static Trial taken(
      int pass,
      Tasted ingredient,
      Score after,
      Score before,
      int members,
      String reason,
      Optional<Profile> path) {
    double difference = after.value() - before.value();
    return new Trial(pass, ingredient.name(), after, difference, members, true, reason, path);
  }

  static Trial left(
      int pass,
      Tasted ingredient,
      Score after,
      Score before,
      int members,
      String reason,
      Optional<Profile> path) {
    double difference = after.value() - before.value();
    return new Trial(pass, ingredient.name(), after, difference, members, false, reason, path);
  }

  static Trial refused(
      int pass, Tasted ingredient, Score before, int members, Optional<Profile> path) {
    double height = 100 * Kitchen.height(path.orElseThrow());
    String reason = String.format(Locale.ROOT, "behind a barrier of %.1f %%", height);
    return new Trial(pass, ingredient.name(), before, 0, members, false, reason, path);
  }
}
