package org.stockpot.djl.evaluation;

/**
 * Mean and variance of the values of each channel, from those of chunks. Chunks are combined by
 * deviations from the common mean, which loses no digits where means are large.
 */
final class Moments {

  private final double[] mean;
  private final double[] squares;
  private double count;

  Moments(int channels) {
    mean = new double[channels];
    squares = new double[channels];
  }

  /**
   * Adds the values of a chunk.
   *
   * @param values values per channel
   * @param chunkMean their mean
   * @param chunkVariance their variance with the factor n / (n - 1), by channel; its sum of squares
   *     is that of the n values about their mean
   */
  void add(double values, double[] chunkMean, double[] chunkVariance) {
    double total = count + values;
    for (int i = 0; i < mean.length; i++) {
      double apart = chunkMean[i] - mean[i];
      squares[i] += (values - 1) * chunkVariance[i] + apart * apart * count * values / total;
      mean[i] += apart * values / total;
    }
    count = total;
  }

  float mean(int channel) {
    return (float) mean[channel];
  }

  /** Returns the variance with the factor N / (N - 1) of all values. */
  float variance(int channel) {
    return (float) (squares[channel] / (count - 1));
  }
}
