package org.stockpot.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupOrigin.Dropped;
import org.stockpot.text.Numbers;

/** What an average was made from, in sentences. */
final class OriginWords {

  private static final int MOST_NAMES = 12;

  private OriginWords() {}

  /** Says what did not count and why, and what the average keeps; nothing if there is nothing. */
  static List<String> of(SoupOrigin origin) {
    List<String> sentences = new ArrayList<>();
    if (!origin.dropped().isEmpty()) {
      sentences.add("Each network counts once. Not counted: " + dropped(origin.dropped()) + ".");
    }
    if (origin.mask().pruned() > 0) {
      sentences.add(
          "It keeps "
              + Numbers.percent(origin.mask().density(), 1)
              + " of the weights, the union of its networks' masks.");
    }
    return sentences;
  }

  private static String dropped(List<Dropped> dropped) {
    String shown =
        dropped.stream()
            .limit(MOST_NAMES)
            .map(d -> d.name() + " (" + d.why() + ")")
            .collect(Collectors.joining(", "));
    int more = dropped.size() - MOST_NAMES;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
