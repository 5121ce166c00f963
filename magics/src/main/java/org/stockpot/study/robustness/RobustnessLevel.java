package org.stockpot.study.robustness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.stockpot.task.PerExample;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;
import org.stockpot.task.replicates.Sample;
import org.stockpot.task.replicates.Samples;
import org.stockpot.task.replicates.Verdict;

/**
 * One round of a pruning run beside its dense networks, seed by seed. Differences are inside seeds.
 * Those of errors have the noise of seeds and the error of the test set ({@link Paired}); those of
 * the worst class and of the calibration error the noise of seeds alone, so that one seed gives
 * them no interval.
 *
 * @param run what the run is called
 * @param round the number of prunings
 * @param density the share of weights that the first seed's network keeps
 * @param dense the dense networks, one a seed
 * @param pruned the pruned networks, in the same order
 * @param complete whether no seed is missing because it diverged
 * @param tolerance how far an error may rise and count as none; NaN if it is not known
 */
public record RobustnessLevel(
    String run,
    int round,
    double density,
    List<NetworkMeasures> dense,
    List<NetworkMeasures> pruned,
    boolean complete,
    double tolerance) {

  /** Copies the lists. */
  public RobustnessLevel {
    dense = List.copyOf(dense);
    pruned = List.copyOf(pruned);
  }

  /**
   * Returns the mean of a number of the pruned networks.
   *
   * @param of the number
   * @return its mean with the interval over seeds; empty if a network has none
   */
  public Optional<Interval> mean(Function<NetworkMeasures, Optional<Sample>> of) {
    List<Optional<Sample>> all = pruned.stream().map(of).toList();
    return all.stream().allMatch(Optional::isPresent)
        ? Optional.of(Samples.mean(all.stream().flatMap(Optional::stream).toList()))
        : Optional.empty();
  }

  /**
   * Returns how far a number of the pruned networks lies above that of the dense ones.
   *
   * @param of the number
   * @return the mean difference; empty if a network has none
   */
  public Optional<Interval> rise(Function<NetworkMeasures, Optional<Sample>> of) {
    List<Sample> rises = new ArrayList<>();
    for (int s = 0; s < pruned.size(); s++) {
      Optional<Sample> one = of.apply(pruned.get(s));
      Optional<Sample> other = of.apply(dense.get(s));
      if (one.isEmpty() || other.isEmpty()) {
        return Optional.empty();
      }
      rises.add(one.get().minus(other.get()));
    }
    return Optional.of(Samples.mean(rises));
  }

  /**
   * Returns the test error of a network.
   *
   * @param network a network
   * @return its error
   */
  public static Optional<Sample> error(NetworkMeasures network) {
    return Optional.of(network.error());
  }

  /**
   * Returns the mean error of a network under all corruptions, each of which counts the same.
   *
   * @param network a network
   * @return its error
   */
  public static Optional<Sample> corrupted(NetworkMeasures network) {
    List<Sample> all = network.corrupted();
    double value = all.stream().mapToDouble(Sample::value).average().orElseThrow();
    PerExample examples = PerExample.mean(all.stream().map(Sample::examples).toList());
    return Optional.of(like(network, value, examples));
  }

  /**
   * Returns by how much corruption raises the error of a network.
   *
   * @param network a network
   * @return the error under corruption minus that without
   */
  public static Optional<Sample> excess(NetworkMeasures network) {
    return corrupted(network).map(sample -> sample.minus(network.error()));
  }

  /**
   * Returns the error of a network in its worst class.
   *
   * @param network a network
   * @return the error; empty if classes are not known
   */
  public static Optional<Sample> worst(NetworkMeasures network) {
    return sample(network, network.worst());
  }

  /**
   * Returns the calibration error of a network.
   *
   * @param network a network
   * @return the error; empty if probabilities are not known
   */
  public static Optional<Sample> calibration(NetworkMeasures network) {
    return sample(network, network.calibration());
  }

  private static Optional<Sample> sample(NetworkMeasures network, OptionalDouble value) {
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(like(network, value.getAsDouble(), PerExample.NONE));
  }

  private static Sample like(NetworkMeasures network, double value, PerExample examples) {
    Sample error = network.error();
    return new Sample(error.replicate(), error.from(), error.to(), value, examples);
  }

  /**
   * Returns the error of one corruption.
   *
   * @param index its place among the corruptions
   * @return the mean difference to the dense networks
   */
  public Interval riseUnder(int index) {
    return rise(network -> Optional.of(network.corrupted().get(index))).orElseThrow();
  }

  /**
   * Returns how far the error of each class lies above that of the dense networks.
   *
   * @return one mean difference a class; empty if classes are not known
   */
  public List<Interval> classRises() {
    int classes = dense.get(0).classes().size();
    return IntStream.range(0, classes)
        .mapToObj(k -> rise(network -> Optional.of(network.classes().get(k))).orElseThrow())
        .toList();
  }

  /**
   * Returns whether the pruned networks match the dense ones in the mean test error.
   *
   * @return yes if the interval of the rise lies within the tolerance, no if it lies above
   */
  public Verdict matching() {
    return rise(RobustnessLevel::error).orElseThrow().atMost(tolerance).onlyIf(complete);
  }

  /**
   * Returns whether pruning costs what the mean accuracy does not show. Where the mean error
   * matches: yes if one of the rises of the error that corruption adds, of the worst class, or of
   * the calibration error surely exceeds the same tolerance; no if none does, surely. They are not
   * corrected for their number.
   *
   * @return the answer; empty where the mean error rises itself
   */
  public Optional<Verdict> hidden() {
    Verdict matching = matching();
    if (matching == Verdict.NO) {
      return Optional.empty();
    }
    List<Verdict> within =
        List.<Function<NetworkMeasures, Optional<Sample>>>of(
                RobustnessLevel::excess, RobustnessLevel::worst, RobustnessLevel::calibration)
            .stream()
            .flatMap(measure -> rise(measure).stream())
            .map(rise -> rise.atMost(tolerance))
            .toList();
    boolean harmed = within.contains(Verdict.NO);
    boolean unharmed = within.stream().allMatch(Verdict.YES::equals);
    Verdict found = harmed ? Verdict.YES : unharmed ? Verdict.NO : Verdict.UNDECIDED;
    return Optional.of(found.onlyIf(complete && matching == Verdict.YES));
  }
}
