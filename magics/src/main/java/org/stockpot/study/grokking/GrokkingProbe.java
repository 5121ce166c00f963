package org.stockpot.study.grokking;

import java.util.OptionalDouble;
import org.stockpot.task.Score;

/**
 * A training at one step.
 *
 * @param step the position in the schedule
 * @param training the score on all training examples
 * @param validation the score on the validation examples
 * @param test the score on the test examples
 * @param norm the Euclidean norm of all weights
 * @param largest the largest eigenvalue of the Hessian of the training loss; empty if it was not
 *     asked for, is not known or did not converge
 * @param rank the effective rank of the last hidden layer on training examples ({@link
 *     org.stockpot.similarity.Ranks}); empty if activations are not known
 */
public record GrokkingProbe(
    long step,
    Score training,
    Score validation,
    Score test,
    double norm,
    OptionalDouble largest,
    OptionalDouble rank) {

  /**
   * Returns by how much training examples are better known than test examples.
   *
   * @return the accuracy on training examples minus that on test examples
   */
  public double gap() {
    return training.value() - test.value();
  }
}
