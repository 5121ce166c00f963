package org.stockpot.soup;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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
 * @param repeatMembers for greedy soups, whether later passes try members again, which weights
 *     them; without it they try what was left out. The best is never tried again. See Dansereau et
 *     al., 2023, whose code repeats
 * @param ties what becomes of a trial that changes nothing
 * @param dropBest for pruned soups, whether the best ingredient may be dropped too
 * @param floor the least validation metric (accuracy or R²) with which an ingredient is tried, 0
 *     for all; what lies below stands in the ledger, and in the baselines, but goes into no soup.
 *     In the code of Dansereau et al. it is 10 %
 * @param masks what becomes of differing masks, in sparse soups and in merges
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
    @Help("for greedy soups: later passes try members again, which weights them")
        boolean repeatMembers,
    @Help("trials that change nothing: accept or reject") Ties ties,
    @Help("for pruned soups: the best ingredient may be dropped too") boolean dropBest,
    @Help("least validation accuracy, such as 10%, with which an ingredient is tried; 0 for all")
        double floor,
    @Help(
            "masks that differ: refuse (sparse soups), intersect, union (what all others do), or re-prune:"
                + " the largest of the union, as many as members keep on average")
        Masks masks,
    @Help(
            "batch-norm statistics of averages: none (the first's, of chosen members the best's), carry (averaged),"
                + " or re-estimate,"
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
    if (!(floor >= 0 && floor < 1)) {
      throw new IllegalArgumentException("floor must lie in [0, 1), got " + floor);
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
        false,
        Ties.ACCEPT,
        false,
        0,
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
    return changed(c -> c.order = other);
  }

  /**
   * Returns these settings with another seed.
   *
   * @param randomSeed of a random order
   * @return the changed settings
   */
  public SoupOptions withSeed(long randomSeed) {
    return changed(c -> c.seed = randomSeed);
  }

  /**
   * Returns these settings with another number of passes.
   *
   * @param count how often all ingredients are tried
   * @return the changed settings
   */
  public SoupOptions withPasses(int count) {
    return changed(c -> c.passes = count);
  }

  /**
   * Returns these settings with or without members that are tried again.
   *
   * @param again whether later passes of a greedy soup try members again
   * @return the changed settings
   */
  public SoupOptions withRepeatMembers(boolean again) {
    return changed(c -> c.repeatMembers = again);
  }

  /**
   * Returns these settings with another treatment of ties.
   *
   * @param other what becomes of a trial that changes nothing
   * @return the changed settings
   */
  public SoupOptions withTies(Ties other) {
    return changed(c -> c.ties = other);
  }

  /**
   * Returns these settings with or without dropping the best.
   *
   * @param allowed whether a pruned soup may drop its best ingredient
   * @return the changed settings
   */
  public SoupOptions withDropBest(boolean allowed) {
    return changed(c -> c.dropBest = allowed);
  }

  /**
   * Returns these settings with another floor.
   *
   * @param least the least validation metric, in [0, 1)
   * @return the changed settings
   */
  public SoupOptions withFloor(double least) {
    return changed(c -> c.floor = least);
  }

  /**
   * Returns these settings with another treatment of masks.
   *
   * @param other what becomes of differing masks
   * @return the changed settings
   */
  public SoupOptions withMasks(Masks other) {
    return changed(c -> c.masks = other);
  }

  /**
   * Returns these settings with another treatment of statistics.
   *
   * @param other what becomes of running statistics in every average
   * @return the changed settings
   */
  public SoupOptions withRecalibrate(Statistics other) {
    return changed(c -> c.recalibrate = other);
  }

  /**
   * Returns these settings with another gate.
   *
   * @param height the largest error barrier, in (0, 1]
   * @return the changed settings
   */
  public SoupOptions withGate(double height) {
    return changed(c -> c.gate = height);
  }

  /**
   * Returns these settings with another baseline of the gate.
   *
   * @param other what the gate's barrier is measured above
   * @return the changed settings
   */
  public SoupOptions withBaseline(Baseline other) {
    return changed(c -> c.baseline = other);
  }

  /**
   * Returns these settings with other shifted test sets.
   *
   * @param shifts to report on
   * @return the changed settings
   */
  public SoupOptions withShift(TestSet... shifts) {
    return changed(c -> c.shift = List.of(shifts));
  }

  /** Settings that can be changed one by one. */
  private static final class Changing {
    private Order order;
    private long seed;
    private int passes;
    private boolean repeatMembers;
    private Ties ties;
    private boolean dropBest;
    private double floor;
    private Masks masks;
    private Statistics recalibrate;
    private double gate;
    private Baseline baseline;
    private List<TestSet> shift;

    Changing(SoupOptions from) {
      order = from.order;
      seed = from.seed;
      passes = from.passes;
      repeatMembers = from.repeatMembers;
      ties = from.ties;
      dropBest = from.dropBest;
      floor = from.floor;
      masks = from.masks;
      recalibrate = from.recalibrate;
      gate = from.gate;
      baseline = from.baseline;
      shift = from.shift;
    }

    SoupOptions made() {
      return new SoupOptions(
          order,
          seed,
          passes,
          repeatMembers,
          ties,
          dropBest,
          floor,
          masks,
          recalibrate,
          gate,
          baseline,
          shift);
    }
  }

  private SoupOptions changed(Consumer<Changing> change) {
    Changing settings = new Changing(this);
    change.accept(settings);
    return settings.made();
  }
}
