package org.stockpot.study.robustness;

import java.util.List;
import java.util.Objects;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;

/**
 * What is measured of pruned networks beside the mean accuracy.
 *
 * @param corruptions of the test inputs; none for noise, blur, translation and contrast, or noise,
 *     contrast and drop where inputs are no images
 * @param densities which rounds are measured, by the share of weights that they keep; none for all
 * @param bins of the calibration error, at least 1
 * @param examples how many test examples representations are compared on
 * @param seed of the choice of these
 */
public record LotteryRobustnessOptions(
    @Help(
            "noise, blur, translate, rotate, contrast, drop at five severities, or your own, as"
                + " noise:0.1/0.5; none for those that fit")
        List<Corruption> corruptions,
    @Help("shares of weights kept, such as 51.2%,10.7%; none for all rounds")
        List<Double> densities,
    @Help("of the calibration error, of equal width") int bins,
    @Help("test examples on which representations are compared: a number, or all")
        ExampleCount examples,
    @Help("of the choice of these examples") long seed) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public LotteryRobustnessOptions {
    corruptions = List.copyOf(corruptions);
    densities = List.copyOf(densities);
    Objects.requireNonNull(examples, "examples");
    if (bins < 1) {
      throw new IllegalArgumentException("bins must be at least 1, got " + bins);
    }
    for (double density : densities) {
      if (!(density > 0 && density <= 1)) {
        throw new IllegalArgumentException("densities must lie in (0, 1], got " + density);
      }
    }
    if (corruptions.stream().map(Corruption::kind).distinct().count() < corruptions.size()) {
      throw new IllegalArgumentException("corruptions must differ in kind, got " + corruptions);
    }
  }

  /**
   * Returns all rounds under the corruptions that fit, with 15 bins and representations of 1,000
   * examples.
   *
   * @return the default settings
   */
  public static LotteryRobustnessOptions defaults() {
    return new LotteryRobustnessOptions(List.of(), List.of(), 15, ExampleCount.of(1000), 0);
  }

  /**
   * Returns these settings with other corruptions.
   *
   * @param kinds of the test inputs
   * @return the changed settings
   */
  public LotteryRobustnessOptions withCorruptions(Corruption... kinds) {
    return new LotteryRobustnessOptions(List.of(kinds), densities, bins, examples, seed);
  }

  /**
   * Returns these settings with other rounds.
   *
   * @param shares of the weights that rounds keep
   * @return the changed settings
   */
  public LotteryRobustnessOptions withDensities(Double... shares) {
    return new LotteryRobustnessOptions(corruptions, List.of(shares), bins, examples, seed);
  }

  /**
   * Returns these settings with another number of examples.
   *
   * @param count on which representations are compared
   * @return the changed settings
   */
  public LotteryRobustnessOptions withExamples(ExampleCount count) {
    return new LotteryRobustnessOptions(corruptions, densities, bins, count, seed);
  }
}
