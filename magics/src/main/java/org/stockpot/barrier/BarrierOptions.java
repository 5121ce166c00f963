package org.stockpot.barrier;

import java.util.List;
import java.util.Objects;
import org.stockpot.task.Baseline;
import org.stockpot.task.Statistics;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Tolerance;

/**
 * The settings of a barrier.
 *
 * @param samples positions on each line, both ends among them, at least 3
 * @param recalibrate what becomes of running statistics; each is measured, the first decides
 * @param baseline what the error on the line is compared with
 * @param stable the height up to which a pair counts as connected
 * @param testOnly whether to leave out the training examples
 */
public record BarrierOptions(
    @Help("positions on each line, both ends among them, at least 3") int samples,
    @Help(
            "batch-norm statistics between the ends: none, carry, re-estimate; repair gives hidden"
                + " units those of the ends without batch norm too (REPAIR), repair-outputs also the"
                + " outputs; several to compare; --repair none,reset,repair is"
                + " carry,re-estimate,repair")
        List<Statistics> recalibrate,
    @Help("what the path is compared with: chord (Paul, Entezari) or mean (of the ends; Frankle)")
        Baseline baseline,
    @Help(
            "barrier up to which a pair is connected: sd (of the error over dense runs) or such as 2%")
        Tolerance stable,
    @Help("leave out the training examples, which is faster") boolean testOnly) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public BarrierOptions {
    recalibrate = List.copyOf(recalibrate);
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(stable, "stable");
    if (samples < 3) {
      throw new IllegalArgumentException("samples must be at least 3, got " + samples);
    }
    if (recalibrate.isEmpty() || recalibrate.stream().distinct().count() < recalibrate.size()) {
      throw new IllegalArgumentException(
          "recalibrate must be one or more of none, carry, re-estimate, repair and repair-outputs,"
              + " each once, got "
              + (recalibrate.isEmpty() ? "nothing" : "one twice"));
    }
  }

  /**
   * Returns 25 positions, carried statistics, the chord (Paul et al., ICLR 2023, Definition 2.1)
   * and two points.
   *
   * @return the default settings
   */
  public static BarrierOptions defaults() {
    return new BarrierOptions(
        25, List.of(Statistics.CARRY), Baseline.CHORD, Tolerance.TWO_POINTS, false);
  }

  /**
   * Returns these settings with another number of positions.
   *
   * @param count positions on each line
   * @return the changed settings
   */
  public BarrierOptions withSamples(int count) {
    return new BarrierOptions(count, recalibrate, baseline, stable, testOnly);
  }

  /**
   * Returns these settings with other treatments of statistics.
   *
   * @param kinds each is measured
   * @return the changed settings
   */
  public BarrierOptions withRecalibrate(Statistics... kinds) {
    return new BarrierOptions(samples, List.of(kinds), baseline, stable, testOnly);
  }

  /**
   * Returns these settings with another baseline.
   *
   * @param other what the error on the line is compared with
   * @return the changed settings
   */
  public BarrierOptions withBaseline(Baseline other) {
    return new BarrierOptions(samples, recalibrate, other, stable, testOnly);
  }

  /**
   * Returns these settings with another tolerance.
   *
   * @param height up to which a pair counts as connected
   * @return the changed settings
   */
  public BarrierOptions withStable(Tolerance height) {
    return new BarrierOptions(samples, recalibrate, baseline, height, testOnly);
  }

  /**
   * Returns these settings with or without the training examples.
   *
   * @param left whether to leave them out
   * @return the changed settings
   */
  public BarrierOptions withTestOnly(boolean left) {
    return new BarrierOptions(samples, recalibrate, baseline, stable, left);
  }

  /** Returns the evenly spaced positions, both ends among them. */
  double[] positions() {
    double[] positions = new double[samples];
    for (int i = 0; i < samples; i++) {
      positions[i] = i / (samples - 1.0);
    }
    return positions;
  }
}
