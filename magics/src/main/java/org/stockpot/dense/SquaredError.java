package org.stockpot.dense;

import java.nio.FloatBuffer;
import org.stockpot.data.Examples;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;

/** The L2 loss, the mean of (f - y)^2 over examples and outputs, and R². */
record SquaredError(Examples examples) implements Criterion {

  @Override
  public double loss(FloatBuffer outputs, int[] batch, float[] gradient) {
    int width = examples.outputs();
    double sum = 0;
    for (int i = 0; i < batch.length; i++) {
      for (int k = 0; k < width; k++) {
        double d = outputs.get(i * width + k) - (double) examples.target(batch[i], k);
        sum += d * d;
        gradient[i * width + k] = (float) (2 * d / (batch.length * (double) width));
      }
    }
    return sum / (batch.length * (double) width);
  }

  @Override
  public double[] sums(FloatBuffer outputs, int from, int count) {
    int width = examples.outputs();
    double sum = 0;
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < width; k++) {
        double d = outputs.get(i * width + k) - (double) examples.target(from + i, k);
        sum += d * d;
      }
    }
    return new double[] {sum};
  }

  @Override
  public void errors(FloatBuffer outputs, int from, int count, float[] errors) {
    int width = examples.outputs();
    double mean = totalVariation() / examples.count();
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int k = 0; k < width; k++) {
        double d = outputs.get(i * width + k) - (double) examples.target(from + i, k);
        sum += d * d;
      }
      errors[from + i] = (float) (sum / mean);
    }
  }

  @Override
  public void addPredictions(FloatBuffer outputs, double[] predictions, int at) {
    for (int i = 0; i < outputs.capacity(); i++) {
      predictions[at + i] += outputs.get(i);
    }
  }

  @Override
  public Score scorePredictions(double[] predictions) {
    return score(sums(FloatBuffer.wrap(floats(predictions)), 0, examples.count()));
  }

  @Override
  public float[] predictionErrors(double[] predictions) {
    float[] errors = new float[examples.count()];
    errors(FloatBuffer.wrap(floats(predictions)), 0, errors.length, errors);
    return errors;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Override
  public Score score(double[] sums) {
    int n = examples.count();
    double loss = sums[0] / (n * (double) examples.outputs());
    return new Score(Metric.R2, loss, 1 - sums[0] / totalVariation(), n);
  }

  /** Returns sum (y - mean y)^2 with one mean per output. */
  private double totalVariation() {
    double total = 0;
    for (int k = 0; k < examples.outputs(); k++) {
      double mean = 0;
      for (int i = 0; i < examples.count(); i++) {
        mean += examples.target(i, k);
      }
      mean /= examples.count();
      for (int i = 0; i < examples.count(); i++) {
        double d = examples.target(i, k) - mean;
        total += d * d;
      }
    }
    return total;
  }
}
