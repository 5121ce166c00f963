package org.stockpot.text;

import java.util.List;
import java.util.stream.Collectors;

/** Lists in sentences, cut short where they are long. */
public final class Listed {

  private Listed() {}

  /**
   * Returns some items with commas between them.
   *
   * @param items any texts
   * @param most how many are shown at most
   * @return the first of them, and how many more there are
   */
  public static String first(List<String> items, int most) {
    String shown = items.stream().limit(most).collect(Collectors.joining(", "));
    return items.size() > most ? shown + " and " + (items.size() - most) + " more" : shown;
  }
}
