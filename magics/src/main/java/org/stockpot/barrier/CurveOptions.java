package org.stockpot.barrier;

import java.util.List;
import java.util.Objects;
import org.stockpot.task.Baseline;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Duplicates;

/**
 * The settings of a curve between two networks.
 *
 * @param bends what bends it
 * @param samples positions at which it is measured, both ends among them, at least 3
 * @param baseline what error and loss on it are compared with
 * @param recalibrate what becomes of statistics: running ones are re-estimated everywhere, or, as
 *     hidden units without them, repaired between the ends (the moments of the ends, blended at t)
 * @param testOnly whether to leave out the training examples
 * @param points how many points inside of it are kept, at even steps of t, from 0 to 99
 * @param seeds one training of the curve each
 */
public record CurveOptions(
    @Help(
            "control points, both ends among them: 3 (Bézier, one bend), 5, chain (straight lines),"
                + " chain:5")
        Bends bends,
    @Help("positions on the curve, both ends among them, at least 3") int samples,
    @Help("what the path is compared with: chord (Paul, Entezari) or mean (of the ends; Frankle)")
        Baseline baseline,
    @Help(
            "re-estimate (batch-norm statistics, the ends' too), repair or repair-outputs (those of hidden"
                + " units between the ends, without batch norm too: REPAIR)")
        Statistics recalibrate,
    @Help("leave out the training examples, which is faster") boolean testOnly,
    @Help("points inside of the curve that get names, such as curve.0.5 for t = 0.5; from 0 to 99")
        int points,
    @Help("one training of the curve each, by its order of the data and its positions t")
        List<Long> seeds) {

  private static final int MOST_POINTS = 99;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public CurveOptions {
    Objects.requireNonNull(bends, "bends");
    Objects.requireNonNull(baseline, "baseline");
    if (samples < 3) {
      throw new IllegalArgumentException("samples must be at least 3, got " + samples);
    }
    if (points < 0 || points > MOST_POINTS) {
      throw new IllegalArgumentException("points must lie in 0 to 99, got " + points);
    }
    if (recalibrate != Statistics.RE_ESTIMATE && !recalibrate.repairs()) {
      throw new IllegalArgumentException(
          "recalibrate must be re-estimate, repair or repair-outputs on curves, got "
              + recalibrate.label());
    }
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds must be one or more, got none");
    }
    Duplicates.refuse("seeds", seeds);
  }

  /**
   * Returns a Bézier curve with one bend, 61 positions (Garipov et al., NeurIPS 2018), the chord,
   * three points with names, and seed 1.
   *
   * @return the default settings
   */
  public static CurveOptions defaults() {
    return new CurveOptions(
        Bends.THREE, 61, Baseline.CHORD, Statistics.RE_ESTIMATE, false, 3, List.of(1L));
  }

  /**
   * Returns how a curve is trained where nobody says otherwise: as {@link Recipe#defaults} trains a
   * network, but for 10 epochs and with the schedule of Garipov et al. (NeurIPS 2018). Their curves
   * of convolutional networks take SGD at 0.015 for 600 epochs.
   *
   * @return the default recipe of a curve
   */
  public static Recipe recipe() {
    return Recipe.defaults()
        .withSchedule(Schedule.of(Schedule.Shape.GARIPOV))
        .withLength(Span.epochs(10));
  }

  /**
   * Returns these settings with another kind of curve.
   *
   * @param kind what bends it
   * @return the changed settings
   */
  public CurveOptions withBends(Bends kind) {
    return new CurveOptions(kind, samples, baseline, recalibrate, testOnly, points, seeds);
  }

  /**
   * Returns these settings with another number of positions.
   *
   * @param count at which the curve is measured
   * @return the changed settings
   */
  public CurveOptions withSamples(int count) {
    return new CurveOptions(bends, count, baseline, recalibrate, testOnly, points, seeds);
  }

  /**
   * Returns these settings with another baseline.
   *
   * @param other what error and loss are compared with
   * @return the changed settings
   */
  public CurveOptions withBaseline(Baseline other) {
    return new CurveOptions(bends, samples, other, recalibrate, testOnly, points, seeds);
  }

  /**
   * Returns these settings with another treatment of statistics.
   *
   * @param other re-estimated or repaired
   * @return the changed settings
   */
  public CurveOptions withRecalibrate(Statistics other) {
    return new CurveOptions(bends, samples, baseline, other, testOnly, points, seeds);
  }

  /**
   * Returns these settings with or without the training examples.
   *
   * @param left whether to leave them out
   * @return the changed settings
   */
  public CurveOptions withTestOnly(boolean left) {
    return new CurveOptions(bends, samples, baseline, recalibrate, left, points, seeds);
  }

  /**
   * Returns these settings with another number of points that are kept.
   *
   * @param count points inside of the curve
   * @return the changed settings
   */
  public CurveOptions withPoints(int count) {
    return new CurveOptions(bends, samples, baseline, recalibrate, testOnly, count, seeds);
  }

  /**
   * Returns these settings with other seeds.
   *
   * @param values one training of the curve each
   * @return the changed settings
   */
  public CurveOptions withSeeds(Long... values) {
    return new CurveOptions(
        bends, samples, baseline, recalibrate, testOnly, points, List.of(values));
  }
}
