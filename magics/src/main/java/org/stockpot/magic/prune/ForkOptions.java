package org.stockpot.magic.prune;

import java.util.Set;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.InstabilityOptions;
import org.stockpot.task.Baseline;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Tolerance;

/**
 * Whether the instability of training at the rewind point is measured beside tickets.
 *
 * @param instability whether it is
 * @param forks networks from each fork
 * @param stable up to which barrier they are stable
 */
record ForkOptions(
    @Help(
            "fork the last tickets and dense networks where weights are rewound to, and measure the"
                + " barrier between copies of other data orders")
        boolean instability,
    @Help("networks trained from each fork under --instability, at least 2") int forks,
    @Help("barrier up to which forks are stable: sd (of the error over dense runs) or such as 2%")
        Tolerance stable) {

  ForkOptions {
    if (forks < 2) {
      throw new IllegalArgumentException("forks must be at least 2, got " + forks);
    }
    boolean plain =
        forks == InstabilityOptions.defaults().copies()
            && stable.equals(BarrierOptions.defaults().stable());
    if (!instability && !plain) {
      throw new IllegalArgumentException(
          "forks and stable must come with --instability, got " + forks + " and " + stable);
    }
  }

  static ForkOptions defaults() {
    return new ForkOptions(
        false, InstabilityOptions.defaults().copies(), BarrierOptions.defaults().stable());
  }

  /** Returns the options that say nothing. */
  Set<String> idle() {
    return instability ? Set.of() : Set.of("forks", "stable");
  }

  /** Returns how barriers are measured, as Frankle et al. do, on the test examples alone. */
  BarrierOptions barrier() {
    return BarrierOptions.defaults()
        .withBaseline(Baseline.MEAN)
        .withStable(stable)
        .withTestOnly(true);
  }
}
