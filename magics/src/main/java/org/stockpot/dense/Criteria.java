package org.stockpot.dense;

import org.stockpot.data.Examples;
import org.stockpot.data.Targets;

/** Which loss fits which targets. */
public final class Criteria {

  private Criteria() {}

  /**
   * Returns the criterion that fits the kind of targets: the squared error of numbers, the
   * cross-entropy of classes.
   *
   * @param targets what the examples have
   * @param outputs what a model's outputs for classes are; those of softmax are not put through a
   *     second one, those of log-softmax are their own
   * @param examples whose targets the outputs are held against
   * @param labelSmoothing the share of a target that all classes get, in [0, 1)
   * @return the criterion
   */
  public static Criterion of(
      Targets targets, OutputKind outputs, Examples examples, double labelSmoothing) {
    if (!(targets instanceof Targets.Classes classes)) {
      return new SquaredError(examples);
    }
    CrossEntropy entropy = new CrossEntropy(examples, classes.names().size(), labelSmoothing);
    return outputs == OutputKind.PROBABILITIES ? new ProbabilityCrossEntropy(entropy) : entropy;
  }
}
