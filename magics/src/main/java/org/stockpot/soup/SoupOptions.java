package org.stockpot.soup;

import java.util.List;
import java.util.Objects;
import org.stockpot.task.Baseline;
import org.stockpot.task.Statistics;
import org.stockpot.task.TestSet;
import org.stockpot.task.option.Help;

/**
 * The settings of a soup.
 *
 * @param order in which order ingredients are tried
 * @param seed of a random order
 * @param passes how often all ingredients are tried, at least 1
 * @param ties what becomes of a trial that changes nothing
 * @param dropBest for pruned soups, whether the best ingredient may be dropped too
 * @param masks for sparse soups, what becomes of differing masks
 * @param recalibrate what becomes of running statistics: in averages, on the gate's paths, and
 *     where they are re-estimated in single networks too
 * @param gate the largest barrier of the validation error, as measured, with which an ingredient is
 *     tried: how far the error on the straight path from the soup so far lies above the baseline; 1
 *     for all
 * @param baseline what the gate's barrier is measured above
 * @param shift changed test sets to report on
 */
public record SoupOptions(
    @Help("order of trials: sorted or random; the best comes first") Order order,
    @Help("seed of a random order") long seed,
    @Help("how often all ingredients are tried, at least 1") int passes,
    @Help("trials that change nothing: accept or reject") Ties ties,
    @Help("for pruned soups: the best ingredient may be dropped too") boolean dropBest,
    @Help("for sparse soups whose masks differ: refuse, intersect or union") Masks masks,
    @Help(
            "batch-norm statistics of averages: none (the first's), carry (averaged), or re-estimate,"
                + " which single networks get too; repair or repair-outputs gives units of averages the"
                + " ingredients' statistics without batch norm too (REPAIR); the result is shown under"
                + " others as well")
        Statistics recalibrate,
    @Help("largest error barrier to the soup, such as 2%, with which an ingredient is tried")
        double gate,
    @Help("what the gate's barrier lies above: the chord between both ends' errors, or their mean")
        Baseline baseline,
    @Help(
            "more test sets to report on: noise:0.2,rotate:15, or those of %task's --also, which are the"
                + " default")
        List<TestSet> shift) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SoupOptions {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(ties, "ties");
    Objects.requireNonNull(masks, "masks");
    Objects.requireNonNull(recalibrate, "recalibrate");
    Objects.requireNonNull(baseline, "baseline");
    shift = List.copyOf(shift);
    if (passes < 1) {
      throw new IllegalArgumentException("passes must be at least 1, got " + passes);
    }
    if (!(gate > 0 && gate <= 1)) {
      throw new IllegalArgumentException("gate must lie in (0, 1], got " + gate);
    }
  }

  /**
   * Returns one pass in sorted order in which ties are accepted, without a gate; one that is set
   * measures above the chord.
   *
   * @return the default settings
   */
  public static SoupOptions defaults() {
    return new SoupOptions(
        Order.SORTED,
        1,
        1,
        Ties.ACCEPT,
        false,
        Masks.REFUSE,
        Statistics.CARRY,
        1,
        Baseline.CHORD,
        List.of());
  }

  /**
   * Returns these settings with another order.
   *
   * @param other in which ingredients are tried
   * @return the changed settings
   */
  public SoupOptions withOrder(Order other) {
    return new SoupOptions(
        other, seed, passes, ties, dropBest, masks, recalibrate, gate, baseline, shift);
  }

  /**
   * Returns these settings with another seed.
   *
   * @param randomSeed of a random order
   * @return the changed settings
   */
  public SoupOptions withSeed(long randomSeed) {
    return new SoupOptions(
        order, randomSeed, passes, ties, dropBest, masks, recalibrate, gate, baseline, shift);
  }

  /**
   * Returns these settings with another number of passes.
   *
   * @param count how often all ingredients are tried
   * @return the changed settings
   */
  public SoupOptions withPasses(int count) {
    return new SoupOptions(
        order, seed, count, ties, dropBest, masks, recalibrate, gate, baseline, shift);
  }

  /**
   * Returns these settings with another treatment of ties.
   *
   * @param other what becomes of a trial that changes nothing
   * @return the changed settings
   */
  public SoupOptions withTies(Ties other) {
    return new SoupOptions(
        order, seed, passes, other, dropBest, masks, recalibrate, gate, baseline, shift);
  }

  /**
   * Returns these settings with or without dropping the best.
   *
   * @param allowed whether a pruned soup may drop its best ingredient
   * @return the changed settings
   */
  public SoupOptions withDropBest(boolean allowed) {
    return new SoupOptions(
        order, seed, passes, ties, allowed, masks, recalibrate, gate, baseline, shift);
  }

  /**
   * Returns these settings with another treatment of masks.
   *
   * @param other what becomes of differing masks
   * @return the changed settings
   */
  public SoupOptions withMasks(Masks other) {
    return new SoupOptions(
        order, seed, passes, ties, dropBest, other, recalibrate, gate, baseline, shift);
  }

  /**
   * Returns these settings with another treatment of statistics.
   *
   * @param other what becomes of running statistics in every average
   * @return the changed settings
   */
  public SoupOptions withRecalibrate(Statistics other) {
    return new SoupOptions(
        order, seed, passes, ties, dropBest, masks, other, gate, baseline, shift);
  }

  /**
   * Returns these settings with another gate.
   *
   * @param height the largest error barrier, in (0, 1]
   * @return the changed settings
   */
  public SoupOptions withGate(double height) {
    return new SoupOptions(
        order, seed, passes, ties, dropBest, masks, recalibrate, height, baseline, shift);
  }

  /**
   * Returns these settings with another baseline of the gate.
   *
   * @param other what the gate's barrier is measured above
   * @return the changed settings
   */
  public SoupOptions withBaseline(Baseline other) {
    return new SoupOptions(
        order, seed, passes, ties, dropBest, masks, recalibrate, gate, other, shift);
  }

  /**
   * Returns these settings with other shifted test sets.
   *
   * @param shifts to report on
   * @return the changed settings
   */
  public SoupOptions withShift(TestSet... shifts) {
    return new SoupOptions(
        order, seed, passes, ties, dropBest, masks, recalibrate, gate, baseline, List.of(shifts));
  }
}
