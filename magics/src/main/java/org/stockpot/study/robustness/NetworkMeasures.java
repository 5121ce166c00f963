package org.stockpot.study.robustness;

import java.util.List;
import java.util.OptionalDouble;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Sample;

/**
 * What was measured of one network.
 *
 * @param test its score on the test examples
 * @param error the test error
 * @param corrupted for each corruption the mean error over its severities
 * @param classes the error of each class with test examples; empty if classes are not known
 * @param calibration the expected calibration error, as a share; empty if probabilities are not
 *     known
 * @param dimension the participation ratio of the last hidden layer, in directions; empty if
 *     activations are not known
 * @param cka the alignment of this layer with that of the dense network of the seed, in [0, 1];
 *     empty if activations are not known
 */
public record NetworkMeasures(
    Score test,
    Sample error,
    List<Sample> corrupted,
    List<Sample> classes,
    OptionalDouble calibration,
    OptionalDouble dimension,
    OptionalDouble cka) {

  /** Copies the lists. */
  public NetworkMeasures {
    corrupted = List.copyOf(corrupted);
    classes = List.copyOf(classes);
  }

  /**
   * Returns the error of the class of the highest error.
   *
   * @return a share; empty if classes are not known
   */
  public OptionalDouble worst() {
    return classes.stream().mapToDouble(Sample::value).max();
  }
}
