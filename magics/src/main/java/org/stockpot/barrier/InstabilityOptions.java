package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Span;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Duplicates;

/**
 * The settings of instability analysis.
 *
 * @param at where training forks
 * @param copies networks trained from each fork, at least 2
 * @param seeds one initialisation each; ignored where tickets bring their own
 */
public record InstabilityOptions(
    @Help("where training forks, such as init,100it,1ep") List<Span> at,
    @Help("networks trained from each fork, at least 2") int copies,
    @Help("one initialisation each") List<Long> seeds) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public InstabilityOptions {
    at = List.copyOf(at);
    seeds = List.copyOf(seeds);
    if (at.isEmpty()) {
      throw new IllegalArgumentException("at must name a fork, such as init,100it, got none");
    }
    if (copies < 2) {
      throw new IllegalArgumentException("copies must be at least 2, got " + copies);
    }
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds must be one or more, got none");
    }
    Duplicates.refuse("seeds", seeds);
    Duplicates.refuse("at", at);
  }

  /**
   * Returns one fork at the initialisation, two copies and one seed.
   *
   * @return the default settings
   */
  public static InstabilityOptions defaults() {
    return new InstabilityOptions(List.of(Span.ZERO), 2, List.of(1L));
  }

  /**
   * Returns these settings with other forks.
   *
   * @param spans where training forks
   * @return the changed settings
   */
  public InstabilityOptions withAt(Span... spans) {
    return new InstabilityOptions(List.of(spans), copies, seeds);
  }

  /**
   * Returns these settings with another number of copies.
   *
   * @param count networks trained from each fork, at least 2
   * @return the changed settings
   */
  public InstabilityOptions withCopies(int count) {
    return new InstabilityOptions(at, count, seeds);
  }

  /**
   * Returns these settings with other seeds.
   *
   * @param replicates one seed each
   * @return the changed settings
   */
  public InstabilityOptions withSeeds(Long... replicates) {
    return new InstabilityOptions(at, copies, List.of(replicates));
  }
}
