package org.stockpot.study;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;

/**
 * A grid of trainings with what tells its phases.
 *
 * @param task the task whose family was trained
 * @param options the settings
 * @param recipe how networks were trained, but for the temperature
 * @param cells what was finished, load by load
 * @param missing cells that have no two replicates, and why
 * @param outcome how the work ended
 */
public record TaxonomyResult(
    String task,
    TaxonomyOptions options,
    Recipe recipe,
    List<TaxonomyCell> cells,
    List<String> missing,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public TaxonomyResult {
    cells = List.copyOf(cells);
    missing = List.copyOf(missing);
  }

  /**
   * Returns from which logarithm of the largest eigenvalue on a cell is sharp: the median of the
   * cells' means, as flat and sharp mean nothing but beside one another.
   *
   * @return the median; empty if no cell has one
   */
  public OptionalDouble sharpFrom() {
    return median(
        cells.stream().filter(c -> c.logEigenvalue().isPresent()).toList(),
        cell -> cell.logEigenvalue().orElseThrow().mean());
  }

  /**
   * Returns from which CKA on the replicates of a cell are similar: the median of the cells' means.
   *
   * @return the median
   */
  public OptionalDouble similarFrom() {
    return median(cells, cell -> cell.similarity().mean());
  }

  private static OptionalDouble median(
      List<TaxonomyCell> cells, ToDoubleFunction<TaxonomyCell> of) {
    double[] sorted = cells.stream().mapToDouble(of).sorted().toArray();
    int n = sorted.length;
    return n == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
  }

  /**
   * Returns whether a cell is globally well connected: no curve lies above its ends by more than
   * the tolerance.
   *
   * @param cell a cell
   * @return undecided if the interval does not tell
   */
  public Verdict isConnected(TaxonomyCell cell) {
    return above(cell.connectivity(), -options.within()).onlyIf(cell.diverged() == 0);
  }

  /**
   * Returns whether a cell is sharp beside the others.
   *
   * @param cell a cell
   * @return undecided if the interval does not tell, or there is no eigenvalue
   */
  public Verdict isSharp(TaxonomyCell cell) {
    return cell.logEigenvalue()
        .map(value -> above(value, sharpFrom().orElseThrow()).onlyIf(cell.diverged() == 0))
        .orElse(Verdict.UNDECIDED);
  }

  /**
   * Returns whether the replicates of a cell are similar beside those of others.
   *
   * @param cell a cell
   * @return undecided if the interval does not tell
   */
  public Verdict isSimilar(TaxonomyCell cell) {
    return above(cell.similarity(), similarFrom().orElseThrow()).onlyIf(cell.diverged() == 0);
  }

  private static Verdict above(Interval interval, double threshold) {
    return interval.atMost(threshold).not();
  }

  /**
   * Returns the phase of a cell.
   *
   * @param cell a cell
   * @return the phase, or that replicates do not decide it
   */
  public Phase phase(TaxonomyCell cell) {
    return Phase.of(isConnected(cell), isSharp(cell), isSimilar(cell));
  }

  /**
   * Returns the cell of the best test score.
   *
   * @return the first of the best
   */
  public TaxonomyCell best() {
    return cells.stream()
        .max(Comparator.comparingDouble(cell -> cell.test().value()))
        .orElseThrow();
  }
}
