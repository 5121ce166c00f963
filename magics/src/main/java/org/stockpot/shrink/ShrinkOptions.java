package org.stockpot.shrink;

import java.util.List;
import java.util.Objects;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;

/**
 * How a network is made smaller.
 *
 * @param units the share of units that is removed, dead ones among them; several for networks of
 *     several widths
 * @param by what units are removed by
 * @param scope among which units the lowest are removed
 * @param examples for {@link UnitCriterion#TAYLOR}: how many training examples, in batches of 50
 * @param passExamples how many examples the larger of the timed passes takes
 * @param seed of the choice of examples, and of fine-tuning
 */
public record ShrinkOptions(
    @Help("share of units to remove, dead ones among them; several such as 10%,30%,50%")
        List<Double> units,
    @Help("what units are removed by: l1, l2, taylor, fpgm or bn-scale") UnitCriterion by,
    @Help("layerwise: the share of each layer; global: of all units together") UnitScope scope,
    @Help("for taylor: training examples, chosen by the seed: a number, or all")
        ExampleCount examples,
    @Help("examples of the larger timed pass, 2 to 10000") int passExamples,
    @Help("of the choice of examples, and of fine-tuning") long seed) {

  private static final int MOST_EXAMPLES = 10_000;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if there is no share, or one is negative or not below 1, or
   *     comes twice, or a number lies out of its range
   */
  public ShrinkOptions {
    units = List.copyOf(units);
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(examples, "examples");
    if (units.isEmpty() || units.stream().distinct().count() < units.size()) {
      throw new IllegalArgumentException(
          "units must be one or more shares, each once, got " + (units.isEmpty() ? "none" : units));
    }
    for (double share : units) {
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException("units must lie in [0, 1), got " + share);
      }
    }
    if (passExamples < 2 || passExamples > MOST_EXAMPLES) {
      throw new IllegalArgumentException(
          "pass-examples must lie in 2 to 10000, got " + passExamples);
    }
  }

  /**
   * Returns the removal of dead units alone.
   *
   * @return the default settings
   */
  public static ShrinkOptions defaults() {
    return new ShrinkOptions(
        List.of(0.0), UnitCriterion.L1, UnitScope.LAYERWISE, ExampleCount.of(1000), 100, 0);
  }

  /**
   * Returns these settings with other shares.
   *
   * @param shares of the units, to be removed
   * @return the changed settings
   */
  public ShrinkOptions withUnits(Double... shares) {
    return new ShrinkOptions(List.of(shares), by, scope, examples, passExamples, seed);
  }

  /**
   * Returns these settings with another criterion.
   *
   * @param criterion what units are removed by
   * @return the changed settings
   */
  public ShrinkOptions withBy(UnitCriterion criterion) {
    return new ShrinkOptions(units, criterion, scope, examples, passExamples, seed);
  }

  /**
   * Returns these settings with another scope.
   *
   * @param among which units the lowest are removed
   * @return the changed settings
   */
  public ShrinkOptions withScope(UnitScope among) {
    return new ShrinkOptions(units, by, among, examples, passExamples, seed);
  }

  /**
   * Returns these settings with another number of examples.
   *
   * @param most how many
   * @return the changed settings
   */
  public ShrinkOptions withExamples(ExampleCount most) {
    return new ShrinkOptions(units, by, scope, most, passExamples, seed);
  }

  /**
   * Returns these settings with another size of the larger timed pass.
   *
   * @param count how many examples
   * @return the changed settings
   */
  public ShrinkOptions withPassExamples(int count) {
    return new ShrinkOptions(units, by, scope, examples, count, seed);
  }

  /**
   * Returns these settings with another seed.
   *
   * @param value the seed
   * @return the changed settings
   */
  public ShrinkOptions withSeed(long value) {
    return new ShrinkOptions(units, by, scope, examples, passExamples, value);
  }
}
