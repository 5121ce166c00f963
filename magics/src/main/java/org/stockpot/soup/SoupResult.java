package org.stockpot.soup;

import java.util.List;
import java.util.Locale;
import org.stockpot.task.Result;
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
 * @param rows the soup; with statistics also under the other treatments of them
 * @param baselines the best single network, the mean of the single ones and their prediction
 *     ensemble, by the soup's rule for statistics; with statistics also the best single network by
 *     the other one
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
    List<SoupRow> baselines,
    SoupOrigin origin)
    implements Result {

  /** Copies the lists. */
  public SoupResult {
    ingredients = List.copyOf(ingredients);
    ledger = List.copyOf(ledger);
    members = List.copyOf(members);
    rows = List.copyOf(rows);
    baselines = List.copyOf(baselines);
  }

  /**
   * Returns this soup with more that was named and did not count.
   *
   * @param more names and reasons
   * @return the same soup of another origin
   */
  public SoupResult dropping(List<SoupOrigin.Dropped> more) {
    return new SoupResult(
        task,
        recipe,
        options,
        ingredients,
        ledger,
        members,
        soup,
        rows,
        baselines,
        origin.dropping(more));
  }

  /**
   * Returns the soup's own line.
   *
   * @return the first of {@link #rows()}
   */
  public SoupRow row() {
    return rows.get(0);
  }

  /**
   * Returns the line of the network that is best on validation.
   *
   * @return the first of {@link #baselines()}
   */
  public SoupRow bestSingle() {
    return baselines.get(0);
  }

  /**
   * Returns the line of the mean over single networks.
   *
   * @return the second of {@link #baselines()}
   */
  public SoupRow meanSingle() {
    return baselines.get(1);
  }

  /**
   * Returns the line of the mean prediction of all networks.
   *
   * @return the third of {@link #baselines()}
   */
  public SoupRow ensemble() {
    return baselines.get(2);
  }

  /** Returns task, recipe and members in a phrase. */
  @Override
  public String toString() {
    return recipe.name().toLowerCase(Locale.ROOT)
        + " soup of "
        + task
        + ", "
        + members.size()
        + " of "
        + ingredients.size()
        + " networks";
  }
}
