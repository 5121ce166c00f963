package org.stockpot.task.replicates;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far a variant lies above the first one at a level.
 *
 * @param difference the mean difference of test errors or heights, as a share
 * @param pairing what it is taken between
 * @param complete whether no replicate is missing because it diverged
 */
public record Contrast(Interval difference, Pairing pairing, boolean complete) {

  /** What a difference is taken between. */
  public enum Pairing {
    /** Inside replicates that both have. */
    PAIRED,
    /** Between means over replicates that they do not share. */
    UNPAIRED,
    /** The networks are the same, so there is no difference. */
    SAME
  }

  /**
   * Compares samples with those of the first variant, inside replicates that both have. Where fewer
   * than two are shared, it is Welch's difference of means.
   *
   * @param ones samples of a variant
   * @param firsts those of the first one
   * @param complete false if a replicate of either diverged and is missing
   * @return the difference, what it is taken between, and what it says
   */
  public static Contrast of(List<Sample> ones, List<Sample> firsts, boolean complete) {
    if (networks(ones).equals(networks(firsts)) && values(ones).equals(values(firsts))) {
      Interval none = new Interval(0, 0, replicates(ones).size(), Interval.Over.REPLICATES);
      return new Contrast(none, Contrast.Pairing.SAME, complete);
    }
    Set<Long> shared = replicates(ones);
    shared.retainAll(replicates(firsts));
    boolean all = shared.equals(replicates(ones)) && shared.equals(replicates(firsts));
    if (shared.size() > 1 || all) {
      List<Sample> differences = new ArrayList<>();
      for (Sample one : ones) {
        firsts.stream()
            .filter(other -> other.replicate() == one.replicate())
            .forEach(other -> differences.add(one.minus(other)));
      }
      return new Contrast(Samples.mean(differences), Contrast.Pairing.PAIRED, complete);
    }
    Interval unpaired =
        Paired.unpaired(
            ones.stream().map(Sample::asDifference).toList(),
            firsts.stream().map(Sample::asDifference).toList());
    boolean unknown = Samples.share(ones) || Samples.share(firsts);
    Interval known =
        unknown
            ? new Interval(unpaired.mean(), Double.NaN, unpaired.n(), Interval.Over.NETWORKS)
            : unpaired;
    return new Contrast(known, Contrast.Pairing.UNPAIRED, complete);
  }

  private static Set<String> networks(Collection<Sample> values) {
    return values.stream().map(Sample::networks).collect(Collectors.toSet());
  }

  private static Set<Double> values(Collection<Sample> values) {
    return values.stream().map(Sample::value).collect(Collectors.toSet());
  }

  private static Set<Long> replicates(Collection<Sample> values) {
    return values.stream().map(Sample::replicate).collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * Returns whether the variant is better: its error or barrier is lower.
   *
   * @return yes if the whole interval of the difference lies below 0, no if none of it does, else
   *     undecided, as where a replicate diverged: those that are left may be the lucky ones
   */
  public Verdict better() {
    if (pairing == Pairing.SAME) {
      return Verdict.NO;
    }
    return difference.atMost(0).onlyIf(complete);
  }
}
