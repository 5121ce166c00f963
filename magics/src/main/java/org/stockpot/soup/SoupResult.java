package org.stockpot.soup;

import java.util.List;
import org.stockpot.weights.Point;

/**
 * A soup, how it came about, and what it is compared with.
 *
 * @param task the task's name
 * @param recipe how its members were chosen
 * @param options the settings
 * @param ingredients each ingredient's own scores, from the best on validation to the worst
 * @param ledger every trial, in order
 * @param members the names of those in the soup
 * @param soup the average
 * @param rows the soup, the best single network, the mean of the single ones and their prediction
 *     ensemble; with statistics also the soup under other treatments of them
 * @param origin what it was made from, and its mask
 */
public record SoupResult(
    String task,
    SoupRecipe recipe,
    SoupOptions options,
    List<SoupRow> ingredients,
    List<Trial> ledger,
    List<String> members,
    Point soup,
    List<SoupRow> rows,
    SoupOrigin origin) {

  /** Copies the lists. */
  public SoupResult {
    ingredients = List.copyOf(ingredients);
    ledger = List.copyOf(ledger);
    members = List.copyOf(members);
    rows = List.copyOf(rows);
  }

  /**
   * Returns this soup with more that was named and did not count.
   *
   * @param more names and reasons
   * @return the same soup of another origin
   */
  public SoupResult dropping(List<SoupOrigin.Dropped> more) {
    return new SoupResult(
        task, recipe, options, ingredients, ledger, members, soup, rows, origin.dropping(more));
  }

  /**
   * Returns the soup's own line.
   *
   * @return the first of {@link #rows()}
   */
  public SoupRow row() {
    return rows.get(0);
  }
}
