package org.stockpot.merge;

import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.matrix.Rows;
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
    List<MergeChunk> stretches = chunk.stretches(ChunkedMerge.STRETCH, false);
    List<double[]> all =
        stretches.parallelStream().map(s -> variances(Vectors.taskVectors(s))).toList();
    if (selected) {
      IntStream.range(0, squares.length).parallel().forEach(m -> addSquares(m, stretches, all));
      return;
    }
    for (double[] some : all) {
      for (int i = 0; counting && i < some.length; i++) {
        varying += some[i] > 0 ? 1 : 0;
      }
      variances.add(some);
    }
  }

  private void addSquares(int member, List<MergeChunk> stretches, List<double[]> all) {
    for (int s = 0; s < all.size(); s++) {
      double[] tau = Vectors.ofMember(stretches.get(s), member, true);
      double sum = squares[member];
      for (int i = 0; i < tau.length; i++) {
        sum += stays(all.get(s)[i]) ? tau[i] * tau[i] : 0;
      }
      squares[member] = sum;
    }
  }

  private boolean stays(double variance) {
    return variances.count() > 0 && variance >= variances.value(0);
  }

  /** From the first member on, so that equal numbers have no variance. */
  private static double[] variances(double[][] tau) {
    double[] first = tau[0];
    double[] mean = new double[first.length];
    double[] all = new double[first.length];
    for (double[] member : tau) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += member[i] - first[i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= tau.length;
    }
    for (double[] member : tau) {
      for (int i = 0; i < mean.length; i++) {
        double difference = member[i] - first[i] - mean[i];
        all[i] += difference * difference;
      }
    }
    for (int i = 0; i < all.length; i++) {
      all[i] /= tau.length;
    }
    return all;
  }

  @Override
  public void merge(MergeChunk chunk, float[] merged) {
    double[][] tau = Vectors.taskVectors(chunk);
    double[] all = variances(tau);
    double[] vector = elected(tau);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = stays(all[i]) ? vector[i] : 0;
    }
    Vectors.write(chunk, vector, true, merged);
  }

  private double[] elected(double[][] tau) {
    double[] sums = new double[tau[0].length];
    for (double[] member : tau) {
      Rows.add(sums, 1, member, sums.length);
    }
    double[] divisors = new double[sums.length];
    double[] agreeing = new double[sums.length];
    for (int m = 0; m < tau.length; m++) {
      double weight = weights.get(m) * squares[m];
      for (int i = 0; i < sums.length; i++) {
        double against = 0.0 - tau[m][i] * (sums[i] >= 0 ? 1 : -1);
        agreeing[i] += Vectors.whereNegative(against, weight * tau[m][i]);
        divisors[i] += Vectors.whereNegative(against, weight);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = divisors[i] == 0 ? 0 : agreeing[i] / divisors[i];
    }
    return sums;
  }
}
