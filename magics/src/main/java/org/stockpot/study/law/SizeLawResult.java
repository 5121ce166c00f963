package org.stockpot.study.law;

import java.util.List;
import java.util.Optional;
import org.stockpot.law.Deviation;
import org.stockpot.law.Fit;
import org.stockpot.law.LawCheck;
import org.stockpot.law.Observed;
import org.stockpot.law.Prediction;
import org.stockpot.task.Availability;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;

/**
 * The law of the error by size and examples, with the error of the next size as it was predicted
 * and measured.
 *
 * @param task the task whose family was trained
 * @param options the settings
 * @param recipe how networks were trained
 * @param chance the error of chance
 * @param cells what was finished of the grid, from the smallest width and share
 * @param next the next size; empty if the work ended before
 * @param fit the law of the grid, without the next size; or why there is none
 * @param heldOut the law of every second cell, held against the others
 * @param smaller the law of all cells but those of the largest width or share, held against these
 * @param outcome how the work ended
 */
public record SizeLawResult(
    String task,
    SizeLawOptions options,
    Recipe recipe,
    double chance,
    List<SizeCell> cells,
    Optional<SizeCell> next,
    Availability<Fit> fit,
    LawCheck heldOut,
    LawCheck smaller,
    Outcome outcome)
    implements Result {

  /** Copies the list. */
  public SizeLawResult {
    cells = List.copyOf(cells);
  }

  /**
   * Returns the errors that the law was fitted to.
   *
   * @return one for each cell that is not left out
   */
  public List<Observed> observed() {
    return cells.stream().filter(c -> c.whyLeftOut().isEmpty()).map(SizeCell::observed).toList();
  }

  /**
   * Returns how far the fitted law lies from the errors of the grid.
   *
   * @return mean and standard deviation; empty without a fit
   */
  public Optional<Deviation> deviation() {
    return fit.value().map(f -> f.deviation(observed()));
  }

  /**
   * Returns what the grid predicts for the next size.
   *
   * @return the mean error with its interval; empty without a fit or a next size
   */
  public Optional<Prediction> predicted() {
    return next.flatMap(cell -> fit.value().map(f -> f.predict(cell.observed().at())));
  }

  /**
   * Returns what was measured of the next size.
   *
   * @return the mean error over seeds; empty if it was not measured
   */
  public Optional<Interval> measured() {
    return next.filter(cell -> cell.whyLeftOut().isEmpty())
        .map(cell -> Interval.of(Estimate.of(cell.observed().errors())));
  }

  /**
   * Returns whether the prediction is borne out.
   *
   * @return yes if the measured mean lies in the predicted interval, which is of such a mean; no if
   *     the whole interval over seeds lies outside; else undecided
   */
  public Verdict isBorneOut() {
    if (predicted().isEmpty() || measured().isEmpty()) {
      return Verdict.UNDECIDED;
    }
    Prediction predicted = predicted().get();
    Interval measured = measured().get();
    if (predicted.contains(measured.mean())) {
      return Verdict.YES;
    }
    boolean outside = measured.high() < predicted.low() || predicted.high() < measured.low();
    return outside ? Verdict.NO : Verdict.UNDECIDED;
  }
}
