package org.stockpot.dense;

import org.stockpot.data.Examples;
import org.stockpot.data.Targets;
import org.stockpot.task.optimizer.Regularizer;

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

  /**
   * Returns the cross-entropy of logits with the trajectory loss beside it.
   *
   * @param targets what the examples have
   * @param examples that are trained on
   * @param labelSmoothing the share of a target that all classes get, in [0, 1)
   * @param saf the settings of the trajectory loss
   * @param perEpoch steps of one epoch
   * @return the loss of logits; that of other outputs is {@link #ofOutputs}
   * @throws IllegalArgumentException if the targets are numbers, which are no distributions
   */
  public static TrajectoryLoss trajectory(
      Targets targets,
      Examples examples,
      double labelSmoothing,
      Regularizer.Saf saf,
      long perEpoch) {
    if (!(targets instanceof Targets.Classes classes)) {
      throw new IllegalArgumentException(
          "regularizer must be none or compressibility for numbers, got " + saf);
    }
    int outputs = classes.names().size();
    CrossEntropy entropy = new CrossEntropy(examples, outputs, labelSmoothing);
    return new TrajectoryLoss(entropy, saf, examples.count(), outputs, perEpoch);
  }

  /**
   * Returns a loss of logits as one of a model's outputs.
   *
   * @param ofLogits the loss
   * @param kind what the model's outputs are
   * @return the loss of outputs
   */
  public static BatchLoss ofOutputs(BatchLoss ofLogits, OutputKind kind) {
    return kind == OutputKind.PROBABILITIES
        ? (outputs, batch, gradient) ->
            ProbabilityCrossEntropy.loss(ofLogits, outputs, batch, gradient)
        : ofLogits;
  }
}
