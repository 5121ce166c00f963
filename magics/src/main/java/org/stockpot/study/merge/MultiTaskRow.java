package org.stockpot.study.merge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stockpot.soup.Masks;
import org.stockpot.soup.SoupRow;
import org.stockpot.task.Score;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * A method, an expert or the base on all tasks.
 *
 * @param name what it is called
 * @param options the values of a method's options that validation chose; empty for others
 * @param tried how many settings of a method were tried; 0 for others
 * @param scores its scores on each task, in order
 * @param point the network; empty if there is none
 * @param mask what it keeps
 * @param masks what became of its members' masks
 * @param notes what the method says of its result
 * @param cost what it took to choose
 */
public record MultiTaskRow(
    String name,
    Map<String, String> options,
    int tried,
    List<SoupRow> scores,
    Optional<Point> point,
    Mask mask,
    Masks masks,
    List<String> notes,
    MergeCost cost) {

  /** Copies the lists; options keep their order. */
  public MultiTaskRow {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    scores = List.copyOf(scores);
    notes = List.copyOf(notes);
  }

  /**
   * Returns whether the test examples of all tasks were opened for it.
   *
   * @return false if the work was stopped before, or there is no network
   */
  public boolean isTested() {
    return scores.stream().allMatch(row -> row.missing().isEmpty());
  }

  /**
   * Returns the mean over tasks of the metric, {@code sum_t v_t / T}.
   *
   * @param part {@code SoupRow::validation} or {@code SoupRow::test}
   * @return the mean, as a share
   */
  public double mean(Function<SoupRow, Score> part) {
    return scores.stream().mapToDouble(row -> part.apply(row).value()).average().orElseThrow();
  }

  /**
   * Returns a bound of the standard error of the mean over tasks on test examples: the mean of the
   * tasks' standard errors, which it is if their errors agree, as they may on the same examples.
   *
   * @return the bound, as a share
   */
  public double meanStandardError() {
    return scores.stream().mapToDouble(row -> row.standardError(0)).average().orElseThrow();
  }
}
