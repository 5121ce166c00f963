package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.MergeChunk;
import org.stockpot.weights.MergePart;

/** {@link Ram} at work on one vector or tensor; without growth there is nothing to count. */
final class RamPart implements MergePart {

  private final double epsilon;
  private final double r;
  private final double alpha;
  private final List<Double> weights;
  private final long[] shared;
  private final long[] alone;
  private boolean counted;

  RamPart(double epsilon, double r, double alpha, List<Double> weights) {
    this.epsilon = epsilon;
    this.r = r;
    this.alpha = alpha;
    this.weights = weights;
    shared = new long[weights.size()];
    alone = new long[weights.size()];
    counted = r == 0 || alpha == 0;
  }

  @Override
  public boolean reads() {
    boolean must = !counted;
    counted = true;
    return must;
  }

  @Override
  public void read(MergeChunk chunk) {
    double[][] tau = Vectors.taskVectors(chunk);
    for (int i = 0; i < tau[0].length; i++) {
      int touching = touching(tau, i);
      for (int m = 0; m < tau.length; m++) {
        if (Math.abs(tau[m][i]) > epsilon) {
          shared[m] += touching > 1 ? 1 : 0;
          alone[m] += touching == 1 ? 1 : 0;
        }
      }
    }
  }

  private int touching(double[][] tau, int i) {
    int count = 0;
    for (double[] member : tau) {
      count += Math.abs(member[i]) > epsilon ? 1 : 0;
    }
    return count;
  }

  @Override
  public void merge(MergeChunk chunk, float[] merged) {
    double[][] tau = Vectors.taskVectors(chunk);
    double[] growth = new double[tau.length];
    for (int m = 0; m < growth.length; m++) {
      double ratio = alone[m] == 0 ? 0 : (double) shared[m] / alone[m];
      growth[m] = 1 + r * Math.min(alpha, ratio);
    }
    double[] vector = new double[tau[0].length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = touching(tau, i) == 1 ? lone(tau, i, growth) : mean(tau, i);
    }
    Vectors.write(chunk, vector, true, merged);
  }

  private double lone(double[][] tau, int i, double[] growth) {
    int m = 0;
    while (!(Math.abs(tau[m][i]) > epsilon)) {
      m++;
    }
    return growth[m] * tau[m][i];
  }

  private double mean(double[][] tau, int i) {
    double sum = 0;
    double total = 0;
    for (int m = 0; m < tau.length; m++) {
      if (Math.abs(tau[m][i]) > epsilon) {
        sum += weights.get(m) * tau[m][i];
        total += weights.get(m);
      }
    }
    return total == 0 ? 0 : sum / total;
  }
}
