package org.stockpot.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.Trial;
import org.stockpot.task.Score;
import org.stockpot.text.Numbers;

/** What a soup means, in sentences. */
final class SoupWords {

  /** A fall of an average below its worst member that chance does not explain. */
  private static final double RIDGE = 0.02;

  private SoupWords() {}

  /** Says how the soup compares with its baselines. */
  static String outcome(SoupResult result) {
    SoupRow soup = result.row();
    int size = result.rows().size();
    SoupRow single = result.rows().get(size - 3);
    SoupRow ensemble = result.rows().get(size - 1);
    return "The "
        + result.recipe().name().toLowerCase(Locale.ROOT)
        + " soup of "
        + result.members().size()
        + " from "
        + result.ingredients().size()
        + " networks has test "
        + Scores.text(soup.test())
        + ", "
        + Scores.difference(soup.test(), single.test())
        + " the "
        + single.name()
        + " and "
        + Scores.difference(soup.test(), ensemble.test())
        + " the prediction ensemble, which runs "
        + ensemble.members()
        + " networks where the soup is one."
        + gate(result);
  }

  private static String gate(SoupResult result) {
    List<Trial> refused = refused(result);
    if (refused.isEmpty()) {
      return "";
    }
    List<String> each =
        refused.stream().map(t -> t.ingredient() + " (" + t.reason() + ")").limit(12).toList();
    return " The gate of "
        + Numbers.percent(result.options().gate(), 1)
        + " refused "
        + String.join(", ", each)
        + (refused.size() > each.size() ? " and " + (refused.size() - each.size()) + " more" : "")
        + ".";
  }

  /** Returns the first refusal of each ingredient that the gate refused. */
  static List<Trial> refused(SoupResult result) {
    Set<String> seen = new HashSet<>();
    return result.ledger().stream()
        .filter(t -> t.verdict() == Trial.Verdict.REFUSED && seen.add(t.ingredient()))
        .toList();
  }

  /** Explains soups that fall between the valleys of their ingredients. */
  static Optional<String> explanation(SoupResult result) {
    Map<String, Score> own = new HashMap<>();
    result.ingredients().forEach(row -> own.put(row.name(), row.validation()));
    return result.ledger().stream()
        .filter(t -> t.move() == Trial.Move.ADD && t.verdict() != Trial.Verdict.REFUSED)
        .filter(t -> t.validation().value() < own.get(t.ingredient()).value() - RIDGE)
        .findFirst()
        .map(t -> ridge(t, own.get(t.ingredient())));
  }

  private static String ridge(Trial trial, Score alone) {
    return "With "
        + trial.ingredient()
        + " the average fell to a validation "
        + Scores.text(trial.validation())
        + ", "
        + Scores.difference(trial.validation(), alone)
        + " "
        + trial.ingredient()
        + " alone: a ridge of the error lies between them, as between networks from different"
        + " initialisations, which use their units for different things. Only networks that shared"
        + " much of their training average well: start from one point (%%finetune), look at"
        + " %barrier, or let --gate 2% refuse those behind a ridge.";
  }
}
