package org.stockpot.djl;

import java.nio.FloatBuffer;
import org.stockpot.data.Examples;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;

/** Softmax cross-entropy, -log(exp(z_y) / sum_k exp(z_k)), in nats, and accuracy. */
record CrossEntropy(Examples examples, int classes) implements Criterion {

  @Override
  public double loss(FloatBuffer outputs, int[] batch, float[] gradient) {
    double sum = 0;
    float[] z = new float[classes];
    for (int i = 0; i < batch.length; i++) {
      outputs.get(i * classes, z);
      int label = examples.label(batch[i]);
      double log = logSumExp(z);
      sum += log - z[label];
      for (int k = 0; k < classes; k++) {
        double p = Math.exp(z[k] - log);
        gradient[i * classes + k] = (float) ((p - (k == label ? 1 : 0)) / batch.length);
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
      loss += logSumExp(z) - z[label];
      right += highest(z) == label ? 1 : 0;
    }
    return new double[] {loss, right};
  }

  @Override
  public Score score(double[] sums) {
    int n = examples.count();
    return new Score(Metric.ACCURACY, sums[0] / n, sums[1] / n, n);
  }

  private static double logSumExp(float[] z) {
    float top = z[highest(z)];
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
