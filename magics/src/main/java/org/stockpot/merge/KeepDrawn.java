package org.stockpot.merge;

import java.util.Arrays;
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
        tau[i] = uniform.applyAsDouble(first + i) < density ? tau[i] * factor : 0;
      }
      return;
    }
    double[] probabilities = probabilities(chunk, tau);
    for (int i = 0; i < tau.length; i++) {
      boolean stays = uniform.applyAsDouble(first + i) < probabilities[i];
      tau[i] = stays ? tau[i] * factor(probabilities[i]) : 0;
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

  private double[] probabilities(MergeChunk chunk, double[] tau) {
    int row = Math.toIntExact(chunk.rowLength());
    double[] probabilities = new double[tau.length];
    double[] sorted = new double[row];
    int[] equals = new int[row];
    for (int start = 0; start < tau.length; start += row) {
      for (int i = 0; i < row; i++) {
        sorted[i] = Math.abs(tau[start + i]);
      }
      Arrays.sort(sorted);
      Arrays.fill(equals, 0);
      for (int i = 0; i < row; i++) {
        int first = first(sorted, Math.abs(tau[start + i]));
        int rank = first + equals[first]++;
        double share = row == 1 ? 0.5 : (double) rank / (row - 1);
        probabilities[start + i] = density - epsilon + 2 * epsilon * share;
      }
    }
    return probabilities;
  }

  /** Returns where the first of some equal numbers is. */
  private static int first(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
