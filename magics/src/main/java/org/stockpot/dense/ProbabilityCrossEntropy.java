package org.stockpot.dense;

import java.nio.FloatBuffer;
import org.stockpot.task.Score;

/**
 * Cross-entropy of outputs p that are probabilities already, -log p_y: softmax cross-entropy of log
 * p, whose softmax is p. Probabilities that underflowed count as the smallest normal float.
 */
record ProbabilityCrossEntropy(CrossEntropy entropy) implements Criterion {

  @Override
  public double loss(FloatBuffer outputs, int[] batch, float[] gradient) {
    return loss(entropy, outputs, batch, gradient);
  }

  /** Returns a loss of logits, with the gradient by the probabilities whose logarithms they are. */
  static double loss(BatchLoss ofLogits, FloatBuffer outputs, int[] batch, float[] gradient) {
    double loss = ofLogits.loss(logarithms(outputs), batch, gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= atLeast(outputs.get(i));
    }
    return loss;
  }

  @Override
  public double[] sums(FloatBuffer outputs, int from, int count) {
    return entropy.sums(logarithms(outputs), from, count);
  }

  @Override
  public void errors(FloatBuffer outputs, int from, int count, float[] errors) {
    entropy.errors(logarithms(outputs), from, count, errors);
  }

  @Override
  public void addPredictions(FloatBuffer outputs, double[] predictions, int at) {
    entropy.addPredictions(logarithms(outputs), predictions, at);
  }

  @Override
  public Score scorePredictions(double[] predictions) {
    return entropy.scorePredictions(predictions);
  }

  @Override
  public float[] predictionErrors(double[] predictions) {
    return entropy.predictionErrors(predictions);
  }

  @Override
  public Score score(double[] sums) {
    return entropy.score(sums);
  }

  private static FloatBuffer logarithms(FloatBuffer outputs) {
    float[] logs = new float[outputs.capacity()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) Math.log(atLeast(outputs.get(i)));
    }
    return FloatBuffer.wrap(logs);
  }

  /** Of equal probabilities that underflowed the first is the highest, as of any. */
  private static float atLeast(float probability) {
    return Math.max(probability, Float.MIN_NORMAL);
  }
}
