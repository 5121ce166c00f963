package org.stockpot.merge.trajectory;

import java.util.SortedMap;
import java.util.TreeMap;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;
import org.stockpot.task.option.Help;

/**
 * The exponential moving average, {@code e ← d e + (1 - d) w_t} after every step or every few.
 *
 * <p>Corrected, it begins at 0 and is divided by {@code 1 - dᵗ}, as Adam's moments are (Kingma, Ba,
 * ICLR 2015, §3): a mean of the trained points alone. Otherwise it begins at the training's start,
 * which after t steps still counts {@code dᵗ}: 37 % after 1,000 steps at 0.999. See Tarvainen,
 * Valpola, "Mean Teachers Are Better Role Models", NeurIPS 2017, §2, with d = 0.999; Polyak,
 * Juditsky, SIAM J. Control Optim. 1992.
 *
 * @param decay d, in [0, 1)
 * @param corrected whether the start does not count
 * @param every how far apart points are, such as {@code 1it}
 * @param statistics what becomes of running statistics
 */
public record Ema(
    @Help("how much the average keeps from step to step, in [0, 1)") double decay,
    @Help("whether the training's start does not count") boolean corrected,
    @Help("how far apart averaged points are, such as 1it or 1ep") Span every,
    @Help("running statistics: {}") Statistics statistics)
    implements Averaging {

  /** Weights below this share of the latest are left out: no float shows them. */
  private static final double LEAST = 1e-12;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Ema {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("decay must lie in [0, 1), got " + decay);
    }
    Requirements.requireEvery(every);
    Requirements.requireStatistics(statistics);
  }

  /**
   * Returns the usual one: 0.999 for every step, corrected, statistics averaged too.
   *
   * @return the defaults
   */
  public static Ema defaults() {
    return new Ema(0.999, true, Span.iterations(1), Statistics.CARRY);
  }

  @Override
  public SortedMap<Long, Double> weights(long from, long to, long perEpoch) {
    long step = every.steps(perEpoch);
    SortedMap<Long, Double> weights = new TreeMap<>();
    double weight = 1 - decay;
    long at = to / step * step;
    for (; at > from && weight > LEAST * (1 - decay); at -= step) {
      weights.put(at, weight);
      weight *= decay;
    }
    if (weights.isEmpty()) {
      throw Requirements.nothing(label(), every, from + 1, to, "");
    }
    if (!corrected && at <= from && weight > 0) {
      weights.put(from, weight / (1 - decay));
    }
    return weights;
  }

  @Override
  public String label() {
    return "ema";
  }

  @Override
  public String paper() {
    return "tarvainen2017mean";
  }
}
