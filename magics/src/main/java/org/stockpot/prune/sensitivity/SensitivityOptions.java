package org.stockpot.prune.sensitivity;

import java.util.List;
import java.util.Objects;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.prune.Scope;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;

/**
 * The settings of a sensitivity by layer.
 *
 * @param shares of a layer's kept weights that are removed, ascending
 * @param drop how far the validation error may rise for a share to be suggested
 * @param saliency which weights of a layer go first
 * @param saliencyExamples how many training examples it is measured on
 * @param exclude slots that are not looked at
 * @param seed of these examples, and of a random saliency
 */
public record SensitivityOptions(
    @Help("shares of a layer to remove, one level each") List<Double> shares,
    @Help("rise of the validation error within which a share is suggested, such as 1%") double drop,
    @Help("{}, or a Java variable of type Saliency") Saliency saliency,
    @Help("training examples that a saliency is measured on: a number, or all")
        ExampleCount saliencyExamples,
    @Help("slots that are not looked at, such as fc3") List<String> exclude,
    @Help("seed of these examples, and of a random saliency") long seed) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SensitivityOptions {
    shares = List.copyOf(shares);
    exclude = List.copyOf(exclude);
    Objects.requireNonNull(saliency, "saliency");
    Objects.requireNonNull(saliencyExamples, "saliencyExamples");
    double before = 0;
    for (double share : shares) {
      if (!(share > before && share < 1)) {
        throw new IllegalArgumentException(
            "shares must ascend between 0 and 1, got " + share + " after " + before);
      }
      before = share;
    }
    if (shares.isEmpty()) {
      throw new IllegalArgumentException("shares must be one or more, got none");
    }
    if (!(drop >= 0 && drop < 1)) {
      throw new IllegalArgumentException("drop must lie in [0, 1), such as 1%, got " + drop);
    }
  }

  /**
   * Returns eight shares from a tenth to 98 %, by magnitude, within a point.
   *
   * @return the default settings
   */
  public static SensitivityOptions defaults() {
    return new SensitivityOptions(
        List.of(0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98),
        0.01,
        Saliencies.magnitude(),
        ExampleCount.of(512),
        List.of(),
        1);
  }

  /**
   * Returns among which weights of a layer the lowest are sought: all, or each row's.
   *
   * @return the scope that the saliency asks for
   */
  public Scope scope() {
    return saliency.scope() == Scope.ROW ? Scope.ROW : Scope.LAYERWISE;
  }

  /**
   * Returns these settings with other shares.
   *
   * @param levels ascending shares
   * @return the changed settings
   */
  public SensitivityOptions withShares(Double... levels) {
    return new SensitivityOptions(List.of(levels), drop, saliency, saliencyExamples, exclude, seed);
  }

  /**
   * Returns these settings with another saliency.
   *
   * @param other which weights of a layer go first
   * @return the changed settings
   */
  public SensitivityOptions withSaliency(Saliency other) {
    return new SensitivityOptions(shares, drop, other, saliencyExamples, exclude, seed);
  }

  /**
   * Returns these settings with another tolerance.
   *
   * @param rise of the validation error
   * @return the changed settings
   */
  public SensitivityOptions withDrop(double rise) {
    return new SensitivityOptions(shares, rise, saliency, saliencyExamples, exclude, seed);
  }
}
