package org.stockpot.merge.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.Seeds;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.MixtureSlopes;
import org.stockpot.task.matrix.Rows;
import org.stockpot.weights.Mixture;

/**
 * Mini-batches of several tasks side by side: a step takes the next batch of each, in an order that
 * is drawn anew for each pass over a task's examples. Derivatives that tell of all examples alone
 * are one batch.
 */
final class TaskBatches {

  private final List<Derivatives> tasks;
  private final boolean[] splits;
  private final int batch;
  private final long seed;

  TaskBatches(List<Derivatives> tasks, int batch, long seed) {
    this.tasks = tasks;
    this.batch = batch;
    this.seed = seed;
    splits = new boolean[tasks.size()];
    for (int t = 0; t < splits.length; t++) {
      Derivatives task = tasks.get(t);
      splits[t] = task.examples() > batch && task.some(0).value().isPresent();
    }
  }

  /** Returns how many steps see every example of the task that has most. */
  long stepsPerEpoch() {
    return IntStream.range(0, splits.length).mapToLong(this::stepsPerEpoch).max().orElse(1);
  }

  private long stepsPerEpoch(int task) {
    return splits[task] ? (tasks.get(task).examples() + batch - 1) / batch : 1;
  }

  /** Returns how many examples a step takes through the network. */
  long examplesPerStep() {
    return IntStream.range(0, splits.length)
        .mapToLong(task -> splits[task] ? batch : tasks.get(task).examples())
        .sum();
  }

  /** Gives the mean over tasks of the derivatives over a step's batches. */
  @FunctionalInterface
  interface Slopes {
    /** Returns the derivatives by coefficients of slots and members. */
    double[][] of(double[][] coefficients, long step);
  }

  /** Returns the derivatives by the coefficients of a mixture, to be asked for so many times. */
  Slopes by(Mixture mixture, long steps) {
    List<MixtureSlopes> ways = tasks.stream().map(task -> way(task, mixture, steps)).toList();
    return (coefficients, step) -> {
      double[][] mean = new double[mixture.slots().size()][mixture.members()];
      for (int t = 0; t < ways.size(); t++) {
        double[][] slopes = ways.get(t).at(coefficients, batch(t, step));
        for (int s = 0; s < mean.length; s++) {
          Rows.add(mean[s], 1.0 / ways.size(), slopes[s], mixture.members());
        }
      }
      return mean;
    };
  }

  /** What tells of all examples alone is asked for them, whichever are chosen. */
  private static MixtureSlopes way(Derivatives task, Mixture mixture, long steps) {
    return task.ofMixture(mixture, steps)
        .value()
        .orElse((k, chosen) -> mixture.slopes(task.gradient(mixture.at(k))));
  }

  private int[] batch(int which, long step) {
    int count = Math.toIntExact(tasks.get(which).examples());
    if (!splits[which]) {
      return IntStream.range(0, count).toArray();
    }
    long each = stepsPerEpoch(which);
    int[] order = Seeds.permutation(count, Seeds.mix(Seeds.mix(seed, which), step / each));
    int from = Math.toIntExact(step % each) * batch;
    return Arrays.copyOfRange(order, from, Math.min(count, from + batch));
  }
}
