package org.stockpot.djl.gating;

import java.util.Arrays;

/**
 * Which channels hold most of what a convolution gives for an example: the smallest set of channels
 * whose norms sum to a share of all, the largest first; of equal ones the first.
 *
 * <p>See Elkerdawy et al., "Fire Together Wire Together", CVPR 2022 (arXiv:2110.08232). Differs
 * from the published code: that leaves out the channel by which the share is reached.
 */
final class ChannelLabels {

  private ChannelLabels() {}

  /**
   * Returns 1 for each channel of the set, else 0.
   *
   * @param norms one row per example, one number at least 0 for each channel
   * @param channels numbers in a row
   * @param share of the sum, in (0, 1]
   * @return as many numbers
   */
  static float[] of(float[] norms, int channels, double share) {
    float[] labels = new float[norms.length];
    float[] sorted = new float[channels];
    for (int row = 0; row < norms.length; row += channels) {
      System.arraycopy(norms, row, sorted, 0, channels);
      Arrays.sort(sorted);
      double total = 0;
      for (int i = channels - 1; i >= 0; i--) {
        total += sorted[i];
      }
      int first = channels;
      for (double sum = 0; first > 0 && sum < share * total; first--) {
        sum += sorted[first - 1];
      }
      mark(norms, row, sorted, first, labels);
    }
    return labels;
  }

  private static void mark(float[] norms, int row, float[] sorted, int first, float[] labels) {
    if (first == sorted.length) {
      return;
    }
    float least = sorted[first];
    int equal = 0;
    for (int i = first; i < sorted.length && sorted[i] == least; i++) {
      equal++;
    }
    for (int i = row; i < row + sorted.length; i++) {
      if (norms[i] > least || (norms[i] == least && equal-- > 0)) {
        labels[i] = 1;
      }
    }
  }
}
