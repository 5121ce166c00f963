package org.stockpot.dense;

import java.nio.FloatBuffer;
import org.stockpot.data.Examples;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;

/** Softmax cross-entropy, -log(exp(z_y) / sum_k exp(z_k)), in nats, and accuracy. */
record CrossEntropy(Examples examples, int classes, double labelSmoothing) implements Criterion {

  @Override
  public double loss(FloatBuffer outputs, int[] batch, float[] gradient) {
    double sum = 0;
    float[] z = new float[classes];
    for (int i = 0; i < batch.length; i++) {
      outputs.get(i * classes, z);
      int label = examples.label(batch[i]);
      double log = logSumExp(z, z[highest(z)]);
      for (int k = 0; k < classes; k++) {
        double target = labelSmoothing / classes + (k == label ? 1 - labelSmoothing : 0);
        sum += target == 0 ? 0 : target * (log - z[k]);
        gradient[i * classes + k] = (float) ((Math.exp(z[k] - log) - target) / batch.length);
      }
    }
    return sum / batch.length;
  }

  @Override
  public double[] sums(FloatBuffer outputs, int from, int count) {
    double loss = 0;
    double right = 0;
    float[] z = new float[classes];
    for (int i = 0; i < count; i++) {
      outputs.get(i * classes, z);
      int label = examples.label(from + i);
      int best = highest(z);
      loss += logSumExp(z, z[best]) - z[label];
      right += best == label ? 1 : 0;
    }
    return new double[] {loss, right};
  }

  @Override
  public void errors(FloatBuffer outputs, int from, int count, float[] errors) {
    float[] z = new float[classes];
    for (int i = 0; i < count; i++) {
      outputs.get(i * classes, z);
      errors[from + i] = highest(z) == examples.label(from + i) ? 0 : 1;
    }
  }

  @Override
  public void addPredictions(FloatBuffer outputs, double[] predictions, int at) {
    float[] z = new float[classes];
    for (int i = 0; i < outputs.capacity() / classes; i++) {
      outputs.get(i * classes, z);
      double log = logSumExp(z, z[highest(z)]);
      for (int k = 0; k < classes; k++) {
        predictions[at + i * classes + k] += Math.exp(z[k] - log);
      }
    }
  }

  @Override
  public Score scorePredictions(double[] predictions) {
    double loss = 0;
    double right = 0;
    for (int i = 0; i < examples.count(); i++) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += predictions[i * classes + k];
      }
      loss -= Math.log(predictions[i * classes + examples.label(i)] / sum);
      right += likeliest(predictions, i) == examples.label(i) ? 1 : 0;
    }
    return score(new double[] {loss, right});
  }

  @Override
  public float[] predictionErrors(double[] predictions) {
    float[] errors = new float[examples.count()];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = likeliest(predictions, i) == examples.label(i) ? 0 : 1;
    }
    return errors;
  }

  private int likeliest(double[] predictions, int example) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      double probability = predictions[example * classes + k];
      best = probability > predictions[example * classes + best] ? k : best;
    }
    return best;
  }

  @Override
  public Score score(double[] sums) {
    int n = examples.count();
    return new Score(Metric.ACCURACY, sums[0] / n, sums[1] / n, n);
  }

  private static double logSumExp(float[] z, float top) {
    double sum = 0;
    for (float value : z) {
      sum += Math.exp(value - top);
    }
    return top + Math.log(sum);
  }

  /** Returns the index of the highest output, the lowest of equals. */
  private static int highest(float[] z) {
    int best = 0;
    for (int k = 1; k < z.length; k++) {
      if (z[k] > z[best]) {
        best = k;
      }
    }
    return best;
  }
}
