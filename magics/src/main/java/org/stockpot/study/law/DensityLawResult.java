package org.stockpot.study.law;

import java.util.List;
import java.util.Optional;
import org.stockpot.law.Deviation;
import org.stockpot.law.Fit;
import org.stockpot.law.LawCheck;
import org.stockpot.law.Observed;
import org.stockpot.task.Availability;
import org.stockpot.task.Result;
import org.stockpot.task.replicates.Estimate;

/**
 * The law of the error by density, as far as pruning runs tell it.
 *
 * @param ladders the errors
 * @param fit the law, fitted to all densities; or why there is no fit
 * @param heldOut the law of every second density, held against the others
 * @param extrapolated the law of the denser two thirds of each ladder, held against the rest
 */
public record DensityLawResult(
    List<ErrorLadder> ladders, Availability<Fit> fit, LawCheck heldOut, LawCheck extrapolated)
    implements Result {

  /** Copies the list. */
  public DensityLawResult {
    ladders = List.copyOf(ladders);
  }

  /**
   * Returns all levels that were fitted.
   *
   * @return the levels, ladder by ladder
   */
  public List<Observed> levels() {
    return ladders.stream().flatMap(ladder -> ladder.levels().stream()).toList();
  }

  /**
   * Returns how far the fitted law lies from the errors.
   *
   * @return mean and standard deviation; empty without a fit
   */
  public Optional<Deviation> deviation() {
    return fit.value().map(f -> f.deviation(levels()));
  }

  /**
   * Returns by how much replicates differ at one density, relative to their mean: the root of the
   * mean square over densities.
   *
   * @return a standard deviation, as a share of the error; NaN of one replicate
   */
  public double noise() {
    return Math.sqrt(
        Estimate.mean(
            levels().stream()
                .mapToDouble(l -> Math.pow(Estimate.of(l.errors()).sd() / l.error(), 2))));
  }

  /**
   * Returns how many test examples errors are of.
   *
   * @return the count
   */
  public long examples() {
    return ladders.get(0).like().examples();
  }
}
