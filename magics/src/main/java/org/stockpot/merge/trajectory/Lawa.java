package org.stockpot.merge.trajectory;

import java.util.SortedMap;
import java.util.TreeMap;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;
import org.stockpot.task.option.Help;

/**
 * Latest weight averaging: the mean of the latest k checkpoints, one every so often, statistics
 * included; the training itself goes on without it.
 *
 * <p>See Kaddour, "Stop Wasting My Time! Saving Days of ImageNet and BERT Training with Latest
 * Weight Averaging", NeurIPS workshop 2022, §2, with k = 10 and one checkpoint an epoch. Positions
 * are multiples of {@code every} counted from step 0 of the schedule; of a training with fewer it
 * is the mean of those.
 *
 * @param latest k, from 1
 * @param every how far apart checkpoints are, such as {@code 1ep}
 * @param statistics what becomes of running statistics
 */
public record Lawa(
    @Help("how many of the latest checkpoints, from 1") int latest,
    @Help("how far apart checkpoints are, such as 1ep or 100it") Span every,
    @Help("running statistics: {}") Statistics statistics)
    implements Averaging {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Lawa {
    if (latest < 1) {
      throw new IllegalArgumentException("latest must be at least 1, got " + latest);
    }
    Requirements.requireEvery(every);
    Requirements.requireStatistics(statistics);
  }

  /**
   * Returns the paper's: the last ten epochs, statistics averaged too.
   *
   * @return the defaults
   */
  public static Lawa defaults() {
    return new Lawa(10, Span.epochs(1), Statistics.CARRY);
  }

  @Override
  public SortedMap<Long, Double> weights(long from, long to, long perEpoch) {
    long step = every.steps(perEpoch);
    SortedMap<Long, Double> weights = new TreeMap<>();
    for (long at = to / step * step; at > from && weights.size() < latest; at -= step) {
      weights.put(at, 1.0);
    }
    if (weights.isEmpty()) {
      throw Requirements.nothing(label(), every, from + 1, to, "");
    }
    return weights;
  }

  @Override
  public String label() {
    return "lawa";
  }

  @Override
  public String paper() {
    return "kaddour2022stop";
  }
}
