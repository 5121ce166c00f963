package org.stockpot.merge.trajectory;

import java.util.SortedMap;
import java.util.TreeMap;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;
import org.stockpot.task.option.Help;

/**
 * Stochastic weight averaging: the mean of the points at the end of each epoch in the last part of
 * a training, {@code w ← (n w + w_t) / (n + 1)}, with statistics re-estimated behind it.
 *
 * <p>See Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization", UAI
 * 2018, Algorithm 1, with the last quarter of the training. They train that part with a constant or
 * cyclical rate; here the rate is that of the training that there is. Positions are multiples of
 * {@code every} counted from step 0 of the schedule.
 *
 * @param from where averaging begins, as a share of the T steps of the training, in [0, 1): at step
 *     {@code round(from T)}
 * @param every how far apart points are, such as {@code 1ep}
 * @param statistics what becomes of running statistics
 */
public record Swa(
    @Help("share of the training before averaging begins, in [0, 1)") double from,
    @Help("how far apart averaged points are, such as 1ep or 100it") Span every,
    @Help("running statistics: {}") Statistics statistics)
    implements Averaging {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Swa {
    if (!(from >= 0 && from < 1)) {
      throw new IllegalArgumentException("from must lie in [0, 1), got " + from);
    }
    Requirements.requireEvery(every);
    Requirements.requireStatistics(statistics);
  }

  /**
   * Returns the paper's: the ends of the epochs in the last quarter, statistics re-estimated.
   *
   * @return the defaults
   */
  public static Swa defaults() {
    return new Swa(0.75, Span.epochs(1), Statistics.RE_ESTIMATE);
  }

  @Override
  public SortedMap<Long, Double> weights(long first, long to, long perEpoch) {
    long begin = Math.max(first + 1, first + Math.round(from * (to - first)));
    long step = every.steps(perEpoch);
    SortedMap<Long, Double> weights = new TreeMap<>();
    for (long at = (begin + step - 1) / step * step; at <= to; at += step) {
      weights.put(at, 1.0);
    }
    if (weights.isEmpty()) {
      throw Requirements.nothing(label(), every, begin, to, " or an earlier from");
    }
    return weights;
  }

  @Override
  public String label() {
    return "swa";
  }

  @Override
  public String paper() {
    return "izmailov2018averaging";
  }
}
