package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Help;
import org.stockpot.task.Statistics;

/**
 * The settings of a barrier.
 *
 * @param samples positions on each line, both ends among them, at least 3
 * @param recalibrate what becomes of running statistics; each is measured
 * @param stable error barrier below which a pair counts as connected
 * @param testOnly whether to leave out the training examples
 */
public record BarrierOptions(
    @Help("positions on each line, both ends among them, at least 3") int samples,
    @Help("batch-norm statistics between the ends: none, carry, re-estimate; several to compare")
        List<Statistics> recalibrate,
    @Help("error barrier below which a pair counts as connected") double stable,
    @Help("leave out the training examples, which is faster") boolean testOnly) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public BarrierOptions {
    recalibrate = List.copyOf(recalibrate);
    if (samples < 3) {
      throw new IllegalArgumentException("samples must be at least 3, got " + samples);
    }
    if (recalibrate.isEmpty()) {
      throw new IllegalArgumentException(
          "recalibrate must be none, carry or re-estimate, got none");
    }
    if (!(stable >= 0 && stable < 1)) {
      throw new IllegalArgumentException("stable must lie in [0, 1), got " + stable);
    }
  }

  /**
   * Returns 25 positions, carried statistics and the threshold of 2 % of Frankle et al. (ICML 2020,
   * §2).
   *
   * @return the default settings
   */
  public static BarrierOptions defaults() {
    return new BarrierOptions(25, List.of(Statistics.CARRY), 0.02, false);
  }

  /**
   * Returns these settings with another number of positions.
   *
   * @param count positions on each line
   * @return the changed settings
   */
  public BarrierOptions withSamples(int count) {
    return new BarrierOptions(count, recalibrate, stable, testOnly);
  }

  /**
   * Returns these settings with other treatments of statistics.
   *
   * @param kinds each is measured
   * @return the changed settings
   */
  public BarrierOptions withRecalibrate(Statistics... kinds) {
    return new BarrierOptions(samples, List.of(kinds), stable, testOnly);
  }

  /** Returns the evenly spaced positions between the ends. */
  double[] interior() {
    double[] positions = new double[samples - 2];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = (i + 1.0) / (samples - 1);
    }
    return positions;
  }
}
