package org.stockpot.merge;

import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.weights.ChunkedMerge;
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
    double[][] tau = new double[weights.size()][];
    IntStream.range(0, tau.length)
        .parallel()
        .forEach(m -> tau[m] = Vectors.ofMember(chunk, m, true));
    double[] all = variances(tau);
    if (selected) {
      IntStream.range(0, tau.length).parallel().forEach(m -> addSquares(m, tau[m], all));
      return;
    }
    for (int i = 0; counting && i < all.length; i++) {
      varying += all[i] > 0 ? 1 : 0;
    }
    variances.add(all);
  }

  private void addSquares(int member, double[] tau, double[] all) {
    double sum = squares[member];
    for (int i = 0; i < all.length; i++) {
      sum += stays(all[i]) ? tau[i] * tau[i] : 0;
    }
    squares[member] = sum;
  }

  private boolean stays(double variance) {
    return variances.count() > 0 && variance >= variances.value(0);
  }

  private static double[] variances(double[][] tau) {
    double[] all = new double[tau[0].length];
    int stretches = (all.length + ChunkedMerge.STRETCH - 1) / ChunkedMerge.STRETCH;
    IntStream.range(0, stretches)
        .parallel()
        .forEach(
            s -> {
              int from = s * ChunkedMerge.STRETCH;
              addVariances(tau, from, Math.min(all.length, from + ChunkedMerge.STRETCH), all);
            });
    return all;
  }

  /** From the first member on, so that equal numbers have no variance. */
  private static void addVariances(double[][] tau, int from, int to, double[] all) {
    double[] first = tau[0];
    double[] mean = new double[to - from];
    for (double[] member : tau) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += member[from + i] - first[from + i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= tau.length;
    }
    for (double[] member : tau) {
      for (int i = 0; i < mean.length; i++) {
        double difference = member[from + i] - first[from + i] - mean[i];
        all[from + i] += difference * difference;
      }
    }
    for (int i = from; i < to; i++) {
      all[i] /= tau.length;
    }
  }

  @Override
  public void merge(MergeChunk chunk, float[] merged) {
    double[][] tau = Vectors.taskVectors(chunk);
    double[] vector = variances(tau);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = stays(vector[i]) ? elected(tau, i) : 0;
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
