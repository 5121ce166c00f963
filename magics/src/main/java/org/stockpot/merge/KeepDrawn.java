package org.stockpot.merge;

import java.util.function.LongToDoubleFunction;
import org.stockpot.weights.MergeChunk;

/** Keeps entries by chance: with one probability, or with one that grows along a row's ranks. */
final class KeepDrawn implements Keeping {

  private final double density;
  private final double epsilon;
  private final Rescale rescale;
  private final Draws draws;
  private final double[] before;
  private final double[] after;
  private boolean measured;

  KeepDrawn(int members, double density, double epsilon, Rescale rescale, Draws draws) {
    this.density = density;
    this.epsilon = epsilon;
    this.rescale = rescale;
    this.draws = draws;
    before = new double[members];
    after = new double[members];
    measured = rescale != Rescale.L1;
  }

  @Override
  public boolean reads() {
    boolean must = !measured;
    measured = true;
    return must;
  }

  @Override
  public void read(int member, MergeChunk chunk, double[] tau) {
    before[member] = addSizes(before[member], tau);
    draw(member, chunk, tau);
    after[member] = addSizes(after[member], tau);
  }

  @Override
  public void keep(int member, MergeChunk chunk, double[] tau) {
    draw(member, chunk, tau);
    double factor = rescale == Rescale.L1 && after[member] > 0 ? before[member] / after[member] : 1;
    for (int i = 0; factor != 1 && i < tau.length; i++) {
      tau[i] *= factor;
    }
  }

  private void draw(int member, MergeChunk chunk, double[] tau) {
    LongToDoubleFunction uniform = draws.of(member, chunk.tensor());
    long first = chunk.entry(chunk.from());
    if (epsilon == 0) {
      double factor = factor(density);
      for (int i = 0; i < tau.length; i++) {
        double above = uniform.applyAsDouble(first + i) - density;
        tau[i] = Vectors.whereNegative(above, tau[i] * factor);
      }
      return;
    }
    int row = Math.toIntExact(chunk.rowLength());
    RowRanks ranks = new RowRanks(row);
    for (int start = 0; start < tau.length; start += row) {
      int[] rank = ranks.of(tau, start);
      for (int i = 0; i < row; i++) {
        double share = row == 1 ? 0.5 : (double) rank[i] / (row - 1);
        double probability = density - epsilon + 2 * epsilon * share;
        double above = uniform.applyAsDouble(first + start + i) - probability;
        tau[start + i] = Vectors.whereNegative(above, tau[start + i] * factor(probability));
      }
    }
  }

  private double factor(double probability) {
    return rescale == Rescale.PROBABILITY ? 1 / probability : 1;
  }

  private static double addSizes(double sum, double[] tau) {
    double all = sum;
    for (double value : tau) {
      all += Math.abs(value);
    }
    return all;
  }
}
