package org.stockpot.study.batch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.law.Constant;
import org.stockpot.law.Fit;
import org.stockpot.law.LeastSquares;
import org.stockpot.law.Observed;
import org.stockpot.law.StepsLaw;
import org.stockpot.task.Availability;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.task.replicates.Estimate;

/**
 * A grid of trainings by batch size and learning rate.
 *
 * @param task the task's name
 * @param metric what its scores measure beside the loss
 * @param options the settings
 * @param recipe how they were trained, but for batch size and rate
 * @param cells the finished cells, in the order of batch sizes and of rates
 * @param missing what could not be measured and why, a sentence each
 * @param outcome whether all were finished
 */
public record BatchLawResult(
    String task,
    Metric metric,
    BatchLawOptions options,
    Recipe recipe,
    List<BatchLawCell> cells,
    List<String> missing,
    Outcome outcome)
    implements Result {

  /** How far from the lowest loss to the start's a target is, by its logarithm. */
  private static final double BACK = 0.25;

  /** Copies the lists. */
  public BatchLawResult {
    cells = List.copyOf(cells);
    missing = List.copyOf(missing);
  }

  /**
   * Returns the batch sizes of finished cells.
   *
   * @return examples of a step, ascending
   */
  public List<Integer> batches() {
    return cells.stream().map(BatchLawCell::batch).distinct().sorted().toList();
  }

  private List<BatchLawCell> of(int batch) {
    return cells.stream().filter(cell -> cell.batch() == batch).toList();
  }

  /**
   * Returns the validation loss whose steps are counted.
   *
   * @return that of the settings, else one that each batch size reaches at one of its rates with
   *     all seeds: a quarter of the way back, by its logarithm, from the lowest such loss to that
   *     of the start, as where a loss has levelled out steps to it are chance; sizes that diverged
   *     at all rates have no say; empty if there is none above 0 and below the loss of the start
   */
  public OptionalDouble target() {
    if (options.target() > 0) {
      return OptionalDouble.of(options.target());
    }
    OptionalDouble lowest =
        batches().stream()
            .flatMapToDouble(
                batch ->
                    of(batch).stream()
                        .flatMapToDouble(cell -> cell.lowest().stream())
                        .min()
                        .stream())
            .max();
    double start =
        Estimate.mean(
            cells.stream()
                .flatMap(cell -> cell.runs().stream())
                .filter(run -> !run.losses().isEmpty())
                .mapToDouble(run -> run.losses().get(0).loss()));
    double low = lowest.orElse(Double.NaN);
    return low > 0 && low < start
        ? OptionalDouble.of(low * Math.pow(start / low, BACK))
        : OptionalDouble.empty();
  }

  /**
   * Returns the cell of a batch size that reaches the target in the fewest steps, on average.
   *
   * @param batch examples of a step
   * @return the cell; empty if at no rate all replicates reach it
   */
  public Optional<BatchLawCell> fastest(int batch) {
    double target = target().orElse(Double.NEGATIVE_INFINITY);
    return of(batch).stream()
        .filter(cell -> !cell.steps(target).isEmpty())
        .min(Comparator.comparingDouble(cell -> Estimate.of(cell.steps(target)).mean()));
  }

  /**
   * Returns whether a faster rate may lie outside of what was tried: whether the fastest is the
   * smallest or the largest of the finished cells of its batch size.
   *
   * @param cell the fastest of a batch size
   * @return false if there are rates on both sides of it
   */
  public boolean isAtTheEnd(BatchLawCell cell) {
    List<BatchLawCell> tried = of(cell.batch());
    return tried.stream().allMatch(other -> other.rate() >= cell.rate())
        || tried.stream().allMatch(other -> other.rate() <= cell.rate());
  }

  /**
   * Returns the steps that the law is fitted to.
   *
   * @return one place for each batch size that reaches the target, at its fastest rate
   */
  public List<Observed> observed() {
    return batches().stream()
        .flatMap(batch -> fastest(batch).stream())
        .map(
            cell ->
                new Observed(List.of((double) cell.batch()), cell.steps(target().orElseThrow())))
        .toList();
  }

  /**
   * Returns the law of steps by batch size.
   *
   * @return the fit, or why there is none
   */
  public Availability<Fit> fit() {
    List<Observed> observed = observed();
    if (observed.size() < 3) {
      return Availability.none(
          "the law needs three batch sizes that reach the target with all seeds, got "
              + observed.size());
    }
    boolean begun = observed.stream().anyMatch(place -> !(place.error() > 0));
    return begun
        ? Availability.none("the target is not below the loss of the start")
        : LeastSquares.of(StepsLaw.STEPS, observed);
  }

  /**
   * Returns the critical batch size, {@code E_min / S_min}.
   *
   * @return the size with its interval; empty without a fit
   */
  public Optional<Constant> criticalBatch() {
    return fit().value().map(BatchLawResult::criticalBatch);
  }

  /**
   * Returns the critical batch size of a fit of the law of steps.
   *
   * @param steps the fit
   * @return {@code E_min / S_min} with its interval
   */
  public static Constant criticalBatch(Fit steps) {
    return steps.ratio("B_crit", StepsLaw.EXAMPLES_MIN, StepsLaw.STEPS_MIN);
  }

  /** Returns task and cells in a phrase. */
  @Override
  public String toString() {
    return "batch law of " + task + ", cells: " + cells.size();
  }
}
