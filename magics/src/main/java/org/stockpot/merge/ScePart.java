package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.MergeChunk;
import org.stockpot.weights.MergePart;

/** {@link Sce} at work on one vector or tensor: variances first, then coefficients. */
final class ScePart implements MergePart {

  private final List<Double> weights;
  private final double[] squares;
  private final OrderStatistics variances;
  private long varying;
  private boolean counting = true;
  private boolean selected;
  private boolean measured;

  ScePart(double density, List<Double> weights) {
    this.weights = weights;
    squares = new double[weights.size()];
    variances =
        new OrderStatistics(
            n -> {
              counting = false;
              long stay = KeepBetween.share(density, varying);
              return stay == 0 ? new long[0] : new long[] {n - stay};
            });
  }

  @Override
  public boolean reads() {
    if (!selected && variances.reads()) {
      return true;
    }
    selected = true;
    boolean must = !measured;
    measured = true;
    return must;
  }

  @Override
  public void read(MergeChunk chunk) {
    double[][] tau = Vectors.taskVectors(chunk);
    double[] all = new double[tau[0].length];
    for (int i = 0; i < all.length; i++) {
      all[i] = variance(tau, i);
      if (!selected) {
        varying += counting && all[i] > 0 ? 1 : 0;
      } else if (stays(all[i])) {
        for (int m = 0; m < tau.length; m++) {
          squares[m] += tau[m][i] * tau[m][i];
        }
      }
    }
    if (!selected) {
      variances.add(all);
    }
  }

  private boolean stays(double variance) {
    return variances.count() > 0 && variance >= variances.value(0);
  }

  /** From the first member on, so that equal numbers have no variance. */
  private static double variance(double[][] tau, int i) {
    double first = tau[0][i];
    double mean = 0;
    for (double[] member : tau) {
      mean += (member[i] - first) / tau.length;
    }
    double sum = 0;
    for (double[] member : tau) {
      double difference = member[i] - first - mean;
      sum += difference * difference;
    }
    return sum / tau.length;
  }

  @Override
  public void merge(MergeChunk chunk, float[] merged) {
    double[][] tau = Vectors.taskVectors(chunk);
    double[] vector = new double[tau[0].length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = stays(variance(tau, i)) ? elected(tau, i) : 0;
    }
    Vectors.write(chunk, vector, true, merged);
  }

  private double elected(double[][] tau, int i) {
    double all = 0;
    for (double[] member : tau) {
      all += member[i];
    }
    double sign = all >= 0 ? 1 : -1;
    double sum = 0;
    double total = 0;
    for (int m = 0; m < tau.length; m++) {
      if (tau[m][i] * sign > 0) {
        sum += weights.get(m) * squares[m] * tau[m][i];
        total += weights.get(m) * squares[m];
      }
    }
    return total == 0 ? 0 : sum / total;
  }
}
