package org.stockpot.merge;

import org.stockpot.weights.MergeChunk;
import org.stockpot.weights.MergePart;

/** {@link ArceeFusion} at work on one vector or tensor. */
final class ArceeFusionPart implements MergePart {

  private static final double FLOOR = 1e-8;

  private final OrderStatistics scores =
      new OrderStatistics(n -> new long[] {rank(0.25, n), rank(0.5, n), rank(0.75, n)});

  private static long rank(double quantile, long n) {
    return (long) (quantile * (n - 1));
  }

  @Override
  public boolean reads() {
    return scores.reads();
  }

  @Override
  public void read(MergeChunk chunk) {
    scores.add(scores(chunk, Vectors.ofMember(chunk, 0, true)));
  }

  private static double[] scores(MergeChunk chunk, double[] tau) {
    int row = Math.toIntExact(chunk.rowLength());
    double[] all = new double[tau.length];
    for (int start = 0; start < tau.length; start += row) {
      double[] p = softmax(chunk.members().get(0), chunk.from() + start, row);
      double[] q = softmax(chunk.base(), chunk.from() + start, row);
      double divergence = 0;
      for (int i = 0; i < row; i++) {
        divergence += (p[i] + FLOOR) * Math.log((p[i] + FLOOR) / (q[i] + FLOOR));
      }
      for (int i = start; i < start + row; i++) {
        all[i] = Math.abs(tau[i]) * divergence;
      }
    }
    return all;
  }

  private static double[] softmax(float[] values, int from, int count) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, values[from + i]);
    }
    double[] shares = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      shares[i] = Math.exp(values[from + i] - most);
      sum += shares[i];
    }
    for (int i = 0; i < count; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  @Override
  public void merge(MergeChunk chunk, float[] merged) {
    double least = scores.value(1) + 1.5 * (scores.value(2) - scores.value(0));
    double[] tau = Vectors.ofMember(chunk, 0, true);
    double[] score = scores(chunk, tau);
    for (int i = 0; i < tau.length; i++) {
      tau[i] = score[i] >= least ? tau[i] : 0;
    }
    Vectors.write(chunk, tau, true, merged);
  }
}
