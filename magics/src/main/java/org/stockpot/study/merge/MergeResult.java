package org.stockpot.study.merge;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.soup.SoupBaselines;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupRow;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;
import org.stockpot.task.Score;

/**
 * Merges of the same networks by several methods, beside what they are compared with.
 *
 * @param task the task's name
 * @param names the methods and recipes
 * @param base what the base is called; empty if there is none
 * @param weights how much each network counts; none if all count alike
 * @param grid the values of options that were tried
 * @param options the treatment of statistics and masks, the shifted test sets, and what recipes
 *     take
 * @param trials every setting that was tried, in order
 * @param rows one per method and recipe, in order
 * @param baselines the networks alone, their best, their mean and their ensemble; empty if the work
 *     was stopped before
 * @param soups the recipes' soups with their ledgers; empty if there are none
 * @param origin what the merges were made from, the base among it
 * @param outcome how the work ended
 */
public record MergeResult(
    String task,
    MergeNames names,
    String base,
    List<Double> weights,
    MergeGrid grid,
    SoupOptions options,
    List<MergeTrial> trials,
    List<MergeRow> rows,
    Optional<SoupBaselines> baselines,
    Optional<SoupComparison> soups,
    SoupOrigin origin,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public MergeResult {
    weights = List.copyOf(weights);
    trials = List.copyOf(trials);
    rows = List.copyOf(rows);
  }

  /**
   * Returns these merges with more that was named and did not count.
   *
   * @param more names and reasons
   * @return the same merges of another origin
   */
  public MergeResult dropping(List<SoupOrigin.Dropped> more) {
    return new MergeResult(
        task,
        names,
        base,
        weights,
        grid,
        options,
        trials,
        rows,
        baselines,
        soups,
        origin.dropping(more),
        outcome);
  }

  /**
   * Returns the row that validation chose: the best score there.
   *
   * @return of equals the one with the lowest validation loss, then the first
   * @throws IllegalStateException if no row has a network
   */
  public MergeRow best() {
    return rows.stream()
        .filter(row -> row.point().isPresent())
        .min(Comparator.comparing((MergeRow row) -> row.scores().validation(), Score.BEST_FIRST))
        .orElseThrow(() -> new IllegalStateException("no merge was made"));
  }

  /**
   * Returns a row by its method.
   *
   * @param method the name of a method or recipe
   * @return its row
   * @throws IllegalArgumentException if there is none
   */
  public MergeRow row(String method) {
    return rows.stream()
        .filter(row -> row.method().equals(method))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no row of "
                        + method
                        + ", there are "
                        + rows.stream().map(MergeRow::method).collect(Collectors.joining(" "))));
  }

  /**
   * Returns the line of the network that is best on validation.
   *
   * @return the first of the baselines; empty if the work was stopped before
   */
  public Optional<SoupRow> bestSingle() {
    return baselines.map(all -> all.baselines().get(0));
  }

  /** Returns task and methods in a phrase. */
  @Override
  public String toString() {
    return "merges of " + task + " by " + String.join(", ", names.names());
  }
}
