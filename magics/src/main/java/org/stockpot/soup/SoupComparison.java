package org.stockpot.soup;

import java.util.List;
import java.util.Locale;
import org.stockpot.task.Result;

/**
 * Soups of the same ingredients by several recipes.
 *
 * @param task the task's name
 * @param soups one per recipe, at least one
 */
public record SoupComparison(String task, List<SoupResult> soups) implements Result {

  /** Copies the list. */
  public SoupComparison {
    soups = List.copyOf(soups);
  }

  /**
   * Returns some soups of the same ingredients as a comparison.
   *
   * @param soups one or more
   * @return the comparison
   */
  public static SoupComparison of(SoupResult... soups) {
    return new SoupComparison(soups[0].task(), List.of(soups));
  }

  /**
   * Returns these soups with more that was named and did not count.
   *
   * @param more names and reasons
   * @return the same soups of other origins
   */
  public SoupComparison dropping(List<SoupOrigin.Dropped> more) {
    return new SoupComparison(task, soups.stream().map(soup -> soup.dropping(more)).toList());
  }

  /**
   * Returns the soup with the best validation score.
   *
   * @return the first of equals
   */
  public SoupResult best() {
    SoupResult best = soups.get(0);
    for (SoupResult soup : soups) {
      best = soup.row().validation().value() > best.row().validation().value() ? soup : best;
    }
    return best;
  }

  /** Returns task and recipes in a phrase. */
  @Override
  public String toString() {
    return "soups of "
        + task
        + " by "
        + soups.stream().map(soup -> soup.recipe().name().toLowerCase(Locale.ROOT)).toList();
  }
}
