package org.stockpot.merge.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.task.matrix.Rows;
import org.stockpot.task.matrix.SymmetricSystem;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * The normal equations of one layer: {@code S Y = R} with {@code S = sum_i c_i G_i} and {@code R =
 * sum_i c_i G_i (W_i - M)}, whose solution is the step Y from the members' mean M. Steps are small
 * where members are close, and with them what moments and solutions are uncertain by.
 */
final class RegMeanSlot {

  /** Rows of what is solved by eigenvectors at most, which takes some ten seconds. */
  private static final int MOST = 1000;

  private final Slot slot;
  private final int inputs;
  private final int outputs;
  private final double offDiagonal;
  private final double[][] mean;
  private final double[][] sum;
  private final double[][] right;

  RegMeanSlot(Slot slot, Point mean, double offDiagonal) {
    this.slot = slot;
    this.offDiagonal = offDiagonal;
    outputs = slot.shape().get(0);
    inputs = slot.size() / outputs;
    this.mean = columns(mean);
    sum = new double[inputs][inputs];
    right = new double[inputs][outputs];
  }

  /** Returns how many numbers S has. */
  static long size(Slot slot) {
    long inputs = slot.size() / slot.shape().get(0);
    return inputs * inputs;
  }

  /** Returns a slot's weights, one row for each input. */
  private double[][] columns(Point point) {
    double[][] columns = new double[inputs][outputs];
    for (int o = 0; o < outputs; o++) {
      for (int k = 0; k < inputs; k++) {
        columns[k][o] = point.at(slot.offset() + o * inputs + k);
      }
    }
    return columns;
  }

  /** Adds a member by the moments of its inputs. */
  void add(Point member, double[] gram, double weight) {
    double[][] step = columns(member);
    for (int k = 0; k < inputs; k++) {
      Rows.add(step[k], -1, mean[k], outputs);
    }
    for (int i = 0; i < inputs; i++) {
      Interrupts.check();
      for (int k = 0; k < inputs; k++) {
        double moment = weight * (i == k ? 1 : offDiagonal) * gram[i * inputs + k];
        sum[i][k] += moment;
        Rows.add(right[i], moment, step[k], outputs);
      }
    }
  }

  /**
   * Writes the solution of the layer.
   *
   * @param unseen what weights do along inputs that no example has
   * @param kept which entries of the point are not pruned; empty if all are kept
   * @param values of the merged point
   */
  void write(Unseen unseen, Optional<boolean[]> kept, float[] values) {
    List<int[]> groups =
        kept.map(entries -> IntStream.range(0, outputs).mapToObj(o -> new int[] {o}).toList())
            .orElseGet(() -> List.of(IntStream.range(0, outputs).toArray()));
    Workers.map(
        Runtime.getRuntime().availableProcessors(),
        groups,
        group -> {
          write(unseen, group, live(kept, group), values);
          return group;
        });
  }

  /** Returns inputs that are not pruned and not always 0. */
  private int[] live(Optional<boolean[]> kept, int[] group) {
    return IntStream.range(0, inputs)
        .filter(k -> sum[k][k] > 0)
        .filter(k -> kept.isEmpty() || kept.get()[slot.offset() + group[0] * inputs + k])
        .toArray();
  }

  private void write(Unseen unseen, int[] group, int[] live, float[] values) {
    double[][] base = picked(mean, IntStream.range(0, inputs).toArray(), group);
    double[][] s = picked(sum, live, live);
    double[][] r = picked(right, live, group);
    double[][] reached = picked(mean, live, group);
    Optional<double[][]> step = SymmetricSystem.solve(s, r);
    double[][] steps = step.orElse(r);
    if (step.isEmpty()) {
      requireSmall(live.length);
      double[][][] both = SymmetricSystem.leastNorm(s, r, reached);
      steps = both[0];
      reached = both[1];
    }
    if (unseen == Unseen.ZERO) {
      Arrays.stream(base).forEach(row -> Arrays.fill(row, 0));
    }
    for (int k = 0; k < live.length; k++) {
      double[] row = base[live[k]];
      if (unseen == Unseen.ZERO) {
        Rows.add(row, 1, reached[k], row.length);
      }
      Rows.add(row, 1, steps[k], row.length);
    }
    for (int o = 0; o < group.length; o++) {
      for (int k = 0; k < inputs; k++) {
        values[slot.offset() + group[o] * inputs + k] = (float) base[k][o];
      }
    }
  }

  private void requireSmall(int rows) {
    if (rows > MOST) {
      throw new IllegalArgumentException(
          "regmean has more than one solution for slot "
              + slot.name()
              + " of "
              + rows
              + " inputs, as examples are few or alike, and looks for the least one of at most "
              + MOST
              + ": take an off-diagonal below 1, got "
              + offDiagonal);
    }
  }

  private static double[][] picked(double[][] from, int[] rows, int[] columns) {
    double[][] some = new double[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < columns.length; k++) {
        some[i][k] = from[rows[i]][columns[k]];
      }
    }
    return some;
  }
}
