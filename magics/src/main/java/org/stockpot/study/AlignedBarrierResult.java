package org.stockpot.study;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.align.AlignOptions;
import org.stockpot.align.AlignedNetwork;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.PathScores;
import org.stockpot.barrier.Quantity;
import org.stockpot.task.Baseline;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;
import org.stockpot.task.replicates.Sample;
import org.stockpot.task.replicates.Samples;

/**
 * Barriers before and after alignment.
 *
 * @param task the task's name
 * @param align how the second networks were aligned to the first
 * @param networks the aligned second networks, one per pair
 * @param before the barriers of the networks as they were
 * @param after the barriers of the same pairs with the second network aligned
 */
public record AlignedBarrierResult(
    String task,
    AlignOptions align,
    List<AlignedNetwork> networks,
    BarrierResult before,
    BarrierResult after)
    implements Result {

  /** Copies the networks. */
  public AlignedBarrierResult {
    networks = List.copyOf(networks);
  }

  /**
   * Returns how the work ended.
   *
   * @return the outcome
   */
  public Outcome outcome() {
    return before.outcome();
  }

  /**
   * Returns the mean height of the barriers of the test error before alignment.
   *
   * @return the height as a share of the examples, with its interval over pairs, or of one pair
   *     over its test examples
   */
  public Interval heightBefore() {
    return before.height(before.pairs());
  }

  /**
   * Returns the same after alignment; networks that several pairs share are known by what they
   * were.
   *
   * @return the height as a share of the examples
   */
  public Interval heightAfter() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < before.pairs().size(); i++) {
      samples.add(sampleAfter(i, replicate(i)));
    }
    return Samples.mean(samples);
  }

  /**
   * Returns how much lower the barriers are after alignment, pair by pair.
   *
   * @return the difference of the heights, with its interval
   */
  public Interval reduction() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < before.pairs().size(); i++) {
      Sample was = before.pairs().get(i).sample(replicate(i), baseline());
      Sample is = after.pairs().get(i).sample(replicate(i), baseline());
      samples.add(was.minus(is));
    }
    return Samples.mean(samples);
  }

  /**
   * Returns how much lower one barrier is after alignment under one treatment of statistics.
   *
   * @param pair the place of the pair
   * @param treatment the place of the treatment
   * @return the difference of the heights, with the interval of its test set
   */
  public Interval reduction(int pair, int treatment) {
    PathScores was = before.pairs().get(pair).paths().get(treatment);
    PathScores is = after.pairs().get(pair).paths().get(treatment);
    return Paired.of(
        List.of(
            Paired.Difference.of(
                replicate(pair),
                was.height(Quantity.TEST_ERROR, baseline()),
                is.height(Quantity.TEST_ERROR, baseline()),
                was.excess(),
                is.excess())));
  }

  /** Returns the barrier of a pair after alignment, as a sample of its networks as they were. */
  Sample sampleAfter(int pair, long replicate) {
    Sample was = before.pairs().get(pair).sample(replicate, baseline());
    Sample is = after.pairs().get(pair).sample(replicate, baseline());
    return new Sample(replicate, was.from(), was.to(), is.value(), is.examples());
  }

  private long replicate(int pair) {
    return before.pairs().get(pair).pair().replicate();
  }

  private Baseline baseline() {
    return before.options().baseline();
  }
}
