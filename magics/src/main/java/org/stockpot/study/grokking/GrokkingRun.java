package org.stockpot.study.grokking;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Verdict;

/**
 * One training with its probes.
 *
 * @param seed its seed
 * @param probes from the start to the end, at least two
 */
public record GrokkingRun(long seed, List<GrokkingProbe> probes) {

  /** Copies the list. */
  public GrokkingRun {
    probes = List.copyOf(probes);
  }

  /**
   * When something was learned: behind one probe, and at the next.
   *
   * @param after the last step at which it was not; -1 if it was from the start
   * @param by the first step from which on it was at every probe
   */
  public record Learned(long after, long by) {

    /**
     * Returns the middle of both on a logarithmic scale, {@code sqrt(max(1, after) by)}.
     *
     * @return a step
     */
    public double middle() {
      return Math.sqrt((double) Math.max(1, after) * Math.max(1, by));
    }
  }

  /**
   * Returns when training examples were learned for good.
   *
   * @param accuracy from which on they count as learned
   * @return the steps between which it happened; empty if they were not at the end
   */
  public Optional<Learned> fitted(double accuracy) {
    return learned(GrokkingProbe::training, accuracy);
  }

  /**
   * Returns when test examples were learned for good.
   *
   * @param accuracy from which on they count as learned
   * @return the steps between which it happened; empty if they were not at the end
   */
  public Optional<Learned> generalised(double accuracy) {
    return learned(GrokkingProbe::test, accuracy);
  }

  private Optional<Learned> learned(Function<GrokkingProbe, Score> part, double accuracy) {
    int first = probes.size();
    while (first > 0 && part.apply(probes.get(first - 1)).value() >= accuracy) {
      first--;
    }
    if (first == probes.size()) {
      return Optional.empty();
    }
    long after = first == 0 ? -1 : probes.get(first - 1).step();
    return Optional.of(new Learned(after, probes.get(first).step()));
  }

  /**
   * Returns whether the training grokked: whether test examples were learned later than training
   * examples by a factor. Both steps are known up to the probes around them.
   *
   * @param accuracy from which on examples count as learned
   * @param delay the factor
   * @return yes if the earliest step of the one is at least the factor times the latest of the
   *     other, no if the latest is less than it times the earliest; else, and where test examples
   *     were not learned by the end, undecided
   */
  public Verdict grokked(double accuracy, double delay) {
    Optional<Learned> fitted = fitted(accuracy);
    Optional<Learned> generalised = generalised(accuracy);
    if (fitted.isEmpty() || generalised.isEmpty()) {
      return Verdict.UNDECIDED;
    }
    if (generalised.get().after() >= delay * fitted.get().by()) {
      return Verdict.YES;
    }
    boolean sure = generalised.get().by() < delay * Math.max(1, fitted.get().after());
    return sure ? Verdict.NO : Verdict.UNDECIDED;
  }
}
