package org.stockpot.report.soup;

import java.util.List;
import java.util.Optional;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupOrigin.Dropped;
import org.stockpot.text.Listed;
import org.stockpot.text.Numbers;

/** What an average was made from, in sentences. */
final class OriginWords {

  private static final int MOST_NAMES = 12;

  private OriginWords() {}

  /** Says what was named and did not count, and why. */
  static Optional<String> dropped(SoupOrigin origin) {
    return origin.dropped().isEmpty()
        ? Optional.empty()
        : Optional.of("Each network counts once. Not counted: " + list(origin.dropped()) + ".");
  }

  /** Says what the average keeps, if something of it is pruned. */
  static Optional<String> mask(SoupOrigin origin) {
    return origin.mask().pruned() == 0
        ? Optional.empty()
        : Optional.of(
            "It keeps "
                + Numbers.percent(origin.mask().density(), 1)
                + " of the weights, the union of its networks' masks.");
  }

  private static String list(List<Dropped> dropped) {
    List<String> all = dropped.stream().map(d -> d.name() + " (" + d.why() + ")").toList();
    return Listed.first(all, MOST_NAMES);
  }
}
