package org.stockpot.soup;

import java.util.List;
import java.util.Locale;
import org.stockpot.task.Result;
import org.stockpot.task.Score;

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
   * @return of equals the one with the lowest validation loss, then the first
   */
  public SoupResult best() {
    return soups.stream()
        .min((a, b) -> Score.BEST_FIRST.compare(a.row().validation(), b.row().validation()))
        .orElseThrow();
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
